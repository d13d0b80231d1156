import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { triage } from '../../../inspect/verbs/triage.ts';
import { severity } from '../../../src/decide/severity/severity.ts';
import type { SignalFacts, TriageFacts } from '../../../src/domain/facts.ts';

const signal = (change: Partial<SignalFacts>): TriageFacts =>
  ({
    signal: { count: 1, userCount: 1, substatus: 'ongoing', unhandled: null, ...change },
    event: { kind: 'missing' },
    impact: null,
    issue: { number: 1 },
    incidents: [],
  }) as unknown as TriageFacts;

describe('severity', () => {
  it('lies between 0 and 100 and never falls when more people or events are hit', () => {
    const count = fc.nat({ max: 10_000_000 });
    fc.assert(
      fc.property(fc.tuple(count, count), fc.tuple(count, count), ([events, users], [more, moreUsers]) => {
        const before = severity(signal({ count: events, userCount: users })).score;
        const after = severity(signal({ count: events + more, userCount: users + moreUsers })).score;
        expect(before).toBeGreaterThanOrEqual(0);
        expect(after).toBeLessThanOrEqual(100);
        expect(after).toBeGreaterThanOrEqual(before);
      }),
    );
  });

  it('is the sum of what it says it is made of', () => {
    fc.assert(
      fc.property(fc.nat({ max: 100_000 }), fc.boolean(), (count, unhandled) => {
        const { score, contributions } = severity(signal({ count, unhandled }));
        expect(contributions.reduce((sum, { points }) => sum + points, 0)).toBe(score);
      }),
    );
  });
});

describe('a decision', () => {
  const text = fc.string({ unit: 'binary', maxLength: 200 });
  const decide = (input: object) =>
    triage(input) as { verdict: string; reasonCode: string; reasons: { code: string; outcome: string }[] };

  it('is made by its one decisive reason, and by the same facts always the same', () => {
    fc.assert(
      fc.property(text, fc.constantFrom('production', 'staging', ''), (words, environment) => {
        const stack = `TypeError: ${words.replace(/\n/g, ' ')}\n    at total (/app/src/cart.js:12:5)`;
        const input = { text: stack, tree: ['src/cart.js'], environment };
        const decision = decide(input);
        expect(decide(input)).toEqual(decision);
        const decisive = decision.reasons.filter(({ outcome }) => outcome === 'decisive');
        expect(decisive.map(({ code }) => code)).toEqual([decision.reasonCode]);
        if (environment === 'staging') expect(decision.verdict).toBe('ignore');
        // An empty name says nothing, as none does (docs/inspect/triage.md).
        if (environment === '') expect(decision).toEqual(decide({ text: stack, tree: ['src/cart.js'] }));
      }),
      { numRuns: 200 },
    );
  });

  it('is never to act on words alone', () => {
    fc.assert(
      fc.property(text, (words) => {
        expect(decide({ text: words, tree: ['src/cart.js'] }).verdict).not.toBe('accept');
      }),
    );
  });
});
