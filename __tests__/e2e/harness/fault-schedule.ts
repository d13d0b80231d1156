import { expect } from 'vitest';
import type { Fault, QueuedFault } from '../../../sandbox/faults.ts';
import type { Sandbox } from '../../../sandbox/sandbox.ts';
import type { Story } from './laws.ts';

/** Repeatable pseudo-random numbers in [0, 1): the multiplicative generator of Park and Miller. */
function random(seed: number): () => number {
  let state = (seed * 48_271 + 11) % 2_147_483_647;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** What services and networks do in practice; nothing here needs a long wait. */
const FAULTS: readonly Fault[] = [
  { kind: 'cut' },
  { kind: 'cut-midway' },
  { kind: 'truncated' },
  { kind: 'html' },
  { kind: 'html', status: 503 },
  { kind: 'answer', status: 500, body: { message: 'Server Error' } },
  { kind: 'answer', status: 502, body: 'Bad Gateway', headers: { 'content-type': 'text/plain' } },
  { kind: 'answer', status: 429, body: { message: 'Too Many Requests' }, headers: { 'retry-after': '1' } },
  { kind: 'commit-then-fail', with: 'cut' },
  { kind: 'commit-then-fail', with: 502 },
  { kind: 'edit', edit: () => null },
  { kind: 'edit', edit: () => ({}) },
];

/** One to three faults, each on one of the first requests. */
export function faultSchedule(seed: number, requests: number): QueuedFault[] {
  const next = random(seed);
  const pick = (count: number) => Math.floor(next() * count);
  return Array.from({ length: 1 + pick(3) }, () => ({
    match: {},
    after: pick(requests),
    fault: FAULTS[pick(FAULTS.length)] ?? { kind: 'cut' },
  }));
}

export type FaultyStory<World> = Story<World> & { readonly sandbox: (world: World) => Sandbox };

/**
 * Whatever goes wrong in one run, the next undisturbed run ends where a clean one does. Tries the schedules of the
 * seeds 1 to `schedules`; a failure names its seed.
 */
export async function lawFaults<World>(story: FaultyStory<World>, schedules: number): Promise<void> {
  const clean = await story.build();
  const { requests } = await story.run(clean);
  const end = story.end(clean);
  await story.close(clean);
  for (let seed = 1; seed <= schedules; seed += 1) {
    const world = await story.build();
    const { faults } = story.sandbox(world);
    const schedule = faultSchedule(seed, requests.length);
    for (const fault of schedule) faults.queue(fault);
    try {
      await story.run(world);
      faults.clear();
      await story.run(world);
      const what = schedule.map(({ fault, after }) => `${fault.kind} on request ${(after ?? 0) + 1}`);
      expect(story.end(world), `seed ${seed}: ${what.join(', ')}`).toEqual(end);
    } finally {
      await story.close(world);
    }
  }
}
