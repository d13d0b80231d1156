import type { SandboxRequest } from '../exchange.ts';
import { compile, type Pattern } from '../router.ts';
import type { SentryScope, SentryState } from './state.ts';

export type SentryCall = {
  readonly state: SentryState;
  readonly request: SandboxRequest;
  readonly params: Readonly<Record<string, string>>;
};

/** `list` answers are paged by the service. */
export type SentryReply =
  | {
      readonly kind: 'one';
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body: unknown;
    }
  | { readonly kind: 'list'; readonly items: readonly unknown[] };

export type SentryRoute = {
  readonly method: string;
  readonly pattern: Pattern;
  /** Any of these scopes is enough. */
  readonly scopes: readonly SentryScope[];
  readonly handle: (call: SentryCall) => SentryReply;
};

/** An error as Sentry words it: `{"detail": "…"}`. */
export class SentryRefusal extends Error {
  readonly status: number;
  constructor(status: number, detail: string) {
    super(detail);
    this.name = 'SentryRefusal';
    this.status = status;
  }
}

export const missing = (detail = 'The requested resource does not exist'): SentryRefusal =>
  new SentryRefusal(404, detail);

/** Paths are below `/api/0` and end in a slash, which Sentry demands. */
export function route(
  at: readonly [method: string, path: string],
  scopes: readonly SentryScope[],
  handle: SentryRoute['handle'],
): SentryRoute {
  return { method: at[0], pattern: compile(`/api/0${at[1]}`), scopes, handle };
}

export const one = (body: unknown, status = 200): SentryReply => ({ kind: 'one', status, body });
export const list = (items: readonly unknown[]): SentryReply => ({ kind: 'list', items });
