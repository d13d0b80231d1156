import { describe, expect, it } from 'vitest';
import { DEFAULT_HEALTH_CHECK, type HealthCheck } from '../../../src/domain/policy/production.ts';
import { checkHealth } from '../../../src/sources/health/check.ts';
import type { ProbeAnswer } from '../../../src/sources/health/probe.ts';
import { readVersion } from '../../../src/sources/health/version.ts';

const check = (change: Partial<HealthCheck> = {}): HealthCheck => ({
  ...DEFAULT_HEALTH_CHECK,
  url: 'https://shop.example.com/',
  ...change,
});
const answered = (change: Partial<Extract<ProbeAnswer, { kind: 'answered' }>> = {}): ProbeAnswer => ({
  kind: 'answered',
  status: 200,
  milliseconds: 80,
  body: 'all good',
  ...change,
});

/** Asks with answers in their order, and says how often it asked and waited. */
async function ask(checks: readonly HealthCheck[], answers: readonly ProbeAnswer[]) {
  const waits: number[] = [];
  let asked = 0;
  const facts = await checkHealth(checks, {
    probe: async () => {
      asked += 1;
      return answers[asked - 1] ?? { kind: 'failed', why: 'unreachable' };
    },
    wait: async (seconds) => waits.push(seconds),
  });
  return { facts, waits, asked };
}

describe('health checks', () => {
  it.each<readonly [string, Partial<HealthCheck>, ProbeAnswer, boolean | null]>([
    ['a good answer', {}, answered(), true],
    ['another status', {}, answered({ status: 500 }), false],
    ['the expected status', { status: 204 }, answered({ status: 204, body: '' }), true],
    ['the expected words', { bodyText: 'all good' }, answered(), true],
    ['other words', { bodyText: 'ready' }, answered(), false],
    ['too slow', { maxMilliseconds: 50 }, answered(), false],
    ['no answer', {}, { kind: 'failed', why: 'too-slow' }, false],
    ['an address that may not be asked', {}, { kind: 'refused', why: 'private-address' }, null],
  ])('%s', async (...[, change, answer, ok]) => {
    const { facts } = await ask([check({ retries: 0, ...change })], [answer]);
    expect(facts).toEqual({ checks: [{ name: 'url 1', ok }], failingSince: null });
  });

  it('a failure is tried again after a pause, and one success is enough', async () => {
    const { facts, waits, asked } = await ask(
      [check({ retries: 2, retrySeconds: 7 })],
      [answered({ status: 503 }), answered()],
    );
    expect(facts).toMatchObject({ checks: [{ ok: true }] });
    expect([asked, waits]).toEqual([2, [7]]);
  });

  it('an address that may not be asked is not asked again', async () => {
    const { asked } = await ask([check()], [{ kind: 'refused', why: 'not-https' }]);
    expect(asked).toBe(1);
  });

  it('none configured is missing evidence, not health', async () => {
    expect((await ask([], [])).facts).toMatchObject({ kind: 'missing', why: 'not-configured' });
  });
});

describe('the version address', () => {
  const SHA = '0123456789abcdef0123456789abcdef01234567';
  it.each<[string, ProbeAnswer, unknown]>([
    ['text', answered({ body: `${SHA}\n` }), { commit: SHA }],
    ['JSON', answered({ body: `{"commit":"${SHA.toUpperCase()}","ok":true}` }), { commit: SHA }],
    ['a longer digest', answered({ body: `${SHA}${SHA}` }), { why: 'not-found' }],
    ['no commit', answered({ body: 'v1.2.3' }), { why: 'not-found' }],
    ['an error page that holds one', answered({ status: 500, body: SHA }), { why: 'not-found' }],
    ['no answer', { kind: 'failed', why: 'unreachable' }, { why: 'unavailable' }],
    ['a private address', { kind: 'refused', why: 'private-address' }, { why: 'forbidden' }],
  ])('%s', async (_, answer, expected) => {
    expect(await readVersion('https://shop.example.com/version', async () => answer)).toMatchObject(
      expected as object,
    );
  });
});
