import type { JudgePrompt } from '../../domain/judge.ts';

/** What a request is made of. */
export interface Asking {
  readonly prompt: JudgePrompt;
  readonly model: string;
  readonly maxTokens: number;
  /** Form of the answer; `null`: the server does not take one, and only the words ask for it. */
  readonly schema: object | null;
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

/** One wire format. */
export interface Dialect {
  /** Base address of the provider itself; `null`: it must be configured. */
  readonly home: string | null;
  readonly path: string;
  readonly headers: (key: string) => Readonly<Record<string, string>>;
  readonly body: (asking: Asking) => unknown;
  /** `null` when the answer has not the form of this provider. */
  readonly read: (data: unknown) => Reading | null;
}
