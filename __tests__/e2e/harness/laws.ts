import { expect } from 'vitest';
import type { LoggedRequest } from '../../../sandbox/request-log.ts';
import type { ActionResult } from '../../../sandbox/runner/run-action.ts';
import type { Sandbox } from '../../../sandbox/sandbox.ts';
import { findLeaks, placesOf } from './canary.ts';

/** Requests of a run that asked for a change. */
export const writesOf = (result: ActionResult): readonly LoggedRequest[] =>
  result.requests.filter((request) => request.write);

/** `service label` lines, for assertions on the ordered log. */
export const labelsOf = (result: ActionResult): readonly string[] =>
  result.requests.map((request) => `${request.service} ${request.label}`);

/** Every request met a route that the sandbox knows, and every GraphQL field exists. */
export function lawNothingUnknown(result: ActionResult): void {
  expect(result.requests.flatMap((request) => request.unknown ?? [])).toEqual([]);
}

/** For a dry run, and for a second run on the same state. */
export function lawWritesNothing(result: ActionResult): void {
  expect(writesOf(result).map((request) => `${request.service} ${request.label}`)).toEqual([]);
}

/** No planted secret appears in any request, file, log line, output or summary, in any common encoding. */
export function lawNoLeak(result: ActionResult, canaries: readonly string[]): void {
  expect(findLeaks(placesOf(result), canaries)).toEqual([]);
}

/** A world that can be built afresh, run, and looked at. */
export type Story<World> = {
  readonly build: () => Promise<World>;
  readonly run: (
    world: World,
    kill?: { readonly at: number; readonly when: 'before' | 'after' },
  ) => Promise<ActionResult>;
  /** Plain data that must be the same however the run was interrupted. */
  readonly end: (world: World) => unknown;
  readonly close: (world: World) => Promise<void>;
};

async function inWorld<World, Result>(
  story: Story<World>,
  act: (world: World) => Promise<Result>,
): Promise<Result> {
  const world = await story.build();
  try {
    return await act(world);
  } finally {
    await story.close(world);
  }
}

/** Running twice writes nothing new, and the second run leaves the world as it was. */
export async function lawSecondRun<World>(story: Story<World>): Promise<void> {
  await inWorld(story, async (world) => {
    lawNothingUnknown(await story.run(world));
    const before = story.end(world);
    lawWritesNothing(await story.run(world));
    expect(story.end(world)).toEqual(before);
  });
}

/**
 * Killed at any request boundary and run again: the same end as one clean run. Returns the number of boundaries. Dying
 * after a read is dying before the next request, since a read changes nothing: both are one kill.
 */
export async function lawCrash<World>(story: Story<World>): Promise<number> {
  const { end, requests } = await cleanRun(story);
  const kills = requests.flatMap(({ write }, index) => {
    const at = index + 1;
    const after = write || at === requests.length ? [{ at, when: 'after' as const }] : [];
    return [{ at, when: 'before' as const }, ...after];
  });
  await eachInTurn(kills, async ({ at, when }) => {
    const found = await inWorld(story, async (world) => {
      expect((await story.run(world, { at, when })).exitCode).toBeNull();
      await story.run(world);
      return story.end(world);
    });
    expect(found, `killed ${when} request ${at}`).toEqual(end);
  });
  return requests.length * 2;
}

/**
 * Each write is done, but its answer is a gateway's 502: the run after it ends as one clean run, nothing is there twice.
 * Returns the number of writes.
 */
export async function lawLostAnswers<World extends { readonly sandbox: Sandbox }>(
  story: Story<World>,
): Promise<number> {
  const { end, requests } = await cleanRun(story);
  const writes = requests.flatMap(({ write, label }, index) => (write ? [{ index, label }] : []));
  await eachInTurn(writes, async ({ index, label }) => {
    const found = await inWorld(story, async (world) => {
      const { faults } = world.sandbox;
      faults.queue({ match: {}, after: index, fault: { kind: 'commit-then-fail', with: 502 } });
      await story.run(world);
      expect(faults.unmet(), `no answer was lost: ${label}`).toEqual([]);
      faults.clear();
      await story.run(world);
      return story.end(world);
    });
    expect(found, `the answer of ${label} was lost`).toEqual(end);
  });
  return writes.length;
}

function cleanRun<World>(story: Story<World>) {
  return inWorld(story, async (world) => {
    const { requests } = await story.run(world);
    return { requests, end: story.end(world) };
  });
}

const AT_ONCE = 4;

/** Each has a world of its own; most of the time they wait for the gap that writes keep. */
async function eachInTurn<Item>(items: readonly Item[], act: (item: Item) => Promise<void>): Promise<void> {
  for (let start = 0; start < items.length; start += AT_ONCE) {
    await Promise.all(items.slice(start, start + AT_ONCE).map(act));
  }
}

/** Several runs at once end as one run would. */
export async function lawParallel<World>(story: Story<World>, runs = 10): Promise<void> {
  const once = await inWorld(story, async (world) => {
    await story.run(world);
    return story.end(world);
  });
  const many = await inWorld(story, async (world) => {
    await Promise.all(Array.from({ length: runs }, () => story.run(world)));
    return story.end(world);
  });
  expect(many).toEqual(once);
}
