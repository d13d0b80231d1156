/** Who answers. `compatible`: any server that speaks OpenAI's Chat Completions. */
export const JUDGE_PROVIDERS = ['anthropic', 'openai', 'compatible'] as const;
export type JudgeProvider = (typeof JUDGE_PROVIDERS)[number];

/** What a second model's verdict is worth, and what asking for it may cost. Scores are 0 to 5. */
export interface JudgePolicy {
  /** Whether a patch without a usable verdict is refused. */
  readonly required: boolean;
  /** Least overall score; below, the patch is refused. */
  readonly threshold: number;
  /** A single score below this refuses the patch, whatever the others say. */
  readonly floor: number;
  /** A single score below this asks for a person. */
  readonly doubt: number;
  /** Characters of the patch that are shown; a longer one is not judged at all. */
  readonly maxDiff: number;
  /** Characters of code that are shown beside it, suspects first. */
  readonly maxCode: number;
  /** Tokens of one answer, thinking included. */
  readonly maxOutputTokens: number;
  /** Seconds for one try; there are at most two. */
  readonly seconds: number;
  /** US dollars for a million tokens; `null`: the cost is told only if the provider tells it. */
  readonly inputPrice: number | null;
  readonly outputPrice: number | null;
}

/** Defaults. */
export const DEFAULT_JUDGE_POLICY: JudgePolicy = {
  // A judge needs a second key; without one, tests and people still stand behind every patch, and the proposal says so.
  required: false,
  // The scale's anchors say: 3 acceptable with remarks, 2 a serious doubt. Models grade kindly, so a mean below 3 is rare
  // and means something.
  threshold: 3,
  // 0 and 1 are anchored as “wrong”. One wrong answer is enough: a fix that swallows the error is no better for its style.
  floor: 2,
  doubt: 3,
  // Gates stop at 400 lines of sources; with tests and context that is some 40,000 characters. Larger changes exist, and
  // are better left to a person than to a model that lost the thread.
  maxDiff: 60_000,
  // With the patch about 30,000 tokens: every current model reads that, for cents.
  maxCode: 60_000,
  // Five answers need 1,500; thinking is counted as output by every provider.
  maxOutputTokens: 16_000,
  // A thinking model takes 10–60 s for this. Two tries stay far below the job's ten minutes.
  seconds: 120,
  // Price lists go stale; a wrong figure is worse than none.
  inputPrice: null,
  outputPrice: null,
};
