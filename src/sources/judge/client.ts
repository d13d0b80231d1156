import type { JudgeAnswer, JudgeClient, JudgePrompt, JudgeUsage } from '../../domain/judge.ts';
import type { JudgePolicy, JudgeProvider } from '../../domain/policy/judge.ts';
import { readVerdict, verdictSchema } from './answer.ts';
import type { Asking, Call, Dialect } from './dialect.ts';
import { DIALECTS } from './dialects.ts';
import { createTransport, LONGEST_WAIT } from './transport.ts';
import { failed, unanswered } from './unanswered.ts';
import { addUsage, priced } from './usage.ts';

/** Which model to ask, from configuration only. */
export interface JudgeOptions {
  readonly provider: JudgeProvider;
  readonly model: string;
  readonly key: string;
  /** Base address; `null`: the provider's own. The key is sent to no other address. */
  readonly url: string | null;
  readonly policy: JudgePolicy;
}

/** Requests for one question, whoever asks for the second: the SDK after a failure, we after an answer without form. */
const TRIES = 2;

/** Asks at most twice: again after an answer without form, and after a failure that may pass. */
export function createJudgeClient(options: JudgeOptions): JudgeClient {
  return { ask: (prompt) => ask(options, prompt) };
}

async function ask(options: JudgeOptions, prompt: JudgePrompt): Promise<JudgeAnswer> {
  const { policy } = options;
  const timeout = Math.ceil(policy.seconds * 1_000);
  // Above all tries, lest a service draws one out between them.
  const signal = AbortSignal.timeout(TRIES * timeout + LONGEST_WAIT * 1_000);
  const dialect = await DIALECTS[options.provider]();
  const baseUrl = options.url ?? dialect.home ?? '';
  const { fetch, sent } = createTransport(`${baseUrl}${dialect.path}`);
  const say = dialect.open({ key: options.key, baseUrl, timeout, fetch });
  const judge = { options, dialect, say };
  const first = await attempt(judge, {
    prompt,
    structured: true,
    spent: null,
    maxRetries: TRIES - 1,
    signal,
  });
  if (first.again === null || sent() >= TRIES) return finish(first.answer, policy);
  const spent = first.answer.usage;
  return finish(
    (await attempt(judge, { prompt, ...first.again, spent, maxRetries: 0, signal })).answer,
    policy,
  );
}

function finish(answer: JudgeAnswer, policy: JudgePolicy): JudgeAnswer {
  return { ...answer, usage: priced(answer.usage, policy) } as JudgeAnswer;
}

interface Judge {
  readonly options: JudgeOptions;
  readonly dialect: Dialect;
  readonly say: (asking: Asking, call: Call) => PromiseLike<unknown>;
}

interface Try extends Call {
  readonly prompt: JudgePrompt;
  /** Whether the form of the answer is part of the request. */
  readonly structured: boolean;
  readonly spent: JudgeUsage | null;
}

interface Tried {
  readonly answer: JudgeAnswer;
  /** How to ask again; `null`: it would not help. */
  readonly again: { readonly structured: boolean } | null;
}

async function attempt(judge: Judge, { prompt, structured, spent, maxRetries, signal }: Try): Promise<Tried> {
  const { options, dialect, say } = judge;
  const schema = structured ? verdictSchema(prompt.questions) : null;
  const { model, policy } = options;
  let data: unknown;
  try {
    data = await say({ prompt, model, maxTokens: policy.maxOutputTokens, schema }, { maxRetries, signal });
  } catch (error) {
    const status = dialect.statusOf(error);
    // No error of the request: what came could not be read.
    if (status === undefined) return { answer: unanswered('malformed', spent), again: { structured } };
    return { answer: failed(status, spent), again: formless(options, structured, status) };
  }
  const reading = dialect.read(data);
  if (reading === null) return { answer: unanswered('malformed', spent), again: { structured } };
  const usage = addUsage(spent, reading, model);
  // Neither cures itself: a model that declines declines again, and a limit stays one.
  if (reading.end !== 'text') return { answer: unanswered(reading.end, usage), again: null };
  const verdict = readVerdict(reading.text, prompt.questions);
  if (verdict === null) return { answer: unanswered('malformed', usage), again: { structured } };
  return { answer: { kind: 'verdict', verdict, usage }, again: null };
}

/** Compatible servers that know no structured answers say so with 400 or 422; then the words alone must do. */
function formless({ provider }: JudgeOptions, structured: boolean, status: number | null): Tried['again'] {
  const unknown = status === 400 || status === 422;
  return provider === 'compatible' && structured && unknown ? { structured: false } : null;
}
