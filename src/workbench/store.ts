import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ConfigError } from '../domain/errors.ts';
import { type GitAnswer, git } from './git.ts';

/** A git folder of our own that borrows the workspace's objects: its configuration, hooks and attributes stay outside. */
export interface Store {
  readonly gitDir: string;
  /** Commit that the patch starts from. */
  readonly base: string;
  readonly baseTree: string;
}

/** Makes the store in a new folder. Throws ConfigError when the workspace does not hold the base. */
export function openStore(workspace: string, base: string, folder: string): Store {
  const gitDir = join(folder, 'store');
  mkdirSync(gitDir, { recursive: true, mode: 0o700 });
  const objects = objectsOf(workspace);
  const format = base.length === 64 ? ['--object-format=sha256'] : [];
  const made = git({ gitDir }, ['init', '--quiet', '--bare', '--template=', ...format, gitDir]);
  if (objects === null || !made.ok) throw noBase(base);
  if (isPartial(objects)) throw new ConfigError([PARTIAL]);
  mkdirSync(join(gitDir, 'objects/info'), { recursive: true });
  writeFileSync(join(gitDir, 'objects/info/alternates'), `${objects}\n`);
  const tree = line(git({ gitDir }, ['rev-parse', '--verify', '--quiet', `${base}^{tree}`]));
  const whole = tree !== null && git({ gitDir }, ['read-tree', `--index-output=${gitDir}/probe`, tree]).ok;
  if (tree === null || !whole) throw noBase(base);
  return { gitDir, base, baseTree: tree };
}

/** First line of an answer, or `null`. */
export function line({ ok, out }: GitAnswer): string | null {
  const text = out.toString('utf8').trim();
  return ok && text !== '' ? text : null;
}

/** Object folder of a checkout; follows the `.git` file of a linked work tree. */
function objectsOf(workspace: string): string | null {
  const dot = join(workspace, '.git');
  if (!existsSync(dot)) return null;
  let home = dot;
  if (statSync(dot).isFile()) {
    const link = /^gitdir: (.+)$/m.exec(readFileSync(dot, 'utf8'));
    if (link?.[1] === undefined) return null;
    home = resolve(workspace, link[1].trim());
    const common = join(home, 'commondir');
    if (existsSync(common)) home = resolve(home, readFileSync(common, 'utf8').trim());
  }
  const objects = join(home, 'objects');
  // A line break would add a second store, a leading quote is git's own quoting.
  return existsSync(objects) && !/[\r\n]/.test(objects) ? objects : null;
}

const PARTIAL =
  'The workspace holds only a part of the repository: check it out without `filter` and `sparse-checkout`, since nothing is fetched while a patch is judged.';

/** A clone with a filter marks its packs: files of the base may be missing, and would look like files that differ. */
function isPartial(objects: string): boolean {
  const packs = join(objects, 'pack');
  return existsSync(packs) && readdirSync(packs).some((name) => name.endsWith('.promisor'));
}

function noBase(base: string): ConfigError {
  return new ConfigError([
    `Input base-sha is "${base}", which is not in the workspace: check the repository out before this step, with \`ref: ${base}\` and \`persist-credentials: false\`.`,
  ]);
}
