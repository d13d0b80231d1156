import type { Answer } from '../exchange.ts';
import type { QueuedFault } from '../faults.ts';
import type { Token } from './state.ts';

type Resource = 'rest' | 'graphql';

/** Budgets start anew at the full hour of the sandbox's clock. */
const resetAt = (now: number): number => Math.ceil((now + 1) / 3_600_000) * 3600;

/** Starts a new budget when the clock has passed the full hour. */
export function renewBudget(token: Token, now: number): void {
  const hour = Math.floor(now / 3_600_000);
  if (token.used.hour === hour) return;
  // A token that was never used keeps what a test has already taken from its budget.
  if (token.used.hour !== 0) Object.assign(token.used, { rest: 0, graphql: 0 });
  token.used.hour = hour;
}

export function limitHeaders(token: Token, resource: Resource, now: number): Record<string, string> {
  return {
    'x-ratelimit-limit': String(token.limit),
    'x-ratelimit-remaining': String(Math.max(0, token.limit - token.used[resource])),
    'x-ratelimit-used': String(token.used[resource]),
    'x-ratelimit-reset': String(resetAt(now)),
    'x-ratelimit-resource': resource === 'rest' ? 'core' : 'graphql',
  };
}

/** The budget is spent: 403 in REST, but 200 with an error in GraphQL. */
export function primaryLimit(token: Token, resource: Resource, now: number): Answer {
  const message = `API rate limit exceeded for ${token.kind === 'user' ? 'user' : 'installation'} ID 1.`;
  const headers = { ...limitHeaders(token, resource, now), 'x-ratelimit-remaining': '0' };
  if (resource === 'graphql')
    return { status: 200, headers, body: { errors: [{ type: 'RATE_LIMITED', message }] } };
  const documentation_url = 'https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api';
  return { status: 403, headers, body: { message, documentation_url, status: '403' } };
}

/** A secondary limit for the next requests: with `retry-after` when seconds are given, else without any hint. */
export function secondaryLimit(
  options: { readonly retryAfter?: number; readonly times?: number } = {},
): QueuedFault {
  const { retryAfter, times = 1 } = options;
  return {
    match: { service: 'github' },
    times,
    fault: {
      kind: 'answer',
      status: 403,
      headers: retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) },
      body: {
        message: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
        documentation_url:
          'https://docs.github.com/rest/overview/rate-limits-for-the-rest-api#about-secondary-rate-limits',
      },
    },
  };
}
