import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RepositoryDouble } from '../../../sandbox/github/double.ts';
import { parseFileCommand } from '../../../sandbox/runner/file-commands.ts';
import { type ActionRun, runAction } from '../../../sandbox/runner/run-action.ts';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.ts';
import { findLeaks, placesOf } from './canary.ts';
import { faultSchedule, lawFaults } from './fault-schedule.ts';
import {
  labelsOf,
  lawCrash,
  lawNoLeak,
  lawNothingUnknown,
  lawParallel,
  lawSecondRun,
  lawWritesNothing,
  type Story,
} from './laws.ts';

const TOKEN = 'ghs_QqT9vLx0aZ81mNc7';
type World = { readonly sandbox: Sandbox; readonly repository: RepositoryDouble };

async function build(): Promise<World> {
  const sandbox = await startSandbox();
  const repository = sandbox.github.repository();
  const permissions = { issues: 'write', contents: 'write' } as const;
  sandbox.github.token({
    name: 'workflow',
    secret: TOKEN,
    login: 'github-actions[bot]',
    kind: 'actions',
    permissions,
  });
  repository.openIssue({ title: 'TypeError: x' });
  return { sandbox, repository };
}

const run = (world: World, more: Partial<ActionRun> = {}) =>
  runAction({
    ...world,
    event: world.repository.events.issues('opened', 1),
    entry: join(import.meta.dirname, 'fixtures/stand-in.js'),
    actionFile: 'none',
    token: TOKEN,
    ...more,
    inputs: { 'github-token': TOKEN, ...more.inputs },
  });

const story: Story<World> = {
  build,
  run: (world, kill) => run(world, kill === undefined ? {} : { kill }),
  end: (world) => world.repository.snapshot(),
  close: (world) => world.sandbox.close(),
};

async function inWorld(act: (world: World) => Promise<void>): Promise<void> {
  const world = await build();
  try {
    await act(world);
  } finally {
    await world.sandbox.close();
  }
}

describe('running an action', () => {
  it('gives everything that a run leaves behind', () =>
    inWorld(async (world) => {
      const result = await run(world);
      expect(result.stderr).toBe('');
      expect(result).toMatchObject({
        exitCode: 0,
        outputs: { decision: 'accept', result: '{\n}' },
        summary: '# Seen\n',
        files: { 'brief.md': '# Brief\n' },
        annotations: [{ level: 'warning', message: 'one\ntwo' }],
      });
      expect(result.log).toContain('token is ***');
      expect(result.peakMemory).toBeGreaterThan(1e6);
      expect(labelsOf(result)).toEqual([
        'github GET /repos/acme/shop/issues/1',
        'github GET /repos/acme/shop/issues/1/comments',
        'github POST /repos/acme/shop/issues/1/comments',
      ]);
      expect(result.requests[0]?.auth).toEqual({ scheme: 'Bearer', token: 'workflow' });
      expect(world.repository.issue(1).comments[0]?.body).toBe('seen at 2026-11-21T10:00:00Z');
      lawNothingUnknown(result);
    }));

  it('holds the laws that the stand-in keeps', async () => {
    await lawSecondRun(story);
    expect(await lawCrash(story)).toBe(6);
  });

  it('tries fault schedules', () => lawFaults({ ...story, sandbox: (world) => world.sandbox }, 12));

  it('sees ten runs at once end as one', () =>
    lawParallel({
      ...story,
      run: (world) => run(world, { env: { STAND_IN_LOCK: '1' } }),
      end: (world) => world.repository.record(),
    }));

  it('shows a dry run that writes nothing', () =>
    inWorld(async (world) => lawWritesNothing(await run(world, { inputs: { 'dry-run': 'true' } }))));

  it('kills before the effect, and after it', () =>
    inWorld(async (world) => {
      const before = await run(world, { kill: { at: 3, when: 'before' } });
      expect([before.exitCode, world.repository.issue(1).comments.length]).toEqual([null, 0]);
      const after = await run(world, { kill: { at: 3, when: 'after' } });
      expect([after.exitCode, world.repository.issue(1).comments.length]).toEqual([null, 1]);
    }));
});

describe('the canary scan', () => {
  const canary = 'canary-7f3e9b21c4';
  const forms: [string, string][] = [
    ['plain', canary],
    ['upper case', canary.toUpperCase()],
    ['base64', Buffer.from(canary).toString('base64')],
    ['shifted base64', Buffer.from(`ab${canary}cd`).toString('base64')],
    ['hex', Buffer.from(canary).toString('hex')],
    ['reversed', [...canary].reverse().join('')],
    ['spaced', [...canary].join(' ')],
    ['zero width', [...canary].join('\u200b')],
    ['percent', [...Buffer.from(canary)].map((byte) => `%${byte.toString(16)}`).join('')],
  ];
  it.each(forms)('finds it as %s', (_, text) => {
    expect(findLeaks(new Map([['file', `x ${text} y`]]), [canary])).toHaveLength(1);
  });

  it('is quiet without one, and finds one in a real run', () =>
    inWorld(async (world) => {
      const clean = await run(world);
      lawNoLeak(clean, [canary, TOKEN.slice(0, 12).concat('other')]);
      const leaky = await run(world, { env: { STAND_IN_LEAK: canary } });
      expect(findLeaks(placesOf(leaky), [canary])).toEqual([{ canary, form: 'base64', place: 'log' }]);
      expect(() => lawNoLeak(leaky, [canary])).toThrow();
    }));
});

it('reads heredocs that hold equals signs', () => {
  expect(parseFileCommand('a<<E\nx=1\n\ny\nE\nb=2=3\n')).toEqual({ a: 'x=1\n\ny', b: '2=3' });
  expect(() => parseFileCommand('a<<E\nx')).toThrow('delimiter');
});

it('draws the same fault schedule for the same seed', () => {
  expect(faultSchedule(7, 5)).toEqual(faultSchedule(7, 5));
  const kinds = Array.from({ length: 60 }, (_, seed) =>
    faultSchedule(seed + 1, 5).map(({ fault }) => fault.kind),
  ).flat();
  expect(new Set(kinds).size).toBe(7);
});
