import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Command } from '../domain/commands.ts';
import { type ChildEnd, type ChildLimits, runChild } from './child.ts';
import type { TreeChange } from './compare.ts';
import { childEnvironment } from './environment.ts';
import type { Isolation } from './isolation.ts';
import { readHandedOver } from './patch-file.ts';
import type { Store } from './store.ts';
import { writeChanges, writeTree } from './trees.ts';

/** One tree on the bench, with folders of its own: two of them share nothing that a child could write to. */
export interface Room {
  readonly store: Store;
  readonly isolation: Isolation;
  /** Holds `tree`, `home`, `temp` and what is laid ready. */
  readonly place: string;
  readonly env: Readonly<Record<string, string>>;
}

/** What all rooms of a run share. */
export interface RoomSite {
  readonly store: Store;
  readonly isolation: Isolation;
  /** Folder for the rooms; other users may pass through it but not list it. */
  readonly folder: string;
  readonly job: Readonly<Record<string, string | undefined>>;
  readonly secrets: readonly string[];
}

/** What is put over a tree: changes of the patch, and files made of both sides. */
export interface Layer {
  readonly changes: readonly TreeChange[];
  readonly made: readonly { readonly path: string; readonly text: string }[];
}

/** Longest report that is read; a large suite's is a tenth of it. */
const MAX_REPORT = 16_777_216;

/**
 * Writes the tree into a new room and gives it to the user who will work there. Its name says nothing: a test that could
 * tell the base from the patched tree by it could pretend to prove something.
 */
export function openRoom(site: RoomSite, tree: string): Room {
  const { store, isolation, folder, job, secrets } = site;
  const place = join(folder, randomBytes(8).toString('hex'));
  const folders = { home: join(place, 'home'), temp: join(place, 'temp') };
  for (const made of [place, folders.home, folders.temp]) mkdirSync(made, { mode: 0o755 });
  const work = join(place, 'tree');
  writeTree(store, tree, work);
  // The folder around them stays ours: nobody can put a link in the place of one of them.
  giveAway(isolation, [work, folders.home, folders.temp]);
  return { store, isolation, place, env: childEnvironment(job, folders, secrets) };
}

/** Runs a command there, and reads the report of tests that it may have written. */
export async function runInRoom(
  room: Room,
  command: Command,
  limits: ChildLimits,
): Promise<ChildEnd & { readonly report: string | null }> {
  const report = join(room.place, 'temp', randomBytes(8).toString('hex'));
  const ended = await runChild({
    script: command.script,
    folder: join(room.place, 'tree', command.folder),
    env: { ...room.env, PATCHPILOT_REPORT: report },
    limits,
    isolation: room.isolation,
  });
  const read = readHandedOver({ path: report, limit: MAX_REPORT, digest: null });
  if (read.kind !== 'read') return { ...ended, report: null };
  // Some runners name a test by its file: the same test must have the same name in both rooms.
  return { ...ended, report: read.bytes.toString('utf8').replaceAll(`${join(room.place, 'tree')}/`, '') };
}

/**
 * Puts files of the patch over the tree. They are laid ready beside it and copied by the room's own user, so that a link
 * that something left in the tree leads nobody with more rights anywhere.
 */
export async function layOver(room: Room, layer: Layer, limits: ChildLimits): Promise<boolean> {
  const ready = join(room.place, '..', randomBytes(8).toString('hex'));
  writeChanges(room.store, layer.changes, ready);
  for (const { path, text } of layer.made) {
    mkdirSync(dirname(join(ready, path)), { recursive: true, mode: 0o755 });
    writeFileSync(join(ready, path), text, { mode: 0o644 });
  }
  const gone = layer.changes.flatMap(({ path, oldPath, newId }) =>
    newId === null ? [path] : oldPath === null ? [] : [oldPath],
  );
  const remove = gone.map((path) => `rm -rf -- ${quoted(path)}`);
  const script = [...remove, `cp -RP ${quoted(`${ready}/.`)} .`].join('\n');
  const ended = await runInRoom(room, { script, folder: '' }, limits);
  return ended.end === 'passed';
}

/** A word for `bash`, whatever it holds. */
function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

function giveAway({ uid, asRoot }: Isolation, folders: readonly string[]): void {
  if (uid === null) return;
  const [program = '', ...args] = [...asRoot, '/bin/chown', '-hR', `${uid}:${uid}`, ...folders];
  const done = spawnSync(program, args, { env: { PATH: '/usr/bin:/bin' }, stdio: 'ignore', cwd: '/' });
  if (done.status !== 0)
    throw new Error('the files of a tree could not be given to the user that works on it');
}

/** Removes everything, also what another user made. */
export function removeRooms(folder: string, isolation: Isolation | null): void {
  if (isolation !== null && isolation.asRoot.length > 0) {
    const [program = '', ...args] = [
      ...isolation.asRoot,
      '/bin/rm',
      '-rf',
      '--one-file-system',
      '--',
      folder,
    ];
    spawnSync(program, args, { env: { PATH: '/usr/bin:/bin' }, stdio: 'ignore', cwd: '/' });
  }
  rmSync(folder, { recursive: true, force: true });
}
