import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { restoreCache, saveCache } from '@actions/cache';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CacheTokenSeed } from '../../sandbox/cache/double.ts';
import { openScene, type Scene } from './scene.ts';

let scene: Scene;
let folder: string;
const home = process.cwd();
beforeEach(async () => {
  scene = await openScene();
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'patchpilot-cache-')));
  mkdirSync(join(folder, 'work'));
  process.chdir(join(folder, 'work'));
  vi.stubEnv('RUNNER_TEMP', folder);
  vi.stubEnv('GITHUB_WORKSPACE', join(folder, 'work'));
  vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
});
afterEach(async () => {
  process.chdir(home);
  rmSync(folder, { recursive: true, force: true });
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  await scene.sandbox.close();
});

/** From here on the real client is a run with this token. */
function become(seed: Omit<CacheTokenSeed, 'repository'> = {}) {
  const { cache } = scene.sandbox;
  const token = cache.token({ ...seed, repository: scene.repository });
  for (const [name, value] of Object.entries(cache.environment(token))) vi.stubEnv(name, value);
  return token;
}

const save = (key: string, text: string) => {
  writeFileSync('state.txt', text);
  return saveCache(['state.txt'], key);
};

/** What a run finds under a key: the key that matched and what was in it. */
async function restore(key: string, others: string[] = []) {
  rmSync('state.txt', { force: true });
  const matched = await restoreCache(['state.txt'], key, others);
  return matched === undefined ? undefined : [matched, readFileSync('state.txt', 'utf8')];
}

const listed = async (query: Readonly<Record<string, string>> = {}) => {
  const { data } = await scene.octokit.rest.actions.getActionsCacheList({
    owner: 'acme',
    repo: 'shop',
    ...query,
  });
  return data.actions_caches.map((one) => one.key);
};

