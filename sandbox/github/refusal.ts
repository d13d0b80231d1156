/** GraphQL error types that GitHub sends for the same refusals. */
export type RefusalType = 'NOT_FOUND' | 'FORBIDDEN' | 'UNPROCESSABLE' | 'RATE_LIMITED' | 'STALE_DATA';

/** A request that GitHub refuses, told apart from a bug of the sandbox. */
export class Refusal extends Error {
  readonly status: number;
  readonly type: RefusalType;
  readonly details: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    message: string,
    options: {
      readonly status: number;
      readonly type?: RefusalType;
      /** Members beside `message` in a REST body, such as `errors`. */
      readonly details?: Readonly<Record<string, unknown>>;
      readonly headers?: Readonly<Record<string, string>>;
    },
  ) {
    super(message);
    this.name = 'Refusal';
    this.status = options.status;
    this.type = options.type ?? 'UNPROCESSABLE';
    this.details = options.details ?? {};
    this.headers = options.headers ?? {};
  }
}

/** GitHub answers 404 also for what a token may not see. */
export const notFound = (what = 'Not Found'): Refusal =>
  new Refusal(what, { status: 404, type: 'NOT_FOUND' });

export const forbidden = (message: string, needed?: string): Refusal =>
  new Refusal(message, {
    status: 403,
    type: 'FORBIDDEN',
    headers: needed === undefined ? {} : { 'x-accepted-github-permissions': needed },
  });

/** 422 "Validation Failed" with the list of what is wrong. */
export const invalid = (errors: readonly unknown[]): Refusal =>
  new Refusal('Validation Failed', { status: 422, details: { errors } });

/** 422 with a sentence of its own, as the git data endpoints answer. */
export const unprocessable = (message: string): Refusal => new Refusal(message, { status: 422 });
