import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder that is gone when `act` ends. */
export async function inScratch<T>(act: (folder: string) => T | Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    return await act(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function gitIn(folder: string, ...args: readonly string[]): string {
  const done = spawnSync('git', ['-c', 'user.name=dev', '-c', 'user.email=dev@example.com', ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (done.status !== 0) throw new Error(`git ${args.join(' ')}: ${done.stderr}`);
  return done.stdout.trim();
}

/** A file's text, or where a link leads. */
export type Seed = string | { readonly link: string };

/** A repository with one commit; answers its id. */
export function seedRepository(folder: string, files: Readonly<Record<string, Seed>>): string {
  for (const [path, seed] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    if (typeof seed === 'string') writeFileSync(join(folder, path), seed);
    else symlinkSync(seed.link, join(folder, path));
  }
  gitIn(folder, 'init', '-q', '-b', 'main');
  gitIn(folder, 'add', '-A');
  gitIn(folder, 'commit', '-q', '-m', 'base');
  return gitIn(folder, 'rev-parse', 'HEAD');
}
