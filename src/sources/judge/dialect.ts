import type { JudgePrompt } from '../../domain/judge.ts';

/** What a request is made of. */
export interface Asking {
  readonly prompt: JudgePrompt;
  readonly model: string;
  readonly maxTokens: number;
  /** Form of the answer; `null`: the server does not take one, and only the words ask for it. */
  readonly schema: Readonly<Record<string, unknown>> | null;
}

/** What a provider's answer holds, before it is read as a verdict. */
export interface Reading {
  readonly end: 'text' | 'refused' | 'cut-off';
  readonly text: string;
  readonly model: string | null;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  /** US dollars, where the provider says so. */
  readonly costUsd: number | null;
}

/** What an SDK is given: whatever it would else look up in the environment. */
export interface Line {
  readonly key: string;
  readonly baseUrl: string;
  /** Milliseconds of one try, whole. */
  readonly timeout: number;
  readonly fetch: typeof fetch;
}

/** How one call may go. */
export interface Call {
  /** Tries after the first that the SDK may make by itself: after cut connections, 408, 409, 429, 5xx. */
  readonly maxRetries: number;
  readonly signal: AbortSignal;
}

/** One way to ask, through its provider's SDK. */
export interface Dialect {
  /** Base address of the provider itself; `null`: it must be configured. */
  readonly home: string | null;
  readonly path: string;
  /** Answers the parsed body. Rejects with the SDK's errors. */
  readonly open: (line: Line) => (asking: Asking, call: Call) => PromiseLike<unknown>;
  /** `null` when the answer has not the form of this provider. */
  readonly read: (data: unknown) => Reading | null;
  /** Status of a failed request, `null` without one; `undefined` for an error that is not about the request. */
  readonly statusOf: (error: unknown) => number | null | undefined;
}
