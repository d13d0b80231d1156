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

  it('answers the cases of its page as it says', () => {
    const page = readFileSync(join(import.meta.dirname, '../../docs/inspect/recovery.md'), 'utf8');
    const lines = /```jsonl\n([^`]*)```/.exec(page)?.[1]?.trim().split('\n') ?? [];
    expect(lines.length).toBeGreaterThan(9);
    for (const line of lines) {
      const { name } = JSON.parse(line) as { name: string };
      expect((recovery(JSON.parse(line)) as { decision: string }).decision, name).toBe(name.split(': ')[1]);
    }
  });

  it('takes intervals since the deploy for what they fill in', () => {
    const hours = (...events: number[]) => events.map((count) => ({ events: count, traffic: 1_000 }));
    const seen = { fixInProduction: true, intervalsBefore: hours(9, 11, 10, 12, 9, 10) };
    expect(answer({ ...seen, intervalsSince: hours(0, 0, 0) })).toMatchObject({ decision: 'close', seen: 0 });
    expect(answer({ ...seen, intervalsSince: hours(0, 0, 2) })).toMatchObject({ decision: 'retry', seen: 2 });
    // Instances that were still going down; silence counts from the end of their hour.
    expect(answer({ ...seen, intervalsSince: hours(2, 0, 0) })).toMatchObject({ decision: 'close' });
    expect(answer({ ...seen, intervalsSince: hours(0, 0, 0), trafficSince: 0 })).toMatchObject({
      decision: 'wait',
    });
    expect(answer({ ...seen, intervalsSince: hours(0, 0, 0), eventsSince: 5 })).toMatchObject({
      decision: 'wait',
    });
  });

  it('takes numbers and flags as texts, and times as numbers', () => {
    const texts = {
      fixInProduction: 'true',
      deployedAt: Date.parse(NOW) - 6 * 3_600_000,
      eventsWithFix: '0',
      eventsPerHourBefore: '10',
    };
    expect(answer(texts)).toEqual(answer(QUIET));
    expect(answer({ ...texts, deployedAt: (Date.parse(NOW) - 6 * 3_600_000) / 1_000 })).toEqual(
      answer(QUIET),
    );
    expect(() => answer({ ...texts, eventsWithFix: 'none' })).toThrow('observations.eventsWithFix');
    expect(answer({ ...texts, deployedAt: 1e300 })).toMatchObject({ decision: 'wait' });
  });

  it('knows of a fix from whatever says where it is', () => {
    expect(answer({ fixInProduction: false, wasInProduction: true })).toMatchObject({ decision: 'escalate' });
    const waiting = answer({ fixInProduction: false }).reasons as readonly { readonly code: string }[];
    expect(waiting[0]?.code).toBe('fix-not-live');
    expect(answer({ ...QUIET, fixInProduction: null })).toMatchObject({ decision: 'wait' });
  });

  it('tells how sure it is of requests that are fast again', () => {
    const samples = (ms: number, count: number) => Array.from({ length: count }, (_, at) => ms + (at % 100));
    const seen = { signal: 'performance', fixInProduction: true, hoursSinceDeploy: 24, thresholdMs: 500 };
    const fast = answer({ ...seen, samplesBefore: samples(800, 300), samplesAfter: samples(200, 300) });
    expect(fast).toMatchObject({ decision: 'close', waitLeftMinutes: 0 });
    expect(fast.confidence).toBeGreaterThan(0.99);
    const few = answer({ ...seen, samplesBefore: samples(800, 300), samplesAfter: samples(200, 50) });
    expect(few).toMatchObject({ decision: 'wait', waitLeftMinutes: 24 * 60 });
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
