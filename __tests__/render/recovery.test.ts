import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { factsOf } from '../../inspect/recovery/facts.ts';
import { Observations } from '../../inspect/recovery/observations.ts';
import { decideRecovery } from '../../src/decide/recovery/decide.ts';
import { nextRecord, shownOf } from '../../src/decide/recovery/record.ts';
import { DEFAULT_RECOVERY_POLICY } from '../../src/domain/policy/recovery.ts';
import { RECOVERY_CODES } from '../../src/domain/recovery.ts';
import { renderRecovery, silenceLine } from '../../src/render/recovery.ts';
import { RECOVERY_WORDS } from '../../src/render/recovery-words.ts';
import { ago, NOW, PROVEN, STATES } from '../decide/recovery/states.ts';

const report = (seen: Partial<Observations>) => {
  const facts = factsOf(Observations.parse(seen), NOW);
  const decision = decideRecovery(facts, DEFAULT_RECOVERY_POLICY, NOW);
  const shown = shownOf({ facts, decision });
  return { ...nextRecord(null, { facts, decision }, NOW), decision, shown };
};
const RATE = { intervalsBefore: null, eventsPerUnitBefore: 0.01, ingestionLagMinutes: 0 };

describe('the recovery section', () => {
  it('says the figures in one sentence', () => {
    const { decision } = report({ ...PROVEN, ...RATE, deployedAt: ago(4), trafficSince: 310 });
    expect(silenceLine(decision)).toBe(
      '3.1 events would have been expected by now; 0 seen; 95.5% sure; about 2 h to go.',
    );
  });

  it('claims no more than it knows', () => {
    expect(silenceLine(report(PROVEN).decision)).toMatch(/^19\d events .* 0 seen; 99\.9% sure\.$/);
    expect(silenceLine(report({ ...PROVEN, eventsWithFix: 3 }).decision)).toMatch(/3 seen\.$/);
    expect(silenceLine(report({ ...PROVEN, trafficSince: 0 }).decision)).toBe(
      '0 events would have been expected by now; 0 seen.',
    );
    expect(silenceLine(report({}).decision)).toBeNull();
  });

  it('shows every observation, the story and the next check', () => {
    const text = renderRecovery(report(PROVEN));
    expect(text).toMatchInlineSnapshot(`
      "**Recovery: over ✅**

      Recovered: the fix is live, and the error is gone for longer than chance explains.

      199 events would have been expected by now; 0 seen; 99.9% sure.

      A later event in a release with the fix opens this again.

      |   | Observed | Evidence |
      | --- | --- | --- |
      | → | Recovered: the fix is live, and the error is gone for longer than chance explains. | \`agree\` \`fix-live; healthy\` |
      | · | The fix is merged. | \`pull request\` #7, \`by\` \`patchpilot\`, \`at\` \`2026-11-20 04:00\` |
      | ✓ | Production serves a commit that contains the fix. | \`sources\` \`vercel\`, \`since\` \`2026-11-20 10:00\` |
      | ✓ | The site answers as it should. | \`checks\` 1 |
      | ✓ | Silent for longer than chance explains. | \`basis\` \`sessions\`, \`expected\` 199, \`chance\` under 0.0001, \`exposure\` 19900, \`burst\` 1, \`since\` \`2026-11-20 10:00\` |

      \`\`\`mermaid
      timeline
        title Recovery (UTC)
        2026-11-20 04.00 : fix merged
        2026-11-20 10.00 : fix live
        2026-11-21 10.00 : checked - close
        2026-11-22 10.00 : next check
      \`\`\`

      <sub>checked \`2026-11-21 10:00\` UTC · next check \`2026-11-22 10:00\` UTC</sub>"
    `);
  });

  it('names the fix that failed', () => {
    const seen = { ...PROVEN, closedAt: ago(2), eventsWithFix: 1, lastEventWithFixAt: ago(1) };
    expect(renderRecovery(report(seen))).toContain(
      'It is back, in a release that contains the fix. The fix was #7.',
    );
  });

  it('has words for every finding', () => {
    for (const code of RECOVERY_CODES) expect(RECOVERY_WORDS[code].what).toMatch(/\.$/);
  });

  it('is one table and one diagram in every state', () => {
    for (const [what, base, change] of STATES) {
      const text = renderRecovery(report({ ...base, ...change }));
      expect(text.match(/^\| +\| Observed/gm), what).toHaveLength(1);
      for (const line of text.split('\n').filter((one) => one.startsWith('|'))) {
        expect(line.split(' | ').length, what).toBe(3);
      }
    }
  });

  it('lets no text of a source break out', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const rendered = renderRecovery(report({ ...PROVEN, mergeCommit: text }));
        expect(rendered.split('\n').length).toBe(renderRecovery(report(PROVEN)).split('\n').length);
      }),
    );
  });
});
