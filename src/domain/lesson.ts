import type { Attempt } from './incident.ts';
import type { ReasonCode } from './reason-codes.ts';
import { type Untrusted, untrusted } from './trust.ts';
import type { Verdict } from './verdict.ts';

/** How an attempt at a fix ended. The last three are warnings: what was tried is not to be tried again as it was. */
export const LESSON_OUTCOMES = ['recovered', 'rejected', 'failed-gate', 'regressed'] as const;
export type LessonOutcome = (typeof LESSON_OUTCOMES)[number];

/** When something became known: ISO 8601 in UTC with milliseconds. */
interface Dated {
  readonly at: string;
}

/** Advice from an attempt of the past. A hint only: current evidence stays authoritative. Texts ≤ 280 characters. */
export interface Lesson extends Dated {
  readonly kind: 'lesson';
  readonly issue: number;
  readonly fingerprint: string;
  readonly outcome: LessonOutcome;
  /** Exception types and innermost own frames, in one line. */
  readonly signature: Untrusted;
  /** Masked message of the root cause: words only, nothing that varies. */
  readonly message: Untrusted;
  readonly cause: Untrusted;
  /** What the fix did, and for a refused one why it was refused. */
  readonly fix: Untrusted;
  /** Files that the fix touched, best first, at most eight. */
  readonly paths: readonly string[];
  /** 0–1: how sure it is that the outcome followed from the fix. */
  readonly confidence: number;
}

/** A source was asked about an incident. */
export interface SignalRow extends Dated {
  readonly kind: 'signal';
  readonly source: 'sentry' | 'posthog' | 'vercel' | 'health';
  /** The source's own name for it: a number or short id. */
  readonly signal: Untrusted;
  /** Its issue on GitHub; `null`: it never got one. */
  readonly issue: number | null;
  readonly fingerprint: string | null;
  readonly release: Untrusted | null;
  readonly count: number;
  readonly users: number;
}

export interface DecisionRow extends Dated {
  readonly kind: 'decision';
  readonly issue: number;
  readonly fingerprint: string | null;
  readonly verdict: Verdict;
  readonly reason: ReasonCode;
}

export interface AttemptRow extends Dated {
  readonly kind: 'attempt';
  readonly issue: number;
  readonly fingerprint: string;
  /** 1-based. */
  readonly number: number;
  readonly run: string;
  readonly outcome: Attempt['outcome'];
}

/** What became of an incident. */
export interface OutcomeRow extends Dated {
  readonly kind: 'outcome';
  readonly issue: number;
  readonly fingerprint: string;
  readonly outcome: LessonOutcome | 'merged' | 'escalated';
  readonly pullRequest: number | null;
}

/** Blob of a suspect file in a tree: tells later whether the file changed since. */
export interface FileRow extends Dated {
  readonly kind: 'file';
  /** Object names, 40 or 64 hex digits. */
  readonly tree: string;
  readonly path: string;
  readonly blob: string;
}

/** Lets GitHub answer 304, which costs nothing of the rate limit. */
export interface EtagRow extends Dated {
  readonly kind: 'etag';
  /** Our own name of the request; never a token or a full address. */
  readonly request: string;
  readonly etag: Untrusted;
  /** What was made of the answer, to be used again. */
  readonly value: Untrusted;
}

/** Key of a snapshot whose rows are all in here. */
export interface SnapshotRow extends Dated {
  readonly kind: 'snapshot';
  readonly key: string;
}

/** One row of the memory. Rows are never changed; the same row has the same key wherever it is written. */
export type MemoryRow =
  | Lesson
  | SignalRow
  | DecisionRow
  | AttemptRow
  | OutcomeRow
  | FileRow
  | EtagRow
  | SnapshotRow;

export type MemoryKind = MemoryRow['kind'];
export type RowOf<Kind extends MemoryKind> = Extract<MemoryRow, { readonly kind: Kind }>;

const WORDS: Readonly<Record<LessonOutcome, string>> = {
  recovered: 'recovered',
  rejected: 'rejected by a human, do not repeat',
  'failed-gate': 'failed a gate, do not repeat',
  regressed: 'regressed later, do not repeat',
};

/** Whether a lesson says what not to do. */
export const isWarning = (outcome: LessonOutcome): boolean => outcome !== 'recovered';

/** A lesson in one line of at most `limit` characters: date, outcome, fix, cause. Its texts stay untrusted. */
export function lessonHint(lesson: Lesson, limit: number): Untrusted {
  const where = lesson.paths[0] === undefined ? '' : ` (${lesson.paths[0]})`;
  const head = `${lesson.at.slice(0, 10)} ${WORDS[lesson.outcome]}: `;
  const line = `${head}${lesson.fix}${where}; cause: ${lesson.cause}`;
  if (line.length <= limit) return untrusted(line);
  const cut = line.slice(0, limit - 1).toWellFormed();
  return untrusted(`${cut.replace(/\ufffd$/, '')}…`);
}
