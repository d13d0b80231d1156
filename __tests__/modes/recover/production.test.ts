import { describe, expect, it } from 'vitest';
import { livenessFacts } from '../../../src/decide/recovery/liveness-facts.ts';
import type { Missing } from '../../../src/domain/facts.ts';
import { DEFAULT_PRODUCTION_POLICY } from '../../../src/domain/policy/production.ts';
import type { RecoverWorld } from '../../../src/modes/recover/ports.ts';
import { readProduction } from '../../../src/modes/recover/production.ts';

const sha = (digit: string) => digit.repeat(40);
const [FIX, HEAD, OLD, SIDE] = [sha('b'), sha('c'), sha('a'), sha('d')];
const missing = (why: Missing['why']): Missing => ({ kind: 'missing', source: 'health', why, advice: 'No.' });

/** GitHub without deployments, no Vercel, no Sentry; production answers this commit, and comparisons say this. */
function worldWith(version: { readonly commit: string } | Missing, compared: 'contains' | 'not' = 'not') {
  const asked: string[] = [];
  const world = {
    watch: {
      deployments: async () => [],
      history: async () => [
        { sha: HEAD, parents: [FIX] },
        { sha: FIX, parents: [OLD] },
        { sha: OLD, parents: [] },
      ],
      compare: async (fix: string, deployed: string) => {
        asked.push(`${fix}...${deployed}`);
        return compared;
      },
    },
    production: { vercel: async () => missing('not-configured'), version: async () => version },
    counts: missing('not-configured'),
  } as unknown as RecoverWorld;
  return { world, asked };
}

async function livenessWith(...given: Parameters<typeof worldWith>) {
  const { world, asked } = worldWith(...given);
  const policy = { ...DEFAULT_PRODUCTION_POLICY, versionUrl: 'https://shop.example.org/version' };
  const fixes = [{ commit: FIX, mergedAt: '2026-11-21T08:00:00Z' }];
  const { sources, history } = await readProduction(world, policy, { head: HEAD, environments: [], fixes });
  return { liveness: livenessFacts(sources, FIX, history), asked };
}

describe('production by its version address alone', () => {
  it.each([
    [HEAD, 'contains'],
    [FIX, 'contains'],
    [OLD, 'not'],
  ])('answers %s: %s, without a comparison', async (commit, contains) => {
    const { liveness, asked } = await livenessWith({ commit });
    expect(liveness).toMatchObject([{ source: 'version-url', contains }]);
    expect(asked).toEqual([]);
  });

  it('answers a commit of another branch: GitHub is asked to compare', async () => {
    const { liveness, asked } = await livenessWith({ commit: SIDE }, 'contains');
    expect(liveness).toMatchObject([{ source: 'version-url', contains: 'contains' }]);
    expect(asked).toEqual([`${FIX}...${SIDE}`]);
  });

  it('does not answer: missing, and no liveness', async () => {
    const { liveness } = await livenessWith(missing('unavailable'));
    expect(liveness).toMatchObject([{ kind: 'missing', why: 'unavailable' }]);
  });
});
