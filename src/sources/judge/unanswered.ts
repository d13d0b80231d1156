import type { JudgeAnswer, JudgeUsage, Unanswered } from '../../domain/judge.ts';

const SENTENCES: Readonly<Record<Exclude<Unanswered, 'unavailable' | 'forbidden'>, string>> = {
  refused: 'The judge declined to answer about this patch.',
  malformed:
    'The judge did not answer in the form that was asked for: check `judge-url`, or try another model.',
  'cut-off': 'The judge ran out of tokens before it answered: raise `judge.max-output-tokens`.',
};

const ADVICE: Readonly<Record<number, string>> = {
  400: 'The judge did not understand the request: check `judge-model` and `judge-provider`.',
  401: 'The judge refused the key: store a valid one as the secret behind `judge-key`.',
  403: 'The judge refused to answer: the key behind `judge-key` may not use this model.',
  404: 'The judge does not know this model or address: check `judge-model` and `judge-url`.',
  413: 'The judge found the request too large: choose a model with a larger context.',
  429: 'The judge is limiting the rate of requests; the next run asks again.',
};

/** An answer came, but no verdict. */
export function unanswered(why: keyof typeof SENTENCES, usage: JudgeUsage | null): JudgeAnswer {
  return { kind: 'unanswered', why, advice: SENTENCES[why], usage };
}

/** No answer came, or one that refuses. `status` is `null` without one. */
export function failed(status: number | null, usage: JudgeUsage | null): JudgeAnswer {
  const forbidden = status === 401 || status === 403 || status === 404;
  return { kind: 'unanswered', why: forbidden ? 'forbidden' : 'unavailable', advice: advice(status), usage };
}

function advice(status: number | null): string {
  if (status === null) return 'The judge could not be reached, or did not answer in time.';
  if (status >= 300 && status < 400) {
    return 'The judge answered with a redirect, which a call with a key never follows: check `judge-url`.';
  }
  return ADVICE[status] ?? `The judge answered with status ${status}.`;
}
