import type { JudgeProvider } from '../../domain/policy/judge.ts';
import type { Dialect } from './dialect.ts';

/** Each SDK is a file of its own in the bundle, and only a run that asks its provider reads it. */
export const DIALECTS: Readonly<Record<JudgeProvider, () => Promise<Dialect>>> = {
  anthropic: async () => (await import('./anthropic.ts')).anthropicDialect,
  openai: async () => (await import('./responses.ts')).responsesDialect,
  compatible: async () => (await import('./chat.ts')).chatDialect,
};
