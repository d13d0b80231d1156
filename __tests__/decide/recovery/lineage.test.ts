import { describe, expect, it } from 'vitest';
import { type FixCandidate, findFix, findTouching } from '../../../src/decide/recovery/lineage.ts';
import { untrusted } from '../../../src/domain/trust.ts';
import { ago } from './states.ts';

const NAMES = {
  repository: 'o/r',
  issue: 12,
  fingerprint: '0123456789abcdef',
  pullRequest: null,
  shortId: 'SHOP-4K',
  suspects: ['src/cart.ts', 'src/order.ts'],
  lastEventAt: ago(24),
};

const pull = (change: Partial<FixCandidate> & { readonly text?: string }): FixCandidate => ({
  number: 1,
  title: untrusted('A change'),
  branch: 'topic',
  ours: false,
  state: 'merged',
  files: [],
  openedAt: ago(40),
  mergedAt: ago(30),
  mergeCommit: 'c',
  live: null,
  ...change,
  body: untrusted(change.text ?? ''),
});
const OURS = { branch: 'patchpilot/0123456789abcdef', ours: true };

describe('the fix of an incident', () => {
  it.each([
    ['our branch', pull(OURS), 'patchpilot'],
    ['the issue', pull({ text: 'Fixes #12.' }), 'human'],
    ['the issue’s address', pull({ text: 'See https://github.com/o/r/issues/12' }), 'human'],
    ['Sentry’s id', pull({ text: 'fixes shop-4k' }), 'human'],
  ] as const)('is named by %s', (...[, one, by]) => {
    expect(findFix([pull({ number: 9 }), one], NAMES)).toMatchObject({ number: 1, by, mergeCommit: 'c' });
  });

  it.each([
    '#123',
    'other/repo#12',
    'SHOP-4KX',
    'MYSHOP-4K',
    'https://github.com/o/r/issues/123',
    'https://github.com/o/q/issues/12',
    'x#12',
  ])('is not named by %s', (text) => {
    expect(findFix([pull({ text })], NAMES)).toBeNull();
  });

  it('is the newest attempt', () => {
    const first = pull({ ...OURS, number: 3 });
    const second = pull({ ...OURS, number: 5, state: 'open', mergedAt: null, openedAt: ago(2) });
    expect(findFix([second, first], NAMES)).toMatchObject({ number: 5, state: 'open' });
    const rejected = pull({ ...OURS, number: 6, state: 'closed', mergedAt: null, openedAt: ago(1) });
    expect(findFix([rejected, first], NAMES)).toMatchObject({ number: 3, state: 'merged' });
    expect(findFix([rejected], NAMES)).toMatchObject({ number: 6, state: 'closed', by: 'patchpilot' });
  });

  it('is no person’s closed pull request', () => {
    expect(findFix([pull({ text: 'fixes #12', state: 'closed' })], NAMES)).toBeNull();
  });

  it('is the one on record, whatever its branch', () => {
    expect(findFix([pull({ number: 8 })], { ...NAMES, pullRequest: 8 })?.number).toBe(8);
  });
});

describe('a merge that touched the suspect', () => {
  it('near the last event is worth a mention', () => {
    const touching = pull({ number: 4, files: ['src/cart.ts'], live: true });
    expect(findTouching([touching], NAMES)).toEqual({ number: 4, live: true });
    expect(findTouching([{ ...touching, live: null }], NAMES)).toEqual({ number: 4, live: false });
  });

  it('is none long before, after, elsewhere, unmerged, or without a last event', () => {
    const touching = pull({ files: ['src/cart.ts'] });
    expect(findTouching([{ ...touching, mergedAt: ago(24 * 9) }], NAMES)).toBeNull();
    expect(findTouching([{ ...touching, mergedAt: ago(-2) }], NAMES)).toBeNull();
    expect(findTouching([{ ...touching, files: ['README.md'] }], NAMES)).toBeNull();
    expect(findTouching([{ ...touching, state: 'open' }], NAMES)).toBeNull();
    expect(findTouching([touching], { ...NAMES, lastEventAt: null })).toBeNull();
  });
});
