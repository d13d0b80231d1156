import type { RecoveryCode, RecoveryLesson } from '../../domain/recovery.ts';
import type { EvidenceValue } from '../../domain/verdict.ts';
import type { View } from './view.ts';

type Evidence = Readonly<Record<string, EvidenceValue>>;

/** Waiting has an end: `ms` after `since` (milliseconds since 1970) a person is asked. `null`: not known when. */
export interface Patience {
  readonly since: number | null;
  readonly ms: number;
}

/** What one question found. `wait`, `retry` and `escalate` decide, in the order of the questions. */
export interface Finding {
  readonly code: RecoveryCode;
  readonly weighs: 'for' | 'note' | 'wait' | 'retry' | 'escalate';
  readonly evidence: Evidence;
  readonly patience?: Patience;
  readonly lesson?: RecoveryLesson;
  readonly reopen?: boolean;
}

/** One question of recovery. Every question is always asked, so that all observations are shown. */
export type Question = (view: View) => readonly Finding[];

/** Speaks for closing. */
export function speaksFor(code: RecoveryCode, evidence: Evidence = {}): Finding {
  return { code, weighs: 'for', evidence };
}

export function notes(code: RecoveryCode, evidence: Evidence = {}): Finding {
  return { code, weighs: 'note', evidence };
}

export function waits(code: RecoveryCode, patience: Patience, evidence: Evidence = {}): Finding {
  return { code, weighs: 'wait', evidence, patience };
}

export function escalates(code: RecoveryCode, evidence: Evidence = {}): Finding {
  return { code, weighs: 'escalate', evidence };
}
