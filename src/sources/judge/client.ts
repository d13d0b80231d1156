import { setTimeout } from 'node:timers/promises';
import { SourceError } from '../../domain/errors.ts';
import type { JudgeAnswer, JudgeClient, JudgePrompt, JudgeUsage, Unanswered } from '../../domain/judge.ts';
import type { JudgePolicy, JudgeProvider } from '../../domain/policy/judge.ts';
import { createHttpClient, type HttpClient } from '../http/client.ts';
import { readVerdict, verdictSchema } from './answer.ts';
import type { Dialect } from './dialect.ts';
import { DIALECTS } from './dialects.ts';
import { addUsage, priced } from './usage.ts';

/** Which model to ask, from configuration only. */
export interface JudgeOptions {
  readonly provider: JudgeProvider;
  readonly model: string;
  readonly key: string;
  /** Base address; `null`: the provider's own. The key is sent to no other origin. */
  readonly url: string | null;
  readonly policy: JudgePolicy;
  /** Milliseconds before the second try; for tests. */
  readonly pause?: number;
}

const ADVICE: Readonly<Record<number, string>> = {
  400: 'The judge did not understand the request: check `judge-model` and `judge-provider`.',
  401: 'The judge refused the key: store a valid one as the secret behind `judge-key`.',
  403: 'The judge refused to answer: the key behind `judge-key` may not use this model.',
  404: 'The judge does not know this model or address: check `judge-model` and `judge-url`.',
  413: 'The judge found the request too large: choose a model with a larger context.',
};

const SENTENCES: Readonly<Record<Exclude<Unanswered, 'unavailable' | 'forbidden'>, string>> = {
  refused: 'The judge declined to answer about this patch.',
  malformed: 'The judge answered twice, and never in the form that was asked for: try another model.',
  'cut-off': 'The judge ran out of tokens before it answered: raise `judge.max-output-tokens`.',
};

/** An answer of this size is no verdict. */
const MAX_BYTES = 1_048_576;
const PAUSE = 1_000;

/** Asks at most twice: again after an answer without form, and after a failure that may pass. */
export function createJudgeClient(options: JudgeOptions): JudgeClient {
  const dialect = DIALECTS[options.provider];
  const client = createHttpClient({
    source: 'judge',
    baseUrl: options.url ?? dialect.home ?? '',
    authorization: '',
    headers: dialect.headers(options.key),
    advice: ADVICE,
    deadline: options.policy.seconds * 1_000,
    maxBytes: MAX_BYTES,
  });
  return { ask: (prompt) => ask({ options, dialect, client }, prompt) };
}

interface Judge {
  readonly options: JudgeOptions;
  readonly dialect: Dialect;
  readonly client: HttpClient;
}

async function ask(judge: Judge, prompt: JudgePrompt): Promise<JudgeAnswer> {
  const { policy } = judge.options;
  const first = await attempt(judge, { prompt, structured: true, spent: null });
  if (first.again === null) return finish(first.answer, policy);
  if (first.again.pause) await setTimeout(judge.options.pause ?? PAUSE);
  const spent = first.answer.usage;
  const second = await attempt(judge, { prompt, structured: first.again.structured, spent });
  return finish(second.answer, policy);
}

function finish(answer: JudgeAnswer, policy: JudgePolicy): JudgeAnswer {
  return { ...answer, usage: priced(answer.usage, policy) } as JudgeAnswer;
}

interface Try {
  readonly prompt: JudgePrompt;
  /** Whether the form of the answer is part of the request. */
  readonly structured: boolean;
  readonly spent: JudgeUsage | null;
}

interface Tried {
  readonly answer: JudgeAnswer;
  /** How to ask again; `null`: it would not help. */
  readonly again: { readonly structured: boolean; readonly pause: boolean } | null;
}

async function attempt(judge: Judge, { prompt, structured, spent }: Try): Promise<Tried> {
  const { options, dialect, client } = judge;
  const schema = structured ? verdictSchema(prompt.questions) : null;
  const body = dialect.body({
    prompt,
    model: options.model,
    maxTokens: options.policy.maxOutputTokens,
    schema,
  });
  let data: unknown;
  try {
    ({ data } = await client.send('POST', dialect.path, body));
  } catch (error) {
    if (error instanceof SourceError) return failed(error, { judge, structured, spent });
    throw error;
  }
  const reading = dialect.read(data);
  const again = { structured, pause: false };
  if (reading === null) return { answer: unanswered('malformed', spent), again };
  const usage = addUsage(spent, reading, options.model);
  // Neither cures itself: a model that declines declines again, and a limit stays one.
  if (reading.end !== 'text') return { answer: unanswered(reading.end, usage), again: null };
  const verdict = readVerdict(reading.text, prompt.questions);
  if (verdict === null) return { answer: unanswered('malformed', usage), again };
  return { answer: { kind: 'verdict', verdict, usage }, again: null };
}

function unanswered(why: keyof typeof SENTENCES, usage: JudgeUsage | null): JudgeAnswer {
  return { kind: 'unanswered', why, advice: SENTENCES[why], usage };
}

interface Failing {
  readonly judge: Judge;
  readonly structured: boolean;
  readonly spent: JudgeUsage | null;
}

function failed(error: SourceError, { judge, structured, spent }: Failing): Tried {
  const { status, retryable, advice, why } = error.fault;
  // Compatible servers that know no structured answers say so with 400 or 422; then the words alone must do.
  const formless =
    structured && judge.options.provider === 'compatible' && (status === 400 || status === 422);
  const answer: JudgeAnswer = {
    kind: 'unanswered',
    why: why === 'forbidden' || why === 'not-found' ? 'forbidden' : 'unavailable',
    advice,
    usage: spent,
  };
  const malformed = why === 'malformed' && status !== null && status >= 200 && status < 300;
  if (formless) return { answer, again: { structured: false, pause: false } };
  if (malformed) return { answer: { ...answer, why: 'malformed' }, again: { structured, pause: false } };
  return { answer, again: retryable ? { structured, pause: true } : null };
}
