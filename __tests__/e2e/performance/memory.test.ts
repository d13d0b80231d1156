import { describe, expect, it } from 'vitest';
import { labelsOf, lawNothingUnknown, writesOf } from '../harness/laws.ts';
import { GITHUB_TOKEN, inWorld } from '../intake/world.ts';
import { fill, runPerformance, type SpanWorld, spanWorld } from './world.ts';

/** A scheduled run, whose cache may be written. */
function run(world: SpanWorld, at: string) {
  const { cache } = world.sandbox;
  const access = cache.environment(cache.token({ repository: world.repository, mode: 'write' }));
  return runPerformance(world, { env: { PATCHPILOT_NOW: at, GITHUB_REF: 'refs/heads/main', ...access } });
}

async function remembering(names: readonly string[], people = 0): Promise<SpanWorld> {
  const world = await spanWorld(names);
  world.sandbox.github.token({
    name: 'workflow',
    secret: GITHUB_TOKEN,
    login: 'github-actions[bot]',
    kind: 'actions',
    permissions: { issues: 'write', contents: 'read', pull_requests: 'read', actions: 'write' },
  });
  for (let at = 0; at < people; at += 1)
    world.repository.openIssue({ title: `Wish ${at}`, body: 'Please.', author: 'dev' });
  return world;
}

const github = (result: Awaited<ReturnType<typeof run>>) =>
  labelsOf(result).filter((label) => label.startsWith('github') && !/caches/.test(label));

describe('what a look at spans remembers', () => {
  it('is saved, and the next look reads the issues of what it found and no other', () =>
    inWorld(remembering(['small'], 250), async (world) => {
      const first = await run(world, '2026-11-21T10:00:00Z');
      lawNothingUnknown(first);
      expect(first.outputs['reason-code']).toBe('accepted');
      expect(github(first).filter((label) => label.includes('PatchpilotSweepPage'))).toHaveLength(2);
      expect(world.repository.state.caches).toHaveLength(1);
      const second = await run(world, '2026-11-21T10:20:00Z');
      lawNothingUnknown(second);
      expect(writesOf(second).filter(({ service }) => service !== 'cache')).toEqual([]);
      expect(github(second).join()).not.toContain('PatchpilotSweepPage');
      expect(github(second).filter((label) => label.includes('PatchpilotIssues'))).toHaveLength(1);
      expect(world.repository.state.caches).toHaveLength(1);
      const third = await run(world, '2026-11-30T10:00:00Z');
      expect(github(third).join()).toContain('PatchpilotSweepPage');
    }));

  it('a “no” of a person is known by it', () =>
    inWorld(remembering(['small']), async (world) => {
      await run(world, '2026-11-21T10:00:00Z');
      const [issue] = world.repository.state.issues.values();
      if (issue !== undefined) issue.state = 'closed';
      const second = await run(world, '2026-11-21T10:20:00Z');
      expect(second.outputs['reason-code']).toBe('remembered-no');
      expect(world.repository.state.issues.size).toBe(1);
    }));

  it('a class that nobody has met is opened all the same', () =>
    inWorld(remembering(['small']), async (world) => {
      await run(world, '2026-11-21T10:00:00Z');
      fill(world.sandbox, ['nPlusOne']);
      const second = await run(world, '2026-11-21T10:20:00Z');
      expect(second.outputs.decision).toBe('accept');
      expect(world.repository.state.issues.size).toBe(2);
    }));
});
