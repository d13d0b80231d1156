import { isMissing } from '../../domain/facts.ts';
import type { RecoveryDecision, RecoveryFacts } from '../../domain/recovery.ts';
import type { RecoveryRecord, ShownRecovery } from '../../domain/recovery-record.ts';
import { readLiveness } from './liveness.ts';

/** What a check leaves for the next one. `now` is ISO 8601; `null` before the first check. */
export function nextRecord(
  before: RecoveryRecord | null,
  { facts, decision }: { readonly facts: RecoveryFacts; readonly decision: RecoveryDecision },
  now: string,
): RecoveryRecord {
  const code = decision.reasons[0]?.code ?? 'liveness-unknown';
  const over = decision.kind === 'close';
  const opened = decision.reopen || (before !== null && before.closedAt !== null && facts.closed === null);
  return {
    watchedSince: opened ? now : (before?.watchedSince ?? now),
    checkedAt: now,
    kind: decision.kind,
    code,
    nextCheckAt: decision.nextCheckAt,
    asked: askedNow(before, decision),
    failingSince: failingSince(before, facts, now),
    // A new attempt starts anew: the next fix has never been live.
    wasLive:
      decision.kind !== 'retry' &&
      ((before?.wasLive ?? false) || readLiveness(facts.liveness, false).verdict === 'live'),
    closedAt: over ? now : opened ? null : (before?.closedAt ?? null),
    shown: shownOf({ facts, decision }),
  };
}

/** A question stands until something else is found; asking again then is right. */
function askedNow(
  before: RecoveryRecord | null,
  { kind, reasons }: RecoveryDecision,
): RecoveryRecord['asked'] {
  const code = reasons[0]?.code ?? null;
  if (kind === 'escalate') return code;
  return code === 'already-asked' ? (before?.asked ?? null) : null;
}

function failingSince(before: RecoveryRecord | null, { health }: RecoveryFacts, now: string): string | null {
  const known = before?.failingSince ?? null;
  // A check that could not be made ends no row of failures.
  if (isMissing(health)) return known;
  if (health.checks.some((check) => check.ok === false)) return known ?? now;
  return health.checks.some((check) => check.ok === null) ? known : null;
}

/** Facts of a check, with what the record of the check before adds to what the services say. */
export function withRecord(facts: RecoveryFacts, before: RecoveryRecord | null): RecoveryFacts {
  if (before === null) return facts;
  return {
    ...facts,
    asked: before.asked,
    watchedSince: before.watchedSince,
    wasLive: before.wasLive,
    health: isMissing(facts.health) ? facts.health : { ...facts.health, failingSince: before.failingSince },
  };
}

/** Most observations kept in a record: more than are ever found at once. */
const MOST_REASONS = 30;

/** What the comment shows of a check. */
export function shownOf({
  facts,
  decision,
}: {
  readonly facts: RecoveryFacts;
  readonly decision: RecoveryDecision;
}): ShownRecovery {
  const { reasons, confidence, expected, seen, waitLeft, lesson, reopen } = decision;
  const fix = facts.fix === null || isMissing(facts.fix) ? null : facts.fix;
  const events = isMissing(facts.events) ? null : facts.events;
  const live = facts.liveness.flatMap((one) => (isMissing(one) ? [] : [one.since]));
  const moments: readonly (readonly [string | null, string])[] = [
    [fix?.openedAt ?? null, 'fix proposed'],
    [fix?.mergedAt ?? null, 'fix merged'],
    ...live.map((at) => [at, 'fix live'] as const),
    [events?.lastWithFixAt ?? null, 'last event with the fix'],
    [facts.fix === null ? (events?.lastAt ?? null) : null, 'last event'],
    [facts.closed?.at ?? null, 'closed'],
  ];
  const story = moments.flatMap(([at, what]) =>
    at === null || !Number.isFinite(Date.parse(at))
      ? []
      : [{ at: new Date(Date.parse(at)).toISOString(), what }],
  );
  const figures = { confidence, expected, seen, waitLeft, lesson, reopen };
  return { reasons: reasons.slice(0, MOST_REASONS), ...figures, fix: fix?.number ?? null, story };
}
