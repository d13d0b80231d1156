import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { IsolationReport } from '../domain/proof.ts';
import { usersAtWork } from './processes.ts';

/** How children are started, so that they cannot touch what is not theirs. */
export interface Isolation {
  readonly report: IsolationReport;
  /** The user made up for this run; `null`: our own. */
  readonly uid: number | null;
  /** Words before every command of the project. */
  readonly enter: readonly string[];
  /** Words before a command of ours that needs rights over that user's files; empty when we are root. */
  readonly asRoot: readonly string[];
}

/** Ids that no system gives to an account: the range that systemd makes users from for one service run. */
const FIRST_UID = 61_184;
const LAST_UID = 65_519;

/**
 * Another user of this run's own where the machine lets us have one: root, or `sudo` without a password, with
 * `setpriv`. Its id is free, so that ending all its processes ends ours and no others, and limits count only ours.
 * `reach` are programs that it must be able to start; `folder` one that it must be able to enter.
 */
export function findIsolation(folder: string, path: string, reach: readonly string[]): Isolation {
  const setpriv = tool('setpriv');
  const root = rootWords();
  if (setpriv === null) return sameUser(path, 'there is no setpriv on this machine');
  if (root === null) return sameUser(path, 'this user is not root and may not use sudo without a password');
  const uid = freeUid();
  const enter = [...root, setpriv, ...become(uid), '--'];
  if (!works([...enter, 'sh', '-c', 'cd "$1"', 'sh', folder], path))
    return sameUser(path, 'the machine does not let us start a process as another user');
  const missing = reach.find(
    (name) =>
      !works(
        [...enter, 'env', `PATH=${path}`, 'sh', '-c', 'p=$(command -v "$1") && [ -x "$p" ]', 'sh', name],
        path,
      ),
  );
  if (missing !== undefined) return sameUser(path, `another user cannot reach ${missing}`);
  return {
    report: { kind: 'other-user', noNewPrivileges: true, why: '' },
    uid,
    enter,
    asRoot: root,
  };
}

/** Options of `setpriv` that leave a process with that id and nothing else. */
function become(uid: number): string[] {
  return [
    `--reuid=${uid}`,
    `--regid=${uid}`,
    '--clear-groups',
    '--no-new-privs',
    '--inh-caps=-all',
    '--bounding-set=-all',
  ];
}

/**
 * The job's own user, with as much as an ordinary user may take from itself: no new rights, and process numbers and
 * `/proc` of its own, in which no other process can be seen and nothing outlives the first. `why`: no other user.
 */
export function sameUser(path: string, why: string): Isolation {
  const [setpriv, unshare] = [tool('setpriv'), tool('unshare')];
  const guard = setpriv === null ? [] : [setpriv, '--no-new-privs', '--'];
  const alone = unshare === null ? [] : [unshare, ...ALONE, '--', ...FIRST];
  const enter = [[...guard, ...alone], guard].find((words) => works([...words, 'true'], path)) ?? [];
  const report = { kind: 'same-user', noNewPrivileges: guard.length > 0 && enter.length > 0, why } as const;
  return { report, uid: null, enter, asRoot: [] };
}

/** The first process of such a number space cannot be ended by a signal of its own: the command must be another. */
const FIRST = ['/bin/sh', '-c', '"$@"; exit $?', 'sh'];
const ALONE = ['--user', '--map-current-user', '--pid', '--fork', '--kill-child', '--mount-proc'];

/** Words that give root's rights; `null` when there are none to be had. */
function rootWords(): string[] | null {
  if (process.getuid?.() === 0) return [];
  const sudo = tool('sudo');
  return sudo !== null && works([sudo, '-n', 'true'], '/usr/bin:/bin') ? [sudo, '-n', '--'] : null;
}

/** Programs of the system are taken from the system's folders only, never from the job's `PATH`. */
function tool(name: string): string | null {
  return ['/usr/bin', '/bin', '/usr/sbin', '/sbin'].map((at) => `${at}/${name}`).find(existsSync) ?? null;
}

function freeUid(): number {
  const busy = usersAtWork();
  const accounts = new Set(
    (existsSync('/etc/passwd') ? readFileSync('/etc/passwd', 'utf8') : '')
      .split('\n')
      .map((entry) => Number(entry.split(':')[2])),
  );
  for (;;) {
    const uid = randomInt(FIRST_UID, LAST_UID + 1);
    if (!busy.has(uid) && !accounts.has(uid)) return uid;
  }
}

function works([program = '', ...args]: readonly string[], path: string): boolean {
  const options = { env: { PATH: path, LC_ALL: 'C' }, stdio: 'ignore', timeout: 10_000, cwd: '/' } as const;
  return spawnSync(program, args, options).status === 0;
}
