import { gzipSync, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Fault } from '../../sandbox/faults.ts';
import { DEFAULT_MEMORY_POLICY } from '../../src/domain/policy/memory.ts';
import { untrusted } from '../../src/domain/trust.ts';
import { KEY_PREFIX } from '../../src/memory/cache.ts';
import { SNAPSHOT_VERSIONS } from '../../src/memory/cache-reader.ts';
import { seal } from '../../src/memory/envelope.ts';
import { restoreMemory } from '../../src/memory/restore.ts';
import { saveMemory } from '../../src/memory/save.ts';
import { MemoryStore } from '../../src/memory/store.ts';
import { bomb, NAME, tar } from './archives.ts';
import { type Loopback, startLoopback } from './loopback.ts';
import { lesson } from './rows.ts';

let loopback: Loopback;
beforeEach(async () => {
  loopback = await startLoopback();
});
afterEach(() => loopback.close());

/** A run that restores, learns one lesson, and saves. */
async function learn(id: number, options?: Parameters<Loopback['run']>[1]) {
  const carrier = loopback.run(id, options);
  const memory = await restoreMemory(carrier);
  memory.store.append([lesson({ issue: id, fix: untrusted(`fix of run ${id}`) })]);
  return { ...memory, saved: await saveMemory(carrier, memory.store) };
}

const issues = async (id: number, options?: Parameters<Loopback['run']>[1]) => {
  const { store } = await restoreMemory(loopback.run(id, options));
  return store
    .rows('lesson')
    .map((row) => row.issue)
    .toSorted((a, b) => a - b);
};

describe('memory from run to run', () => {
  it('is saved by one and restored by the next', async () => {
    const first = await learn(1);
    expect([first.missing, first.saved]).toMatchObject([
      true,
      { kind: 'saved', confirmed: true, removed: 0 },
    ]);
    expect((await learn(2)).restored).toBe(1);
    expect(await issues(3)).toEqual([1, 2]);
    expect(loopback.notices).toEqual([]);
    expect(loopback.sandbox.log.filter((entry) => entry.unknown)).toEqual([]);
  });

  it('prints nothing: the client would show its signed addresses', async () => {
    const before = vi.mocked(process.stdout.write).mock.calls.length;
    await learn(1);
    loopback.sandbox.faults.queue({ match: { label: 'PUT blob' }, fault: { kind: 'answer', status: 403 } });
    await learn(2);
    expect(vi.mocked(process.stdout.write).mock.calls.slice(before)).toEqual([]);
  });

  it('is not saved when nothing changed', async () => {
    await learn(1);
    const carrier = loopback.run(2);
    const { store } = await restoreMemory(carrier);
    const before = loopback.sandbox.log.length;
    expect(await saveMemory(carrier, store)).toEqual({ kind: 'unchanged' });
    expect(loopback.sandbox.log.length).toBe(before);
  });
});

describe('a memory that is full', () => {
  it('says in one notice what it left out', async () => {
    const carrier = loopback.run(1);
    const policy = { ...DEFAULT_MEMORY_POLICY, maxBytes: 200_000 };
    const store = MemoryStore.open(carrier.sql, null, policy) as MemoryStore;
    store.append(
      Array.from({ length: 900 }, (_, n) => lesson({ issue: n, fix: untrusted(`fix number ${n}`) })),
    );
    expect(await saveMemory(carrier, store)).toMatchObject({ kind: 'saved' });
    expect(loopback.notices).toEqual([
      expect.stringMatching(/^Memory is full: \d+ lesson rows left out, the oldest first\.$/),
    ]);
  });
});

