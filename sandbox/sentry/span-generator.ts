import type { StoredSpan } from './span-store.ts';

/** A draw that is the same for the same seed (xorshift, 32 bits). */
export function draws(seed: number): { readonly uniform: () => number; readonly normal: () => number } {
  let state = seed >>> 0 || 1;
  const uniform = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return (state + 0.5) / 4_294_967_296;
  };
  const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  return { uniform, normal };
}

/** How an endpoint behaves. Durations are log-normal around a median that follows the hour of the day. */
export type Endpoint = {
  readonly transaction: string;
  readonly op?: string;
  readonly median: number;
  readonly spread?: number;
  /** Measured requests in a usual day. */
  readonly perDay: number;
  /** Share of requests that is measured. */
  readonly sampleRate?: number;
  /** 0–1: how much slower busy hours are. */
  readonly load?: number;
  readonly release?: (hoursAgo: number) => string | null;
  /** What is done to one request, by its age in hours. */
  readonly change?: (ms: number, hoursAgo: number, uniform: () => number) => number;
  /** Spans of one kind below each request. */
  readonly children?: readonly Child[];
};

export type Child = {
  readonly op: string;
  readonly description: string;
  readonly ms: number;
  readonly perRequest: (hoursAgo: number) => number;
  readonly code?: StoredSpan['code'];
};

const HOUR = 3_600_000;

/** Spans of an endpoint over the last days, oldest first. */
export function generateSpans(
  endpoint: Endpoint,
  { now, days, seed }: { readonly now: number; readonly days: number; readonly seed: number },
): StoredSpan[] {
  const { uniform, normal } = draws(seed);
  const spans: StoredSpan[] = [];
  for (let hour = days * 24; hour > 0; hour -= 1) {
    const start = now - hour * HOUR;
    const busy = 1 + 0.6 * Math.sin(((new Date(start).getUTCHours() - 8) / 24) * 2 * Math.PI);
    const count = Math.max(
      0,
      Math.round((endpoint.perDay / 24) * busy + Math.sqrt(endpoint.perDay / 24) * 0.5 * normal()),
    );
    const level = endpoint.median * (1 + (endpoint.load ?? 0.2) * (busy - 1)) * Math.exp(0.03 * normal());
    for (let at = 0; at < count; at += 1) {
      const age = hour - uniform();
      const plain = level * Math.exp((endpoint.spread ?? 0.5) * normal());
      const duration = endpoint.change?.(plain, age, uniform) ?? plain;
      spans.push(
        ...request(endpoint, { at: now - age * HOUR, age, duration, user: Math.floor(uniform() * 400) }),
      );
    }
  }
  return spans;
}

type Request = {
  readonly at: number;
  readonly age: number;
  readonly duration: number;
  readonly user: number;
};

function request(endpoint: Endpoint, { at, age, duration, user }: Request): StoredSpan[] {
  const common = {
    at: new Date(at).toISOString(),
    transaction: endpoint.transaction,
    project: 'shop',
    environment: 'production',
    release: endpoint.release?.(age) ?? null,
    user: `id:${user}`,
    weight: 1 / (endpoint.sampleRate ?? 0.1),
  };
  const op = endpoint.op ?? 'http.server';
  const own = { ...common, op, description: endpoint.transaction, isTransaction: true, duration };
  const below = (endpoint.children ?? []).flatMap((child) =>
    Array.from({ length: Math.round(child.perRequest(age)) }, () => ({
      ...common,
      op: child.op,
      description: child.description,
      isTransaction: false,
      duration: child.ms,
      ...(child.code === undefined ? {} : { code: child.code }),
    })),
  );
  return [own, ...below];
}
