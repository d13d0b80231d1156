import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { commitText, type GitStore, treeBytes } from './objects.ts';

/** Writes a commit of the store, with all that it needs, into a real repository and checks it out: what actions/checkout does. */
export function checkOut(store: GitStore, sha: string, folder: string): void {
  const git = join(folder, '.git');
  for (const name of ['objects', 'refs/heads']) mkdirSync(join(git, name), { recursive: true });
  writeFileSync(join(git, 'HEAD'), `${sha}\n`);
  writeFileSync(join(git, 'config'), '[core]\n\trepositoryformatversion = 0\n\tbare = false\n');
  for (const [id, bytes] of store.blobs) putLoose(git, id, ['blob', bytes]);
  for (const [id, entries] of store.trees) putLoose(git, id, ['tree', treeBytes(entries)]);
  for (const [id, commit] of store.commits) putLoose(git, id, ['commit', Buffer.from(commitText(commit))]);
  const done = spawnSync('git', ['reset', '--quiet', '--hard', sha], { cwd: folder, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`git reset: ${done.stderr}`);
}

function putLoose(git: string, id: string, [type, bytes]: readonly [string, Buffer]): void {
  const path = join(git, 'objects', id.slice(0, 2), id.slice(2));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, deflateSync(Buffer.concat([Buffer.from(`${type} ${bytes.length}\0`), bytes])));
}
