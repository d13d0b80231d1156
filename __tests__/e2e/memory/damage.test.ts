import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bomb, NAME, tamperedArchive, tar } from '../../memory/archives.ts';
import { lawNoLeak, lawNothingUnknown } from '../harness/laws.ts';
import { GITHUB_TOKEN, type IncidentWorld, incidentWorld, SENTRY_TOKEN } from '../intake/world.ts';
import { github, run, withActions } from './world.ts';

/** Halves an archive at one of eight places. */
const cut = (archive: Buffer, eighth: number) => archive.subarray(0, (archive.length * eighth) >> 3);

/** Turns one bit, at a place that depends on `n` alone. */
function flip(archive: Buffer, n: number): Buffer {
  const copy = Buffer.from(archive);
  const at = (n * 2_654_435_761) % copy.length;
  copy[at] = (copy[at] ?? 0) ^ (1 << (n % 8));
  return copy;
}

const DAMAGE: readonly (readonly [name: string, (archive: Buffer) => Buffer | Promise<Buffer>])[] = [
  ...[0, 1, 4, 7].map((eighth) => [`cut at ${eighth}/8`, (all: Buffer) => cut(all, eighth)] as const),
  ...[1, 2, 3, 4].map((n) => [`one bit turned (${n})`, (all: Buffer) => flip(all, n)] as const),
  ['a web page', () => Buffer.from('<!DOCTYPE html><title>502</title>')],
  ['a bomb of 500 MB', bomb],
  ['another file', () => tar('../../evil', Buffer.from('x'))],
  ['a link of that name', () => tar(NAME, Buffer.alloc(0), '2')],
  ['another schema', (all) => tamperedArchive(all, ['PRAGMA user_version = 99'])],
  [
    'a trigger inside',
    (all) =>
      tamperedArchive(all, ['CREATE TRIGGER t AFTER INSERT ON decisions BEGIN DELETE FROM decisions; END']),
  ],
  ['a view inside', (all) => tamperedArchive(all, ['CREATE VIEW v AS SELECT * FROM decisions'])],
];

/** What a sweep decides, and what it asks GitHub and Sentry for. */
const seen = async (world: IncidentWorld, at: string) => {
  const result = await run(world, at);
  lawNothingUnknown(result);
  lawNoLeak(result, [GITHUB_TOKEN, SENTRY_TOKEN]);
  const { decision, 'reason-code': reason, repairs } = result.outputs;
  return { exitCode: result.exitCode, decision, reason, repairs, asked: github(result) };
};

describe('a snapshot that somebody damaged', () => {
  let world: IncidentWorld;
  let archive: Buffer;
  let empty: Awaited<ReturnType<typeof seen>>;
  let minutes = 0;
  /** All within the hour: an attempt that is overdue would be news. */
  const next = () => {
    minutes += 1;
    return `2026-11-21T10:${String(minutes).padStart(2, '0')}:00Z`;
  };

  beforeAll(async () => {
    world = await withActions(incidentWorld('checkout-node'));
    await run(world, next());
    archive = world.sandbox.cache.state.archives.values().next().value ?? Buffer.alloc(0);
    world.sandbox.cache.evict(world.repository);
    empty = await seen(world, next());
  });
  afterAll(() => world.sandbox.close());

  it.each(DAMAGE)('%s: the run is green and decides as one without a memory', async (_, damage) => {
    const bytes = await damage(archive);
    expect(world.repository.state.caches).not.toEqual([]);
    for (const { key } of world.repository.state.caches)
      world.sandbox.cache.replaceArchive(world.repository, key, bytes);
    const damaged = await seen(world, next());
    expect(damaged).toEqual(empty);
    expect(damaged).toMatchObject({ exitCode: 0, reason: 'already-tracked' });
  });
});