describe('who may do what', () => {
  it('a read-only run saves nothing, says so once, and the next trusted run saves', async () => {
    await learn(1);
    const { saved, restored } = await learn(2, { mode: 'read' });
    expect([saved, restored]).toEqual([{ kind: 'read-only' }, 1]);
    expect(loopback.notices).toEqual([expect.stringMatching(/^Memory is not saved: this run may only read/)]);
    expect((await learn(3)).saved.kind).toBe('saved');
    expect(await issues(4)).toEqual([1, 3]);
  });

  it.each(['none', 'write-only'] as const)('a run whose cache is %s begins empty', async (mode) => {
    await learn(1);
    const carrier = loopback.run(2, { mode });
    const before = loopback.sandbox.log.length;
    expect((await restoreMemory(carrier)).missing).toBe(true);
    expect([loopback.notices, loopback.sandbox.log.length]).toEqual([[], before]);
  });

  it('a token that the service denies although the runner said write', async () => {
    const carrier = loopback.run(1, { mode: 'read' });
    const trusting = { ...carrier, run: { ...carrier.run, cacheMode: 'write' } };
    process.env.ACTIONS_CACHE_MODE = '';
    const { store } = await restoreMemory(trusting);
    store.append([lesson()]);
    expect(await saveMemory(trusting, store)).toEqual({ kind: 'read-only' });
    expect(loopback.notices).toEqual([expect.stringMatching(/^Memory is not saved: this run may only read/)]);
    expect(loopback.sandbox.log.filter((entry) => entry.label === 'CreateCacheEntry').length).toBe(1);
  });

  it('without the list of caches it finds the newest and believes the client', async () => {
    await learn(1);
    const { saved } = await learn(2, { actions: 'none' });
    expect(saved).toMatchObject({ kind: 'saved', confirmed: false, removed: 0 });
    expect(await issues(3, { actions: 'none' })).toEqual([1, 2]);
  });

  it('reads its own scope and the default branch, and nobody reads a branch from outside', async () => {
    await learn(1);
    await learn(2, { ref: 'refs/heads/topic' });
    expect(await issues(3, { ref: 'refs/heads/topic' })).toEqual([1, 2]);
    const asked = () => loopback.sandbox.log.filter(({ label }) => label.startsWith('Get')).length;
    const before = asked();
    expect(await issues(4)).toEqual([1]);
    expect(asked() - before).toBe(1);
    expect(await issues(5, { ref: 'refs/pull/9/merge' })).toEqual([1]);
  });
});

