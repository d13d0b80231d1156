import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffTrees } from '../../sandbox/git/changes.ts';
import { compareCommits } from '../../sandbox/git/history.ts';
import { createStore, type GitStore, putCommit } from '../../sandbox/git/objects.ts';
import { changeTree, flatten, writeTree } from '../../sandbox/git/tree.ts';

const who = { name: 'a', email: 'a@b.c', date: '2026-01-01T00:00:00Z' };
let made = 0;
function commit(store: GitStore, ...parents: string[]): string {
  made += 1;
  const tree = changeTree(store, undefined, {});
  const base = { author: who, committer: who, verified: false };
  return putCommit(store, { ...base, tree, parents, message: `commit ${made}` }).sha;
}

describe('trees', () => {
  it('sort and hash as git does, whatever the names', () => {
    // `a-b`, `a.b` and `a/b` sort differently as files and as folders; `é` sorts by its bytes.
    const files = {
      'a-b': '1',
      'a.b': '2',
      'a/b': '3',
      a0: '4',
      'B/é': '5',
      'B/e': '6',
      'z/y/x/w': '7',
      empty: '',
    };
    const dir = mkdtempSync(join(tmpdir(), 'trees-'));
    try {
      execFileSync('git', ['init', '-q'], { cwd: dir });
      for (const [path, content] of Object.entries(files)) {
        mkdirSync(dirname(join(dir, path)), { recursive: true });
        writeFileSync(join(dir, path), content);
      }
      execFileSync('git', ['add', '-A'], { cwd: dir });
      const tree = execFileSync('git', ['write-tree'], { cwd: dir, encoding: 'utf8' }).trim();
      expect(changeTree(createStore(), undefined, files)).toBe(tree);
    } finally {
      rmSync(dir, { recursive: true });
    }
  });

  const path = fc
    .array(fc.constantFrom('a', 'b', 'a.b', 'c-d'), { minLength: 1, maxLength: 3 })
    .map((parts) => `${parts.join('/')}/f`);
  const fileMap = fc.dictionary(path, fc.constantFrom('x\n', 'y\n', 'x\ny\n', ''));

  it('give back what went in', () => {
    fc.assert(
      fc.property(fileMap, (files) => {
        const store = createStore();
        const tree = changeTree(store, undefined, files);
        expect([...flatten(store, tree).keys()].sort()).toEqual(Object.keys(files).sort());
        expect(writeTree(store, flatten(store, tree))).toBe(tree);
      }),
    );
  });

  it('differ by exactly the changes that lead from one to the other', () => {
    fc.assert(
      fc.property(fileMap, fileMap, (before, after) => {
        const store = createStore();
        const [from, to] = [changeTree(store, undefined, before), changeTree(store, undefined, after)];
        const flat = flatten(store, from);
        for (const change of diffTrees(store, from, to)) {
          if (change.previousPath !== undefined) flat.delete(change.previousPath);
          if (change.status === 'removed') flat.delete(change.path);
          else flat.set(change.path, { mode: '100644', sha: change.sha });
        }
        expect(writeTree(store, flat)).toBe(to);
      }),
    );
  });
});

describe('comparisons', () => {
  it('know ancestors from strangers', () => {
    const store = createStore();
    const root = commit(store);
    const left = commit(store, root);
    const right = commit(store, root);
    const merge = commit(store, left, right);
    const status = (base: string, head: string) => compareCommits(store, base, head).status;
    expect(status(root, merge)).toBe('ahead');
    expect(status(merge, right)).toBe('behind');
    expect(status(left, right)).toBe('diverged');
    expect(status(merge, merge)).toBe('identical');
    expect(compareCommits(store, left, right).mergeBase?.sha).toBe(root);
    expect(
      compareCommits(store, left, merge)
        .ahead.map(({ sha }) => sha)
        .sort(),
    ).toEqual([right, merge].sort());
  });
});
