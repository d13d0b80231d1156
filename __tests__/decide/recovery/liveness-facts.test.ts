import { describe, expect, it } from 'vitest';
import { readHistory } from '../../../src/decide/recovery/ancestry.ts';
import { readLiveness } from '../../../src/decide/recovery/liveness.ts';
import { firstSeen, livenessFacts, sinceSeen } from '../../../src/decide/recovery/liveness-facts.ts';
import type { RecoveryRecord } from '../../../src/domain/recovery-record.ts';

const sha = (digit: string) => digit.repeat(40);
const [FIX, HEAD, OLD] = [sha('b'), sha('c'), sha('a')];
const history = readHistory([
  { sha: HEAD, parents: [FIX] },
  { sha: FIX, parents: [OLD] },
  { sha: OLD, parents: [] },
]);
const SEEN = '2026-11-21T09:00:00.000Z';
const version = (commit: string) => ({ source: 'version-url', commit }) as const;
const github = (at: string) => {
  const deployments = [{ at, state: 'serving', commit: HEAD }] as const;
  return { source: 'github-deployments', deployments } as const;
};
const judged = (...sources: Parameters<typeof livenessFacts>[0]) =>
  readLiveness(sinceSeen(livenessFacts(sources, FIX, history), SEEN), false);

describe('a version address', () => {
  it('that answers a commit with the fix is live since it was first seen so', () => {
    expect(judged(version(HEAD))).toMatchObject({ verdict: 'live', since: Date.parse(SEEN) });
    expect(judged(version(FIX))).toMatchObject({ verdict: 'live', since: Date.parse(SEEN) });
  });

  it('that answers an older or an unknown commit is not', () => {
    expect(judged(version(OLD))).toMatchObject({ verdict: 'not-live', since: null });
    expect(judged(version(sha('f')))).toMatchObject({ verdict: 'unknown', since: null });
  });

  it('leaves the time to whoever knows it, and contradicts who says otherwise', () => {
    const at = '2026-11-21T04:00:00.000Z';
    expect(judged(github(at), version(HEAD))).toMatchObject({ verdict: 'live', since: Date.parse(at) });
    expect(judged(github(at), version(OLD))).toMatchObject({ verdict: 'contradicts', since: null });
  });
});

describe('the first sight of a fix', () => {
  const record = (fix: number, ...ats: readonly string[]) =>
    ({ shown: { fix, story: ats.map((at) => ({ at, what: 'fix live' })) } }) as unknown as RecoveryRecord;

  it('is on record, for this very fix; the latest of several', () => {
    expect(firstSeen(record(7, SEEN), 7)).toBe(SEEN);
    expect(firstSeen(record(7, SEEN, '2026-11-21T08:00:00.000Z'), 7)).toBe(SEEN);
    expect(firstSeen(record(7, SEEN), 8)).toBeNull();
    expect(firstSeen(record(7), 7)).toBeNull();
    expect(firstSeen(null, 7)).toBeNull();
  });
});
