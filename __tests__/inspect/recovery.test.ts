import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { recovery } from '../../inspect/verbs/recovery.ts';

const NOW = '2026-11-21T10:00:00Z';
const QUIET = { fixInProduction: true, hoursSinceDeploy: 6, eventsWithFix: 0, eventsPerHourBefore: 10 };
const answer = (observations: object, more: object = {}) =>
  recovery({ observations, now: NOW, ...more }) as Record<string, unknown>;

describe('inspect recovery', () => {
  it('answers the examples of its page', () => {
    const page = readFileSync(join(import.meta.dirname, '../../docs/inspect/recovery.md'), 'utf8');
    const examples = [...page.matchAll(/```json\n([^`]*)```/g)].map((match) => JSON.parse(match[1] ?? ''));
    expect(examples.map((each) => (recovery(each) as { decision: string }).decision)).toEqual([
      'close',
      'close',
    ]);
  });

  it('documents every field', () => {
    const page = readFileSync(join(import.meta.dirname, '../../docs/inspect/recovery.md'), 'utf8');
    const shape = readFileSync(join(import.meta.dirname, '../../inspect/recovery/observations.ts'), 'utf8');
    const names = [...shape.matchAll(/^ {2}(\w+):/gm)].map((match) => match[1] ?? '');
    expect(names.length).toBeGreaterThan(40);
    for (const name of names) expect(page, name).toContain(`\`${name}\``);
  });

  it('takes what is left out, or null, as missing evidence', () => {
    expect(answer({})).toMatchObject({ decision: 'wait', expected: null, confidence: 0 });
    expect(answer({ ...QUIET, eventsWithFix: null })).toMatchObject({ decision: 'wait' });
    expect(answer({ ...QUIET, eventsPerHourBefore: null })).toMatchObject({ decision: 'wait' });
    expect(answer({ ...QUIET, hoursSinceDeploy: null })).toMatchObject({ decision: 'wait' });
  });

  it('says which fields nobody reads', () => {
    expect(answer({ ...QUIET, evnetsWithFix: 3 })).toMatchObject({ ignored: ['evnetsWithFix'] });
    expect(answer(QUIET)).not.toHaveProperty('ignored');
  });

  it('takes other numbers, and refuses what is none of them', () => {
    expect(answer(QUIET, { policy: { maxChance: 1e-30 } })).toMatchObject({ decision: 'wait' });
    expect(answer(QUIET, { policy: { dwellMinutes: 600 } })).toMatchObject({ decision: 'wait' });
    expect(() => answer(QUIET, { policy: { maxChanse: 1 } })).toThrow(
      'policy.maxChanse: there is no such number',
    );
    expect(() => answer(QUIET, { policy: { patience: 3 } })).toThrow('policy.patience: give an object');
  });

  it('refuses what cannot be read, in one sentence', () => {
    expect(() => recovery({ observations: {} })).toThrow('recovery: now:');
    expect(() => recovery({ observations: {}, now: 'today' })).toThrow('give an ISO 8601 time');
    expect(() => answer({ pullRequest: 'maybe' })).toThrow('observations.pullRequest');
  });

  it('rounds the waiting time up to minutes', () => {
    const { waitLeftMinutes } = answer({ ...QUIET, hoursSinceDeploy: 0.5 });
    expect(Number.isInteger(waitLeftMinutes)).toBe(true);
    expect(waitLeftMinutes).toBeGreaterThan(30);
  });
});