describe('snapshots that pile up', () => {
  it('keeps the newest four and removes only what is contained', async () => {
    for (let id = 1; id <= 7; id += 1) {
      loopback.sandbox.clock.advance(60_000);
      await learn(id);
    }
    expect(loopback.repository.state.caches.length).toBe(4);
    expect(await issues(9)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('removes nothing of another scope, whose runs cannot see the new one', async () => {
    for (let id = 1; id <= 6; id += 1) await learn(id, { actions: 'read' });
    await learn(7, { ref: 'refs/heads/topic' });
    expect(loopback.repository.state.caches.length).toBe(7);
    expect(await issues(8)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('keeps them all without the right to delete, and says nothing', async () => {
    for (let id = 1; id <= 6; id += 1) await learn(id, { actions: 'read' });
    expect(loopback.repository.state.caches.length).toBe(6);
    expect(loopback.notices).toEqual([]);
  });

  it('eight that save at once lose nothing after the next trusted run', async () => {
    await learn(1);
    const runs = [];
    for (let id = 10; id < 18; id += 1) {
      const memory = await restoreMemory(loopback.run(id));
      memory.store.append([lesson({ issue: id, fix: untrusted(`fix ${id}`) })]);
      runs.push({ id, memory });
    }
    for (const { id, memory } of runs)
      expect((await saveMemory(loopback.run(id), memory.store)).kind).toBe('saved');
    const all = [1, 10, 11, 12, 13, 14, 15, 16, 17];
    expect(await issues(20)).toEqual(all);
    await learn(21);
    // From here on the newest snapshot alone holds everything.
    expect(await issues(22, { actions: 'none' })).toEqual([...all, 21]);
  });

  it('a memory that was evicted is missing, without a word', async () => {
    await learn(1);
    loopback.sandbox.cache.evict(loopback.repository);
    const { missing } = await restoreMemory(loopback.run(2));
    expect([missing, loopback.notices]).toEqual([true, []]);
  });

  it('an entry that vanishes between list and look-up is passed over', async () => {
    await learn(1);
    loopback.sandbox.clock.advance(8 * 86_400_000);
    const { missing } = await restoreMemory(loopback.run(2));
    expect([missing, loopback.notices]).toEqual([true, []]);
  });
});

describe('a cache service that fails', () => {
  const html: Fault = { kind: 'html', status: 502 };
  const down: Fault = { kind: 'answer', status: 503, body: { code: 'unavailable', msg: 'try later' } };
  const conflict: Fault = { kind: 'answer', status: 409, body: { code: 'already_exists', msg: 'exists' } };
  const everywhere: readonly (readonly [string, string | RegExp, Fault])[] = [
    ['the look-up is down', 'GetCacheEntryDownloadURL', down],
    ['the look-up answers HTML', 'GetCacheEntryDownloadURL', html],
    ['the look-up answers a login page with 200', 'GetCacheEntryDownloadURL', { kind: 'html' }],
    ['the look-up is cut', 'GetCacheEntryDownloadURL', { kind: 'cut' }],
    ['the look-up is truncated', 'GetCacheEntryDownloadURL', { kind: 'truncated' }],
    ['the look-up is rate-limited', 'GetCacheEntryDownloadURL', { kind: 'answer', status: 429, body: {} }],
    ['the download is down', 'GET blob', down],
    ['the download is HTML', 'GET blob', { kind: 'html' }],
    ['the download is truncated', 'GET blob', { kind: 'truncated' }],
    ['the download is cut midway', 'GET blob', { kind: 'cut-midway' }],
    ['the download is gone', 'GET blob', { kind: 'answer', status: 404 }],
  ];

  it.each(everywhere)('%s: one notice, an empty memory', async (_, label, fault) => {
    await learn(1);
    loopback.sandbox.faults.queue({
      match: { service: 'cache', label },
      fault,
      times: Number.POSITIVE_INFINITY,
    });
    const { missing } = await restoreMemory(loopback.run(2));
    expect(missing).toBe(true);
    expect(loopback.notices).toEqual([expect.stringMatching(/^A memory snapshot was left aside \(/)]);
    loopback.sandbox.faults.clear();
    expect(await issues(3)).toEqual([1]);
  });

  it('is given up on after two snapshots that it does not give', async () => {
    for (let id = 1; id <= 4; id += 1) await learn(id);
    const label = 'GetCacheEntryDownloadURL';
    loopback.sandbox.faults.queue({ match: { label }, fault: down, times: Number.POSITIVE_INFINITY });
    const before = loopback.sandbox.log.filter((entry) => entry.label === label).length;
    await restoreMemory(loopback.run(5));
    expect(loopback.sandbox.log.filter((entry) => entry.label === label).length - before).toBe(2 * 3);
    expect(loopback.notices).toEqual([expect.stringMatching(/^2 memory snapshots were left aside/)]);
  });

  it('is asked again when it was down for a moment', async () => {
    await learn(1);
    for (const label of ['GetCacheEntryDownloadURL', 'GET blob'])
      loopback.sandbox.faults.queue({ match: { service: 'cache', label }, fault: down, times: 2 });
    expect(await issues(2)).toEqual([1]);
    expect(loopback.notices).toEqual([]);
  });

  const writes: readonly (readonly [string, string, Fault])[] = [
    ['the reservation is down', 'CreateCacheEntry', down],
    ['the reservation answers HTML', 'CreateCacheEntry', html],
    ['the reservation conflicts in HTML', 'CreateCacheEntry', { kind: 'html', status: 409 }],
    ['every key is taken', 'CreateCacheEntry', conflict],
    ['the upload is refused', 'PUT blob', { kind: 'answer', status: 403 }],
    ['the upload is down', 'PUT blob', { kind: 'answer', status: 503 }],
    ['the upload is cut', 'PUT blob', { kind: 'cut' }],
    ['the end is down', 'FinalizeCacheEntryUpload', down],
  ];

  it.each(writes)('%s: one notice, and the next run saves', async (_, label, fault) => {
    loopback.sandbox.faults.queue({
      match: { service: 'cache', label },
      fault,
      times: Number.POSITIVE_INFINITY,
    });
    const { saved } = await learn(1);
    expect(saved).toEqual({ kind: 'failed' });
    expect(loopback.notices).toEqual([expect.stringMatching(/^Memory could not be saved/)]);
    expect(loopback.repository.state.caches).toEqual([]);
    loopback.sandbox.faults.clear();
    expect((await learn(2)).saved.kind).toBe('saved');
  });

  it('a key that is stuck in a reservation: the next key is taken', async () => {
    loopback.sandbox.faults.queue({
      match: { service: 'cache', label: 'CreateCacheEntry' },
      fault: conflict,
    });
    expect((await learn(1)).saved).toMatchObject({ kind: 'saved', confirmed: true });
    expect(loopback.notices).toEqual([]);
  });

  it.each(['CreateCacheEntry', 'PUT blob', 'FinalizeCacheEntryUpload'])(
    'the answer to %s is lost after it worked: one snapshot, or another key',
    async (label) => {
      const fault: Fault = { kind: 'commit-then-fail', with: 502 };
      loopback.sandbox.faults.queue({ match: { service: 'cache', label }, fault });
      expect((await learn(1)).saved.kind).toBe('saved');
      expect(loopback.repository.state.caches.length).toBe(1);
      expect(await issues(2)).toEqual([1]);
    },
  );

  it('the end is refused although it worked: the list knows better', async () => {
    const fault: Fault = { kind: 'edit', edit: () => ({ ok: false, message: 'already finalized' }) };
    loopback.sandbox.faults.queue({ match: { label: 'FinalizeCacheEntryUpload' }, fault });
    expect((await learn(1)).saved).toMatchObject({ kind: 'saved', confirmed: true });
    expect(loopback.notices).toEqual([]);
  });

  it('the client says saved, the list does not show it', async () => {
    const path = /actions\/caches/;
    const edit = () => ({ total_count: 0, actions_caches: [] });
    loopback.sandbox.faults.queue({ match: { path }, fault: { kind: 'edit', edit }, times: 4 });
    expect((await learn(1)).saved).toMatchObject({ kind: 'saved', confirmed: false });
    expect(loopback.notices).toEqual([expect.stringMatching(/does not show in the list/)]);
  });

  it('the list shows it a moment late', async () => {
    const path = /actions\/caches/;
    const edit = () => ({ total_count: 0, actions_caches: [] });
    loopback.sandbox.faults.queue({ match: { path }, fault: { kind: 'edit', edit }, times: 2, after: 1 });
    expect((await learn(1)).saved).toMatchObject({ kind: 'saved', confirmed: true });
  });
});

describe('archives that somebody else made', () => {
  const stuffed = () => bomb(loopback.sandbox.cache.state.archives.values().next().value ?? Buffer.alloc(0));

  it.each<[string, () => Buffer | Promise<Buffer>, string]>([
    ['a bomb of 500 MB in zstd', stuffed, 'no snapshot'],
    ['a bomb in gzip', () => gzipSync(tar(NAME, Buffer.alloc(100_000_000))), 'no snapshot'],
    [
      'a bomb beside the file',
      () => zstdCompressSync(tar('other', Buffer.alloc(100_000_000))),
      'no snapshot',
    ],
    ['another file', () => zstdCompressSync(tar('../../evil', Buffer.from('x'))), 'no snapshot'],
    ['an absolute path', () => zstdCompressSync(tar(`/tmp/${NAME}`, Buffer.from('x'))), 'no snapshot'],
    ['a link of that name', () => zstdCompressSync(tar(NAME, Buffer.alloc(0), '2')), 'no snapshot'],
    ['an empty file', () => zstdCompressSync(tar(NAME, Buffer.alloc(0))), 'damaged or sealed'],
    ['a file of nonsense', () => zstdCompressSync(tar(NAME, Buffer.alloc(999, 'x'))), 'damaged or sealed'],
    ['a sealed nothing', () => zstdCompressSync(tar(NAME, seal(Buffer.alloc(0), null))), 'empty'],
    [
      'a sealed web page',
      () => zstdCompressSync(tar(NAME, seal(Buffer.alloc(9999, '<'), null))),
      'no database',
    ],
    ['no archive', () => Buffer.from('hello'), 'no snapshot'],
    ['nothing', () => Buffer.alloc(0), 'no snapshot'],
    ['half an archive', () => zstdCompressSync(Buffer.alloc(4096, 'x')).subarray(0, 15), 'no snapshot'],
    ['too many bytes', () => Buffer.alloc(30_000_000), 'too large'],
  ])('%s is left aside', async (_, make, why) => {
    await learn(1);
    const key = loopback.repository.state.caches[0]?.key ?? '';
    loopback.sandbox.cache.replaceArchive(loopback.repository, key, await make());
    const { missing } = await restoreMemory(loopback.run(2));
    expect(missing).toBe(true);
    expect(loopback.notices).toEqual([expect.stringContaining(`left aside (${why}`)]);
  });

  it.each<[string, string, Fault]>([
    [
      'a redirect of the look-up',
      'GetCacheEntryDownloadURL',
      { kind: 'answer', status: 302, headers: { location: '/elsewhere' } },
    ],
    [
      'a redirect of the download',
      'GET blob',
      { kind: 'answer', status: 302, headers: { location: '/elsewhere' } },
    ],
    [
      'an address without TLS',
      'GetCacheEntryDownloadURL',
      {
        kind: 'edit',
        edit: (body) => ({ ...(body as object), signed_download_url: 'http://cache.invalid/x?sig=1' }),
      },
    ],
    [
      'an entry that nobody asked for',
      'GetCacheEntryDownloadURL',
      { kind: 'edit', edit: (body) => ({ ...(body as object), matched_key: 'other-key' }) },
    ],
  ])('%s is not followed', async (_, label, fault) => {
    await learn(1);
    const times = Number.POSITIVE_INFINITY;
    loopback.sandbox.faults.queue({ match: { service: 'cache', label }, fault, times });
    const asked = vi.spyOn(globalThis, 'fetch');
    expect((await restoreMemory(loopback.run(2))).missing).toBe(true);
    const origins = asked.mock.calls.map(([url]) => new URL(String(url)).hostname);
    expect([...new Set(origins)]).toEqual(['127.0.0.1']);
    expect(loopback.sandbox.log.filter(({ path }) => path === '/elsewhere')).toEqual([]);
    expect(loopback.notices.length).toBe(1);
  });

  it('a snapshot that is left aside does not hide the others, and is not removed', async () => {
    await learn(1);
    loopback.sandbox.clock.advance(60_000);
    await learn(2);
    const newest = loopback.repository.state.caches.at(-1)?.key ?? '';
    loopback.sandbox.cache.replaceArchive(loopback.repository, newest, Buffer.from('hello'));
    expect(await issues(3)).toEqual([1]);
    expect(loopback.notices).toEqual([
      expect.stringMatching(/^A memory snapshot was left aside \(no snapshot\)/),
    ]);
  });

  it('with a key, a snapshot sealed without it or with another one is not ours', async () => {
    await learn(1);
    expect(await issues(2, { sealKey: 'secret' })).toEqual([]);
    await learn(3, { sealKey: 'secret' });
    expect(await issues(4, { sealKey: 'secret' })).toEqual([3]);
    expect(await issues(5, { sealKey: 'other' })).toEqual([]);
  });

  it('reads what a runner without zstd saved', async () => {
    await learn(1);
    const [entry] = loopback.repository.state.caches;
    const archive = loopback.sandbox.cache.state.archives.get(entry?.id ?? 0) ?? Buffer.alloc(0);
    Object.assign(entry ?? {}, { version: SNAPSHOT_VERSIONS[1] });
    loopback.sandbox.cache.replaceArchive(
      loopback.repository,
      entry?.key ?? '',
      gzipSync(zstdDecompressSync(archive)),
    );
    expect(await issues(2)).toEqual([1]);
  });

  it('names its entries by run and attempt', async () => {
    await learn(7);
    expect(loopback.repository.state.caches[0]?.key).toMatch(
      new RegExp(`^${KEY_PREFIX}7-1-[0-9A-HJKMNP-TV-Z]{26}$`),
    );
  });
});