describe('the cache double under the real client', () => {
  it('restores what was saved, and the list of the repository shows it', async () => {
    become();
    expect(await save('a-1', 'one')).toBeGreaterThan(0);
    expect(await restore('a-1')).toEqual(['a-1', 'one']);
    expect(await listed()).toEqual(['a-1']);
    expect(scene.sandbox.log.filter((entry) => entry.unknown)).toEqual([]);
    expect(scene.sandbox.log.map((entry) => entry.label).slice(0, 5)).toEqual([
      'CreateCacheEntry',
      'PUT blob',
      'FinalizeCacheEntryUpload',
      'GetCacheEntryDownloadURL',
      'GET blob',
    ]);
  });

  it('prefers the exact key, then the newest under a prefix, then the other keys', async () => {
    become();
    await save('a-1', 'one');
    await save('a-12', 'twelve');
    await save('b-1', 'bee');
    expect(await restore('a-1')).toEqual(['a-1', 'one']);
    expect(await restore('a-')).toEqual(['a-12', 'twelve']);
    expect(await restore('c-', ['d-', 'b'])).toEqual(['b-1', 'bee']);
    expect(await restore('x')).toBeUndefined();
  });

  it('never changes an entry', async () => {
    become();
    await save('a-1', 'one');
    expect(await save('a-1', 'two')).toBe(-1);
    expect(await restore('a-1')).toEqual(['a-1', 'one']);
  });

  it('keeps scopes apart: a branch reads the default branch, not the other way round', async () => {
    become({ ref: 'refs/heads/topic' });
    await save('a-topic', 'topic');
    become();
    await save('a-main', 'main');
    expect(await restore('a-topic')).toBeUndefined();
    become({ ref: 'refs/heads/topic' });
    expect(await restore('a-')).toEqual(['a-topic', 'topic']);
    expect(await restore('a-main')).toEqual(['a-main', 'main']);
  });

  it('another path is another version, and a miss', async () => {
    become();
    await save('a-1', 'one');
    expect(await restoreCache(['./state.txt'], 'a-1')).toBeUndefined();
  });

  it('a read-only token reads; a write-only one writes', async () => {
    become();
    await save('a-1', 'one');
    become({ mode: 'read' });
    vi.stubEnv('ACTIONS_CACHE_MODE', '');
    expect([await save('a-2', 'two'), await restore('a-1')]).toEqual([-1, ['a-1', 'one']]);
    become({ mode: 'write-only' });
    vi.stubEnv('ACTIONS_CACHE_MODE', '');
    expect(await save('a-3', 'three')).toBeGreaterThan(0);
    expect(await restore('a-1')).toBeUndefined();
  });

  it('a reserved key is taken and cannot be read', async () => {
    const token = become();
    await save('a-1', 'one');
    const version = scene.repository.state.caches[0]?.version ?? '';
    scene.sandbox.cache.reserve(token, 'a-2', version);
    expect(await save('a-2', 'two')).toBe(-1);
    expect(await restore('a-')).toEqual(['a-1', 'one']);
    expect(await listed()).toEqual(['a-1']);
  });

  it('forgets what was not read for a week, and the least recently read beyond the limit', async () => {
    become();
    await save('a-1', 'one');
    scene.sandbox.clock.advance(6 * 86_400_000);
    await save('a-2', 'two');
    await restore('a-1');
    scene.sandbox.clock.advance(6 * 86_400_000);
    expect(await restore('a-1')).toEqual(['a-1', 'one']);
    scene.sandbox.clock.advance(2 * 86_400_000);
    expect(await restore('a-2')).toBeUndefined();
    scene.sandbox.cache.state.limit = 200;
    await save('a-3', 'three');
    expect(await listed()).toEqual(['a-3']);
  });

  it('what REST deletes is gone for the client', async () => {
    become();
    await save('a-1', 'one');
    await save('b-1', 'bee');
    await scene.octokit.rest.actions.deleteActionsCacheByKey({ owner: 'acme', repo: 'shop', key: 'a-1' });
    expect([await restore('a-1'), await listed({ key: 'b' })]).toEqual([undefined, ['b-1']]);
    expect(await save('a-1', 'again')).toBeGreaterThan(0);
  });

  it('a blob comes in blocks too, and only at its signed address', async () => {
    const { cache } = scene.sandbox;
    const token = become();
    const call = async (method: string, body: object) => {
      const url = `${cache.url}/twirp/github.actions.results.api.v1.CacheService/${method}`;
      const headers = { authorization: `Bearer ${token.secret}`, 'content-type': 'application/json' };
      const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
      return (await response.json()) as Record<string, string>;
    };
    const { signed_upload_url: url = '' } = await call('CreateCacheEntry', { key: 'k', version: 'v' });
    const put = (query: string, body: string) => fetch(`${url}${query}`, { method: 'PUT', body });
    expect((await put('&comp=block&blockid=AA', 'one ')).status).toBe(201);
    expect((await put('&comp=block&blockid=AB', 'two')).status).toBe(201);
    const list = '<?xml version="1.0"?><BlockList><Latest>AA</Latest><Latest>AB</Latest></BlockList>';
    expect((await put('&comp=blocklist', list)).status).toBe(201);
    expect((await fetch(url.replace('sig=', 'sig=x'), { method: 'PUT', body: '' })).status).toBe(403);
    expect(await call('FinalizeCacheEntryUpload', { key: 'k', version: 'v', size_bytes: '6' })).toMatchObject(
      {
        code: 'failed_precondition',
      },
    );
    expect(await call('FinalizeCacheEntryUpload', { key: 'k', version: 'v', size_bytes: '7' })).toMatchObject(
      {
        ok: true,
      },
    );
    const found = await call('GetCacheEntryDownloadURL', { key: 'k', version: 'v' });
    expect(await (await fetch(found.signed_download_url ?? '')).text()).toBe('one two');
    expect((await fetch(`${cache.url}/twirp/x/Y`, { method: 'POST' })).status).toBe(501);
  });
});
