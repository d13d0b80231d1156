import { appendFileSync, existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CacheMode } from '../../sandbox/cache/state.ts';
import { type MemoryOptions, openMemory } from '../../src/memory/memory.ts';
import { createGitHubClient } from '../../src/runner/octokit.ts';
import { type Loopback, startLoopback } from './loopback.ts';
import { CLASS, lesson } from './rows.ts';

let loopback: Loopback;
let temp: string;
beforeEach(async () => {
  loopback = await startLoopback();
  temp = mkdtempSync(join(tmpdir(), 'patchpilot-memory-'));
});
afterEach(() => loopback.close());

const subject = { fingerprint: CLASS, paths: ['src/cart.ts'], message: 'cannot read price' };

function options(id: number, mode: CacheMode = 'write'): MemoryOptions {
  const { run } = loopback.run(id, { mode });
  return {
    api: createGitHubClient({
      paced: false,
      token: `ghs_run${id}write`,
      apiUrl: loopback.sandbox.github.url,
      notice: () => undefined,
    }),
    owner: 'acme',
    repository: 'shop',
    refs: ['refs/heads/main'],
    run,
    access: {
      url: process.env.ACTIONS_RESULTS_URL ?? '',
      token: process.env.ACTIONS_RUNTIME_TOKEN ?? '',
    },
    temp,
    journal: join(temp, 'rows.jsonl'),
    notice: (text) => loopback.notices.push(text),
  };
}

describe('the memory of a mode', () => {
  it('recalls in the next run what this one remembered', async () => {
    const first = await openMemory(options(1));
    expect([first.missing, first.recall(subject)]).toEqual([true, []]);
    first.remember([lesson()]);
    expect(first.recall(subject).length).toBe(1);
    expect((await first.save()).kind).toBe('saved');
    const second = await openMemory(options(2));
    expect([second.missing, second.recall(subject)[0]?.hint]).toEqual([
      false,
      '2026-10-03 recovered: skip lines whose product is gone (src/cart.ts); cause: a cart line without a product',
    ]);
    expect((await second.save()).kind).toBe('unchanged');
  });

  it('a run that dies leaves its rows to its post step, once', async () => {
    const dying = await openMemory(options(1));
    dying.remember([lesson()]);
    const post = await openMemory(options(1));
    expect((await post.save()).kind).toBe('saved');
    expect(existsSync(join(temp, 'rows.jsonl'))).toBe(false);
    expect((await (await openMemory(options(2))).save()).kind).toBe('unchanged');
  });

  it('reads no nonsense from a journal', async () => {
    const journal = join(temp, 'rows.jsonl');
    writeFileSync(journal, 'nonsense\n{"kind":"evil"}\n{"kind":"lesson","at":"now"}\n');
    appendFileSync(journal, `${JSON.stringify({ ...lesson(), extra: 1 })}\n${JSON.stringify(lesson())}\n`);
    const memory = await openMemory(options(1));
    expect(memory.recall(subject).length).toBe(1);
  });

  it('goes on without a cache service, and without a service that answers', async () => {
    const none = await openMemory({ ...options(1), access: null });
    none.remember([lesson()]);
    expect(none.recall(subject).length).toBe(1);
    expect((await none.save()).kind).toBe('read-only');
    expect(loopback.notices.length).toBe(1);
    const dead = { ...options(2), access: { url: 'http://127.0.0.1:9/', token: 'x' } };
    expect((await openMemory(dead)).missing).toBe(true);
    expect(loopback.notices.length).toBe(2);
  });

  it('a read-only run keeps its rows to itself', async () => {
    const memory = await openMemory(options(1, 'read'));
    memory.remember([lesson()]);
    expect((await memory.save()).kind).toBe('read-only');
    expect(existsSync(join(temp, 'rows.jsonl'))).toBe(false);
  });
});
