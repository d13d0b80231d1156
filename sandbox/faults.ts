import type { Answer, SandboxRequest } from './exchange.ts';

/** What goes wrong with one request. Several faults on one request apply in the order they were queued. */
export type Fault =
  /** The service answers this instead of doing anything. */
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly body?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** The answer comes late by so many milliseconds. */
  | { readonly kind: 'delay'; readonly milliseconds: number }
  /** The connection is cut before the service saw the request. */
  | { readonly kind: 'cut' }
  /** The service does what was asked, then the answer is lost: a cut connection, or a gateway's error status. */
  | { readonly kind: 'commit-then-fail'; readonly with: 'cut' | number }
  /** A login or error page instead of JSON; the service did nothing. */
  | { readonly kind: 'html'; readonly status?: number }
  /** The true answer, cut in the middle of its JSON, with a matching content-length. */
  | { readonly kind: 'truncated' }
  /** The true answer announced at full length, then the socket cut after half of it. */
  | { readonly kind: 'cut-midway' }
  /** One byte each interval, for deadlines. */
  | { readonly kind: 'drip'; readonly milliseconds: number }
  /** Extra headers on the true answer. */
  | { readonly kind: 'headers'; readonly headers: Readonly<Record<string, string>> }
  /** The true answer with its JSON changed: missing or wrongly typed fields, stale lists. */
  | { readonly kind: 'edit'; readonly edit: (body: unknown) => unknown };

/** Which requests a fault is for. Everything that is given must match. */
export type FaultMatch = {
  readonly service?: string;
  readonly method?: string;
  /** Exact pathname, or a pattern over path and query. */
  readonly path?: string | RegExp;
  /** Exact label, or a pattern over it: `query Intake`, `/^mutation/`. */
  readonly label?: string | RegExp;
};

export type QueuedFault = {
  readonly match: FaultMatch;
  readonly fault: Fault;
  /** How many matching requests it spoils; 1 unless given, `Infinity` for all. */
  readonly times?: number;
  /** How many matching requests pass first; 0 unless given. */
  readonly after?: number;
};

export type FaultQueue = {
  readonly queue: (fault: QueuedFault) => void;
  /** The faults that apply to this request; counts it. */
  readonly take: (request: SandboxRequest, label: string) => readonly Fault[];
  readonly clear: () => void;
  /** Faults that no request has met yet: a test that queued them did not test them. */
  readonly unmet: () => readonly QueuedFault[];
};

type Waiting = { readonly queued: QueuedFault; pass: number; left: number; met: boolean };

export function createFaultQueue(): FaultQueue {
  let waiting: Waiting[] = [];
  return {
    queue: (queued) => {
      waiting.push({ queued, pass: queued.after ?? 0, left: queued.times ?? 1, met: false });
    },
    take: (request, label) => {
      const faults: Fault[] = [];
      for (const item of waiting) {
        if (item.left === 0 || !matches(item.queued.match, request, label)) continue;
        if (item.pass > 0) {
          item.pass -= 1;
          continue;
        }
        item.left -= 1;
        item.met = true;
        faults.push(item.queued.fault);
      }
      return faults;
    },
    clear: () => {
      waiting = [];
    },
    unmet: () => waiting.filter((item) => !item.met).map((item) => item.queued),
  };
}

function matches(match: FaultMatch, request: SandboxRequest, label: string): boolean {
  if (match.service !== undefined && match.service !== request.service) return false;
  if (match.method !== undefined && match.method !== request.method) return false;
  if (typeof match.path === 'string' && match.path !== request.pathname) return false;
  if (match.path instanceof RegExp && !match.path.test(`${request.pathname}?${request.query}`)) return false;
  if (typeof match.label === 'string' && match.label !== label) return false;
  return !(match.label instanceof RegExp) || match.label.test(label);
}

const PAGE =
  '<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body><h1>Sign in</h1></body></html>\n';

/** The answer that stands in for the service's own, when a fault has one. */
export function answerInstead(fault: Fault): Answer | undefined {
  if (fault.kind === 'answer') {
    return { status: fault.status, headers: fault.headers ?? {}, body: fault.body };
  }
  if (fault.kind !== 'html') return undefined;
  return {
    status: fault.status ?? 200,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: PAGE,
  };
}
