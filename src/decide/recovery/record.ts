import { isMissing } from '../../domain/facts.ts';
import type { RecoveryDecision, RecoveryFacts } from '../../domain/recovery.ts';
import type { RecoveryRecord } from '../../domain/recovery-record.ts';
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
