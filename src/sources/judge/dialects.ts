import type { JudgeProvider } from '../../domain/policy/judge.ts';
import { anthropicDialect } from './anthropic.ts';
import { chatDialect } from './chat.ts';
import type { Dialect } from './dialect.ts';
import { responsesDialect } from './responses.ts';

export const DIALECTS: Readonly<Record<JudgeProvider, Dialect>> = {
  anthropic: anthropicDialect,
  openai: responsesDialect,
  compatible: chatDialect,
};
