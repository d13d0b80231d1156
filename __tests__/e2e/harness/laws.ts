import { expect } from 'vitest';
import type { LoggedRequest } from '../../../sandbox/request-log.ts';
import type { ActionResult } from '../../../sandbox/runner/run-action.ts';
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

const AT_ONCE = 4;

/** Killed at any request boundary and run again: the same end as one clean run. Returns the number of boundaries. */
export async function lawCrash<World>(story: Story<World>): Promise<number> {
  const clean = await inWorld(story, async (world) => {
    const result = await story.run(world);
    return { count: result.requests.length, end: story.end(world) };
  });
  const kills = Array.from({ length: clean.count * 2 }, (_, index) => ({
    at: Math.floor(index / 2) + 1,
    when: index % 2 === 0 ? ('before' as const) : ('after' as const),
  }));
  // Each has a world of its own; most of the time they wait for the gap that writes keep.
  for (let start = 0; start < kills.length; start += AT_ONCE) {
    await Promise.all(
      kills.slice(start, start + AT_ONCE).map(async ({ at, when }) => {
        const end = await inWorld(story, async (world) => {
          expect((await story.run(world, { at, when })).exitCode).toBeNull();
          await story.run(world);
          return story.end(world);
        });
        expect(end, `killed ${when} request ${at}`).toEqual(clean.end);
      }),
    );
  }
  return kills.length;
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
