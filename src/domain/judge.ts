import type { GateResult } from './gate.ts';
import type { BriefText, Untrusted } from './trust.ts';

/** What a judge is asked, in the order of its answer. `meaningful-test` only of a patch that brings a test. */
export const JUDGE_QUESTIONS = [
  'root-cause',
  'no-swallowing',
  'nothing-invented',
  'conventions',
  'meaningful-test',
] as const;
export type JudgeQuestion = (typeof JUDGE_QUESTIONS)[number];

/** A piece of a file of the base, as evidence. */
export interface JudgeFile {
  readonly path: string;
  /** 1-based number of the first line of `text` in the file. */
  readonly firstLine: number;
  readonly text: Untrusted;
}

/** All that a judge sees. The worker's report is not among it: a judge who reads the advocate's speech repeats it. */
export interface JudgeMaterial {
  /** Type and message of the root cause, then of what it led to, one a line. */
  readonly error: Untrusted;
  /** Stack of the root cause, innermost call first; empty when there is none. */
  readonly stack: Untrusted;
  /** Code that the evidence points at, before the patch. */
  readonly suspects: readonly JudgeFile[];
  /** The patch as unified diff. */
  readonly diff: Untrusted;
  /** Code and tests around the change that it must fit to. */
  readonly neighbours: readonly JudgeFile[];
  /** Whether the patch changes or adds a test. */
  readonly hasTest: boolean;
}

/** One fenced piece of the material, as the judge sees it. */
export interface JudgeSection {
  readonly kind: 'error' | 'code' | 'diff';
  /** Path of a file; empty for error and diff. */
  readonly path: string;
  readonly firstLine: number;
  readonly text: BriefText;
}

/** What is sent to a judge. */
export interface JudgePrompt {
  readonly system: BriefText;
  readonly user: BriefText;
  readonly questions: readonly JudgeQuestion[];
  readonly sections: readonly JudgeSection[];
  /** Rules that added lines of the patch break by talking to a model; empty: none. */
  readonly addressed: readonly string[];
  /** False when the patch is too long to be shown whole: a judge who sees half of it judges nothing. */
  readonly whole: boolean;
}

/** One answer. Texts are a model's words over an attacker's data: untrusted. */
export interface JudgeScore {
  readonly question: JudgeQuestion;
  /** Whole number, 0 (surely wrong) to 5 (nothing to add). */
  readonly score: number;
  /** Lines of the material on which the score rests. */
  readonly quotes: readonly Untrusted[];
  /** At most 400 characters. */
  readonly reason: Untrusted;
}

/** A judge's answer, in form; whether its quotes are true is not known yet. */
export interface JudgeVerdict {
  readonly scores: readonly JudgeScore[];
  /** Whole number, 0 to 5: would a maintainer merge it? */
  readonly overall: number;
  /** At most 400 characters. */
  readonly summary: Untrusted;
}

/** What the judge cost, over all tries, by the provider's own count. */
export interface JudgeUsage {
  /** Model as the provider names it. */
  readonly model: string;
  readonly requests: number;
  /** `null`: the provider did not say. */
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  /** US dollars: the provider's own figure, else by the configured prices, else `null`. */
  readonly costUsd: number | null;
}

/** Why there is no verdict. */
export type Unanswered = 'refused' | 'malformed' | 'cut-off' | 'unavailable' | 'forbidden';

export type JudgeAnswer =
  | { readonly kind: 'verdict'; readonly verdict: JudgeVerdict; readonly usage: JudgeUsage }
  | {
      readonly kind: 'unanswered';
      readonly why: Unanswered;
      /** One clean sentence that names the cure. */
      readonly advice: string;
      readonly usage: JudgeUsage | null;
    };

/** A second model. Never throws; has no tools. */
export interface JudgeClient {
  readonly ask: (prompt: JudgePrompt) => Promise<JudgeAnswer>;
}

/** A score after its quotes were looked up. */
export interface CheckedScore extends JudgeScore {
  /** True when a quoted line is not in the material, or none is quoted: the score counts for nothing. */
  readonly void: boolean;
}

/** What became of the question to the judge. `gate` is `null` only where nobody asked for a judge. */
export type JudgeResult =
  | {
      readonly kind: 'judged';
      readonly gate: GateResult;
      readonly scores: readonly CheckedScore[];
      /** 0 to 5, one decimal: the judge's own, but never above the mean of the scores that count. */
      readonly overall: number;
      readonly summary: Untrusted;
      readonly usage: JudgeUsage;
    }
  | {
      readonly kind: 'not-judged';
      readonly gate: GateResult | null;
      readonly reason: string;
      readonly usage: JudgeUsage | null;
    };

/** Name of the judge's gate. */
export const JUDGE_GATE = 'judge';
