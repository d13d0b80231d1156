import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { factsOf } from '../../../inspect/recovery/facts.ts';
import { Observations } from '../../../inspect/recovery/observations.ts';
import { decideRecovery } from '../../../src/decide/recovery/decide.ts';
import { dueIncidents, type Watched } from '../../../src/decide/recovery/due.ts';
import { nextRecord, withRecord } from '../../../src/decide/recovery/record.ts';
import { DEFAULT_RECOVERY_POLICY } from '../../../src/domain/policy/recovery.ts';
import type { RecoveryRecord } from '../../../src/domain/recovery-record.ts';
import { ago, NOW, PROVEN } from './states.ts';

/** Checks the same observations at these hours before now, each with the record of the one before. */
function checks(seen: Partial<Observations>, hours: readonly number[]) {
  const facts = factsOf(Observations.parse(seen), NOW);
  const done: { kind: string; code: string | undefined; record: RecoveryRecord }[] = [];
  for (const hour of hours) {
    const before = done.at(-1)?.record ?? null;
    const known = withRecord(facts, before);
    const decision = decideRecovery(known, DEFAULT_RECOVERY_POLICY, ago(hour));
    const record = nextRecord(before, { facts: known, decision }, ago(hour));
    done.push({ kind: decision.kind, code: decision.reasons[0]?.code, record });
  }
  return done;
}

describe('one check after another', () => {
  it('asks a person once', () => {
    const kinds = checks({ ...PROVEN, pullRequest: 'closed' }, [3, 2, 1, 0]).map((check) => check.kind);
    expect(kinds).toEqual(['escalate', 'wait', 'wait', 'wait']);
  });

  it('asks when patience ends, counted from the first check', () => {
    const kinds = checks({ ...PROVEN, pullRequest: 'unknown' }, [60, 30, 11, 5, 0]).map(
      (check) => check.kind,
    );
    expect(kinds).toEqual(['wait', 'wait', 'escalate', 'wait', 'wait']);
  });

  it('counts failures of the site in a row', () => {
    const ill = checks({ ...PROVEN, health: 'failing' }, [8, 4, 1, 0]);
    expect(ill.map((check) => check.kind)).toEqual(['wait', 'wait', 'escalate', 'wait']);
    expect(ill.at(-1)?.record.failingSince).toBe(ago(8));
  });

  it('sees a rollback that no service calls one', () => {
    const [first] = checks({ ...PROVEN, deployedAt: ago(0.2) }, [0]);
    const gone = withRecord(
      factsOf(Observations.parse({ ...PROVEN, fixInProduction: false }), NOW),
      first?.record ?? null,
    );
    expect(first?.record.wasLive).toBe(true);
    expect(decideRecovery(gone, DEFAULT_RECOVERY_POLICY, NOW)).toMatchObject({ kind: 'escalate' });
  });

  it('remembers its close, and forgets it with a regression', () => {
    const [closed] = checks(PROVEN, [0]);
    expect(closed?.record).toMatchObject({ kind: 'close', closedAt: NOW });
    const seen = { ...PROVEN, closedAt: ago(2), eventsWithFix: 1, lastEventWithFixAt: ago(1) };
    const facts = factsOf(Observations.parse(seen), NOW);
    const decision = decideRecovery(facts, DEFAULT_RECOVERY_POLICY, NOW);
    const after = nextRecord(closed?.record ?? null, { facts, decision }, NOW);
    expect(after).toMatchObject({ closedAt: null, wasLive: false, watchedSince: NOW });
  });
});

describe('what is due', () => {
  const record = (change: Partial<RecoveryRecord>): RecoveryRecord => ({
    watchedSince: ago(50),
    checkedAt: ago(5),
    kind: 'wait',
    code: 'too-little-silence',
    nextCheckAt: ago(-1),
    asked: null,
    failingSince: null,
    wasLive: false,
    closedAt: null,
    shown: null,
    ...change,
  });
  const watched: readonly Watched[] = [
    { issue: 1, pullRequest: 11, record: record({}) },
    { issue: 2, pullRequest: 12, record: record({ nextCheckAt: ago(1) }) },
    { issue: 3, pullRequest: null, record: null },
    { issue: 4, pullRequest: 14, record: record({ code: 'fix-not-live' }) },
    { issue: 5, pullRequest: 15, record: record({ nextCheckAt: null, wasLive: true }) },
    { issue: 6, pullRequest: 16, record: record({ nextCheckAt: ago(3) }) },
  ];
  const issues = (trigger: Parameters<typeof dueIncidents>[1]) =>
    dueIncidents(watched, trigger, NOW).map((one) => one.issue);

  it('comes longest overdue first', () => {
    expect(issues({ kind: 'schedule' })).toEqual([3, 6, 2]);
  });

  it('comes with what a trigger concerns', () => {
    expect(issues({ kind: 'deployment' })).toEqual([3, 6, 2, 4, 5]);
    expect(issues({ kind: 'pull-request', number: 11 })).toEqual([3, 6, 2, 1]);
    expect(issues({ kind: 'person', issue: 1 })).toEqual([3, 6, 2, 1]);
    expect(issues({ kind: 'person', issue: null })).toHaveLength(6);
  });

  it('is nothing when nothing is', () => {
    expect(dueIncidents([watched[0] as Watched], { kind: 'schedule' }, NOW)).toEqual([]);
  });

  it('does not depend on the order', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...watched], { minLength: 6 }), (list) => {
        expect(dueIncidents(list, { kind: 'schedule' }, NOW).map((one) => one.issue)).toEqual([3, 6, 2]);
      }),
    );
  });
});
