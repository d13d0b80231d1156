import { SourceError } from '../domain/errors.ts';

/** The parts of octokit's two error classes that we read; never their texts. */
interface ApiError {
  readonly name?: string;
  readonly status?: number;
  readonly response?: {
    readonly headers?: Readonly<Record<string, string | number | undefined>>;
    readonly data?: unknown;
  };
  readonly headers?: Readonly<Record<string, string | number | undefined>>;
  readonly errors?: readonly FieldError[] | undefined;
  readonly data?: unknown;
}

interface FieldError {
  readonly type?: string;
  readonly path?: readonly (string | number)[] | null;
}

/** Makes one clean sentence of whatever GitHub or the network said. Anything that is no such error is a bug and passes. */
export function githubFault(error: unknown): unknown {
  const raw = error as ApiError;
  if (raw?.name === 'GraphqlResponseError') return graphqlFault(raw);
  if (raw?.name !== 'HttpError' || raw.status === undefined) return networkFault(error);
  const headers = raw.response?.headers ?? {};
  const status = raw.status;
  if (status >= 500)
    return fault(status, 'unavailable', `GitHub answered with status ${status}; the next run tries again.`);
  if (status === 401) return fault(status, 'forbidden', 'GitHub refused the token: check `github-token`.');
  if (limitOf(error) !== null) {
    return new SourceError({
      source: 'github',
      status,
      why: 'unavailable',
      retryable: false,
      advice: 'GitHub is limiting the rate of requests of this token; what is left waits for the next run.',
    });
  }
  if (status === 403) return fault(status, 'forbidden', permissionAdvice(headers));
  if (status === 404)
    return fault(
      status,
      'not-found',
      'GitHub does not show this to the token: check `github-token` and its permissions.',
    );
  return fault(status, 'malformed', `GitHub refused a request with status ${status}.`);
}

/** `x-accepted-github-permissions: issues=write` names exactly what is missing. */
function permissionAdvice(headers: NonNullable<ApiError['headers']>): string {
  const accepted = String(headers['x-accepted-github-permissions'] ?? '');
  const lines = /^[a-z_]+=[a-z]+(?:[,;] ?[a-z_]+=[a-z]+)*$/.test(accepted)
    ? accepted.split(/[,;] ?/).map((one) => `\`${one.replace('_', '-').replace('=', ': ')}\``)
    : [];
  return lines.length > 0
    ? `GitHub refused a request: the job’s \`permissions:\` need ${lines.join(' or ')}.`
    : 'GitHub refused a request: the job’s `permissions:` are too small (README, Permissions).';
}

/** A limit that GitHub set, and the seconds until it is worth asking again. */
export interface RateLimit {
  readonly kind: 'rate-limit' | 'secondary-rate-limit';
  readonly seconds: number;
}

/** GitHub's advice where a limit names no time. https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api */
const UNTOLD = 60;

/** The limit behind a refused request; `null` when there is none. GraphQL tells its limits in another way. */
export function limitOf(error: unknown): RateLimit | null {
  const { name, status, response } = error as ApiError;
  if (name !== 'HttpError' || (status !== 403 && status !== 429)) return null;
  const headers = response?.headers ?? {};
  const after = Number(headers['retry-after'] ?? Number.NaN);
  if (Number.isFinite(after)) return { kind: 'secondary-rate-limit', seconds: after };
  if (String(headers['x-ratelimit-remaining'] ?? '') === '0') {
    const reset = Number(headers['x-ratelimit-reset'] ?? Number.NaN) * 1000;
    const seconds = Number.isFinite(reset)
      ? Math.max(0, Math.ceil((reset - answeredAt(headers)) / 1000))
      : UNTOLD;
    return { kind: 'rate-limit', seconds };
  }
  return status === 429 || isSecondary(response?.data)
    ? { kind: 'secondary-rate-limit', seconds: UNTOLD }
    : null;
}

/** By GitHub's clock, which the reset is told in. */
function answeredAt(headers: NonNullable<ApiError['headers']>): number {
  const told = Date.parse(String(headers.date ?? ''));
  return Number.isNaN(told) ? Date.now() : told;
}

/** A secondary limit may come without a header: then only its words tell it from a missing permission. */
function isSecondary(data: unknown): boolean {
  const message = (data as { message?: unknown } | null | undefined)?.message;
  return typeof message === 'string' && /secondary rate limit|abuse detection/i.test(message.slice(0, 300));
}

function graphqlFault(raw: ApiError): SourceError {
  const types = (raw.errors ?? []).map((one) => one.type ?? '');
  if (types.some((type) => type === 'RATE_LIMITED' || type === 'RATE_LIMIT')) {
    const advice = 'GitHub’s hourly limit for this token is used up; what is left waits for the next run.';
    return new SourceError({ source: 'github', status: 200, why: 'unavailable', retryable: false, advice });
  }
  if (types.some((type) => type === 'FORBIDDEN' || type === 'INSUFFICIENT_SCOPES')) {
    return fault(200, 'forbidden', permissionAdvice(raw.headers ?? {}));
  }
  if (types.includes('NOT_FOUND')) {
    return fault(
      200,
      'not-found',
      'GitHub does not show this repository to the token: check `github-token`.',
    );
  }
  return fault(200, 'malformed', 'GitHub could not answer a query.');
}

/** A field of a mutation that GitHub refused while it did others. */
export interface RefusedField {
  readonly alias: string;
  readonly advice: string;
}

/** What of a document was refused; `null` when the error is not about single fields, and what was done is not known. */
export function refusedFields(error: unknown): readonly RefusedField[] | null {
  const raw = error as ApiError;
  const errors = raw?.name === 'GraphqlResponseError' ? (raw.errors ?? []) : [];
  const fields = errors.flatMap((one) => {
    const [alias] = one.path ?? [];
    if (typeof alias !== 'string' || one.type?.startsWith('RATE_LIMIT')) return [];
    return [{ alias, advice: fieldAdvice(raw, one) }];
  });
  return raw?.data && fields.length > 0 && fields.length === errors.length ? fields : null;
}

function fieldAdvice(raw: ApiError, one: FieldError): string {
  if (one.type === 'NOT_FOUND')
    return 'What was to be changed is gone from GitHub; the next run looks again.';
  if (one.type === 'FORBIDDEN' || one.type === 'INSUFFICIENT_SCOPES')
    return permissionAdvice(raw.headers ?? {});
  return 'GitHub refused this change and did the others.';
}

function networkFault(error: unknown): unknown {
  const name = (error as { name?: string })?.name ?? '';
  const cause = (error as { cause?: { code?: unknown } })?.cause;
  const isNetwork =
    name === 'AbortError' ||
    name === 'TimeoutError' ||
    ((name === 'HttpError' || name === 'TypeError') && cause !== undefined);
  return isNetwork || name === 'HttpError' || name === 'SyntaxError'
    ? fault(null, 'unavailable', 'GitHub could not be reached; the next run tries again.')
    : error;
}

function fault(status: number | null, why: SourceError['fault']['why'], advice: string): SourceError {
  return new SourceError({ source: 'github', status, why, retryable: why === 'unavailable', advice });
}
