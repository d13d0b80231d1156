import { z } from 'zod';
import { type JudgeProvider, DEFAULT_JUDGE_POLICY as judge } from '../domain/policy/judge.ts';

const score = z.number().min(0).max(5);
const whole = (min: number, max: number) => z.number().int().min(min).max(max);
const price = z.number().min(0).max(10_000).nullable();

/** The `judge` group of `.github/patchpilot.yml`. */
export const Judge = z
  .strictObject({
    required: z
      .boolean()
      .default(judge.required)
      .describe('Refuse patches that no judge has judged: without a key, or when it does not answer.'),
    threshold: score
      .default(judge.threshold)
      .describe('Least overall score (0–5); below, a patch is refused.'),
    floor: score
      .default(judge.floor)
      .describe('A single score below this (0–5) refuses a patch, whatever the others say.'),
    doubt: score.default(judge.doubt).describe('A single score below this (0–5) asks for a person.'),
    maxDiff: whole(1_000, 200_000)
      .default(judge.maxDiff)
      .describe('Characters of a patch that a judge is shown; a longer one is not judged.'),
    maxCode: whole(0, 400_000)
      .default(judge.maxCode)
      .describe('Characters of code that a judge is shown beside the patch.'),
    maxOutputTokens: whole(500, 200_000)
      .default(judge.maxOutputTokens)
      .describe('Tokens of a judge’s answer, its thinking included.'),
    seconds: whole(5, 600)
      .default(judge.seconds)
      .describe('Seconds that a judge may take for one try; there are at most two.'),
    inputPrice: price
      .default(judge.inputPrice)
      .describe(
        'US dollars for a million tokens read, to tell the cost. Null: only if the provider tells it.',
      ),
    outputPrice: price
      .default(judge.outputPrice)
      .describe('US dollars for a million tokens written. Null: only if the provider tells it.'),
  })
  .describe('What a second model’s verdict on a patch is worth.');

/** What does not fit together among the judge's inputs, one sentence each. */
export function judgeProblems(inputs: {
  readonly judgeKey: string | null;
  readonly judgeModel: string | null;
  readonly judgeProvider: JudgeProvider;
  readonly judgeUrl: string | null;
}): string[] {
  if (inputs.judgeKey === null) return [];
  return [
    ...(inputs.judgeModel === null
      ? ['Input judge-model is "": name the model that judges, beside `judge-key`.']
      : []),
    ...(inputs.judgeProvider === 'compatible' && inputs.judgeUrl === null
      ? [
          'Input judge-url is "": give the base address of the server that `judge-provider: compatible` means.',
        ]
      : []),
  ];
}
