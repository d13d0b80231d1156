import { describe, expect, it } from 'vitest';
import { type IncidentFixture, loadIncident } from '../../../sandbox/incident.ts';
import { lawNothingUnknown } from '../harness/laws.ts';
import { type IncidentWorld, incidentWorld, inWorld, runIntake } from './world.ts';

const MEGABYTE = 1024 * 1024;
const opened = (world: IncidentWorld) => world.repository.events.issues('opened', world.issue.number);

/** The accepted incident with another event. */
function changed(
  change: (event: Record<string, unknown>) => void,
  files?: IncidentFixture['files'],
): IncidentFixture {
  const fixture = loadIncident('checkout-node');
  const event = structuredClone(fixture.event) as Record<string, unknown>;
  change(event);
  return { ...fixture, event, ...(files === undefined ? {} : { files }) };
}

type Values = { type: string; value: string; stacktrace: { frames: Record<string, unknown>[] } }[];
const values = (event: Record<string, unknown>): Values =>
  ((event.entries as { data: { values: Values } }[])[0]?.data.values ?? []) as Values;

describe('bad input', () => {
  it.each([
    ['no JSON', '{"action": "opened", "issue": {'],
    ['empty', ''],
  ])('an event file that is %s: one sentence, exit code 1', (_, eventText) =>
    inWorld(incidentWorld('checkout-node'), async (world) => {
      const result = await runIntake(world, opened(world), { eventText });
      expect(result.exitCode).toBe(1);
      expect(result.annotations).toEqual([
        { level: 'error', message: expect.stringContaining('is not JSON') },
      ]);
      expect(result.requests).toEqual([]);
    }),
  );

  it.each(['null', '[]', '7', '{"action":"opened","issue":"x"}', '{"issue":{"number":"1"}}'])(
    'an event file with %s: nothing to decide',
    (eventText) =>
      inWorld(incidentWorld('checkout-node'), async (world) => {
        const result = await runIntake(world, opened(world), { eventText });
        expect(result.exitCode).toBe(0);
        expect(result.outputs).toMatchObject({ decision: 'ignore', repairs: '[]' });
        expect(result.requests).toEqual([]);
      }),
  );

  it('65,536 characters of junk around the link', () =>
    inWorld(incidentWorld('checkout-node'), async (world) => {
      const junk = '[](<![`*_~|@#$&;:'.repeat(2_000);
      world.issue.body = `${junk.slice(0, 32_000)}\n${world.issue.body}\n${junk.slice(0, 32_000)}`.slice(
        0,
        65_536,
      );
      const result = await runIntake(world, opened(world));
      expect(result.outputs.decision).toBe('accept');
    }));

  it.each([
    ['HTML', { kind: 'html' }],
    ['half an answer', { kind: 'truncated' }],
    ['status 500', { kind: 'answer', status: 500 }],
    ['a cut connection', { kind: 'cut' }],
  ] as const)('Sentry answers with %s: a person is asked, nothing is guessed', (_, fault) =>
    inWorld(incidentWorld('checkout-node'), async (world) => {
      world.sandbox.faults.queue({ match: { service: 'sentry' }, fault: fault as never, times: 50 });
      const result = await runIntake(world, opened(world));
      expect(result.exitCode).toBe(0);
      expect(result.outputs).toMatchObject({
        decision: 'escalate',
        'reason-code': 'sentry-unavailable',
        repairs: '[]',
      });
      expect(world.repository.issue(1).comments).toHaveLength(1);
      const next = await runIntake(world, opened(world));
      expect(world.repository.issue(1).comments).toHaveLength(1);
      expect(next.exitCode).toBe(0);
    }),
  );

  it('no Sentry token: says which input, asks Sentry nothing', () =>
    inWorld(incidentWorld('checkout-node'), async (world) => {
      const result = await runIntake(world, opened(world), { inputs: { 'sentry-token': '' } });
      expect(result.outputs['reason-code']).toBe('sentry-not-configured');
      expect(result.requests.filter(({ service }) => service === 'sentry')).toEqual([]);
      expect(world.repository.issue(1).comments[0]?.body).toContain('sentry-token');
    }));

  it('a token that Sentry refuses is named, and not tried again and again', () =>
    inWorld(incidentWorld('checkout-node'), async (world) => {
      const result = await runIntake(world, opened(world), { inputs: { 'sentry-token': 'sntrys_wr0ng' } });
      expect(result.outputs.decision).toBe('escalate');
      expect(world.repository.issue(1).comments[0]?.body).toContain('Sentry refused the token');
      expect(result.requests.filter(({ service }) => service === 'sentry')).toHaveLength(2);
    }));

  it('a token without the right permission: names it and fails', () =>
    inWorld(incidentWorld('checkout-node'), async (world) => {
      world.sandbox.github.token({
        name: 'weak',
        secret: 'ghs_weakweakweakweak',
        login: 'github-actions[bot]',
        kind: 'actions',
        permissions: { contents: 'read', issues: 'read', pull_requests: 'read' },
      });
      const result = await runIntake(world, opened(world), { token: 'ghs_weakweakweakweak' });
      expect(result.annotations.map(({ message }) => message).join()).toMatch(/permissions/);
      expect(world.repository.issue(1).comments).toEqual([]);
      expect(result.outputs.repairs).toBe('[]');
    }));

  it('an event of 5 MB with 10,000 frames: bounded in memory, and judged', () => {
    const fixture = changed((event) => {
      const [cause] = values(event);
      const frame = {
        filename: 'node_modules/x/y.js',
        function: 'f',
        lineNo: 1,
        inApp: false,
        context: [[1, 'x'.repeat(450)]],
      };
      cause?.stacktrace.frames.unshift(...Array.from({ length: 10_000 }, () => frame));
    });
    expect(JSON.stringify(fixture.event).length).toBeGreaterThan(5 * MEGABYTE);
    return inWorld(incidentWorld(fixture), async (world) => {
      const result = await runIntake(world, opened(world));
      expect(result.outputs.decision).toBe('accept');
      expect(result.peakMemory).toBeLessThan(256 * MEGABYTE);
      expect(Buffer.byteLength(Object.values(result.files)[0] ?? '')).toBeLessThanOrEqual(24_576);
    });
  });

  it('lone surrogates, NUL, bidi controls and an endless message', () => {
    const fixture = changed((event) => {
      const [cause] = values(event);
      if (cause !== undefined)
        cause.value = `\ud800 \u0000 \u202e \u{e0041} ${'long '.repeat(50_000)} \udfff`;
    });
    return inWorld(incidentWorld(fixture), async (world) => {
      const result = await runIntake(world, opened(world));
      expect(result.exitCode).toBe(0);
      lawNothingUnknown(result);
      const body = world.repository.issue(1).comments[0]?.body ?? '';
      expect(body.isWellFormed()).toBe(true);
      expect(body).not.toMatch(/[\u0000\u202e]|\u{e0041}/u);
      expect(body.length).toBeLessThan(60_000);
    });
  });

  it('a tree of 100,000 files that GitHub cuts off', () => {
    const files = Object.fromEntries(
      Array.from({ length: 100_100 }, (_, index) => [`data/d${index % 300}/f${index}.txt`, '']),
    );
    return inWorld(incidentWorld(changed(() => {}, files)), async (world) => {
      const result = await runIntake(world, opened(world));
      expect(result.outputs).toMatchObject({ decision: 'escalate', 'reason-code': 'tree-truncated' });
      expect(result.peakMemory).toBeLessThan(256 * MEGABYTE);
    });
  }, 60_000);

  it('a configuration file with slips: every problem named, nothing decided', () => {
    const fixture = loadIncident('checkout-node');
    const files = {
      ...fixture.files,
      '.github/patchpilot.yml': 'budget: 3\nthresholds:\n  severity: high\n',
    };
    return inWorld(incidentWorld({ ...fixture, files }), async (world) => {
      const result = await runIntake(world, opened(world));
      expect(result.exitCode).toBe(1);
      expect(result.annotations).toHaveLength(1);
      expect(result.annotations[0]?.message).toContain('budget is not a known key');
      expect(result.annotations[0]?.message).toContain('thresholds.severity is "high": use a number.');
      expect(world.repository.issue(1).comments).toEqual([]);
    });
  });

  it('a deleted issue: nothing to decide', () =>
    inWorld(incidentWorld('checkout-node'), async (world) => {
      const event = opened(world);
      world.repository.removeIssue(1, 'deleted');
      const result = await runIntake(world, event);
      expect(result.exitCode).toBe(0);
      expect(result.outputs).toMatchObject({ decision: 'ignore', repairs: '[]' });
    }));
});
