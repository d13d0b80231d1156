import { existsSync, mkdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DEFAULT_VERIFY_POLICY } from '../../src/domain/policy/verify.ts';
import { applyPatch } from '../../src/workbench/apply.ts';
import { openStore, type Store } from '../../src/workbench/store.ts';
import { writeTree } from '../../src/workbench/trees.ts';
import { CHANGE } from './hostile.ts';
import { gitIn, inScratch, type Seed, seedRepository } from './scratch.ts';

const LIMITS = DEFAULT_VERIFY_POLICY.patch;
const FILES: Readonly<Record<string, Seed>> = {
  'src/a.js': 'one\ntwo\nthree\n',
  'link-inside': { link: 'src/a.js' },
  'link-outside': { link: '/etc' },
  'link-nowhere': { link: '../../nowhere' },
};

function inStore(act: (store: Store, scratch: string) => void, files = FILES): Promise<void> {
  return inScratch((scratch) => {
    const work = join(scratch, 'work');
    mkdirSync(work);
    act(openStore(work, seedRepository(work, files), scratch), scratch);
  });
}

describe('trees on a disk', () => {
  it('hold no git folder, and no link that leaves them', () =>
    inStore((store, scratch) => {
      const folder = join(scratch, 'tree');
      writeTree(store, store.baseTree, folder);
      expect(existsSync(join(folder, '.git'))).toBe(false);
      expect(readlinkSync(join(folder, 'link-inside'))).toBe('src/a.js');
      expect(readFileSync(join(folder, 'link-outside'), 'utf8')).toBe('/etc');
      expect(readFileSync(join(folder, 'link-nowhere'), 'utf8')).toBe('../../nowhere');
    }));

  it('run nothing that the repository configures', () =>
    inScratch((scratch) => {
      const work = join(scratch, 'work');
      const mark = join(scratch, 'ran');
      mkdirSync(work);
      const base = seedRepository(work, { ...FILES, '.gitattributes': '*.js filter=evil diff=evil\n' });
      const keys = ['filter.evil.smudge', 'filter.evil.clean', 'diff.evil.command', 'diff.evil.textconv'];
      for (const key of [...keys, 'core.fsmonitor', 'core.sshCommand', 'diff.external'])
        gitIn(work, 'config', key, `touch ${mark}; cat`);
      mkdirSync(join(work, '.git/hooks'), { recursive: true });
      for (const hook of ['post-checkout', 'post-index-change'])
        writeFileSync(join(work, '.git/hooks', hook), `#!/bin/sh\ntouch ${mark}\n`, { mode: 0o755 });
      const store = openStore(work, base, scratch);
      expect(applyPatch(store, Buffer.from(CHANGE), LIMITS).kind).toBe('applied');
      writeTree(store, store.baseTree, join(scratch, 'tree'));
      expect(existsSync(mark)).toBe(false);
    }));

  it('work from a linked work tree', () =>
    inScratch((scratch) => {
      const work = join(scratch, 'work');
      mkdirSync(work);
      const base = seedRepository(work, FILES);
      gitIn(work, 'worktree', 'add', '-q', join(scratch, 'linked'), '-b', 'other');
      expect(openStore(join(scratch, 'linked'), base, scratch).baseTree).toMatch(/^[0-9a-f]{40}$/);
    }));

  it('are refused with the cure when the clone is partial', () =>
    inScratch((scratch) => {
      const work = join(scratch, 'work');
      mkdirSync(work);
      const base = seedRepository(work, FILES);
      writeFileSync(join(work, '.git/objects/pack/pack-1.promisor'), '');
      expect(() => openStore(work, base, scratch)).toThrow(/without `filter` and `sparse-checkout`/);
    }));

  it('are refused with the cure when the workspace does not hold the base', () =>
    inScratch((scratch) => {
      expect(() => openStore(scratch, 'a'.repeat(40), scratch)).toThrow(/check the repository out/);
    }));
});
