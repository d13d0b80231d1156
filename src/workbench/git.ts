import { spawnSync } from 'node:child_process';

/** What git answered. `out` is raw: paths may be any bytes. */
export interface GitAnswer {
  readonly ok: boolean;
  readonly out: Buffer;
  /** English, since the locale is fixed; never shown, only matched. */
  readonly error: string;
}

/** Where git works, and what it gets to read. */
export interface GitPlace {
  readonly gitDir: string;
  readonly index?: string;
  readonly workTree?: string;
  readonly input?: Buffer | string;
}

/**
 * Everything by which a repository makes git run a program, reach a network or leave its folder, switched off. None of
 * the repository's own configuration is read either: the git folder is ours.
 */
const CLOSED = [
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'core.attributesFile=/dev/null',
  'core.excludesFile=/dev/null',
  'core.protectHFS=true',
  'core.protectNTFS=true',
  'core.quotePath=false',
  'core.autocrlf=false',
  'core.bigFileThreshold=16m',
  'core.commitGraph=false',
  'protocol.allow=never',
  'submodule.recurse=false',
  'gc.auto=0',
  'maintenance.auto=false',
  'diff.external=',
].flatMap((setting) => ['-c', setting]);

/** Milliseconds: the largest known repositories check out within a minute. */
const TIMEOUT = 120_000;
/** Bytes of one answer; what we ask for is capped before. */
const MAX_ANSWER = 268_435_456;

/** Runs git with an environment of its own; never throws for what git says. */
export function git(place: GitPlace, args: readonly string[]): GitAnswer {
  const done = spawnSync('git', [...CLOSED, ...args], {
    cwd: place.workTree ?? place.gitDir,
    env: {
      PATH: process.env.PATH ?? '/usr/bin:/bin',
      HOME: place.gitDir,
      LC_ALL: 'C',
      GIT_DIR: place.gitDir,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_ATTR_NOSYSTEM: '1',
      GIT_TERMINAL_PROMPT: '0',
      GIT_NO_LAZY_FETCH: '1',
      GIT_OPTIONAL_LOCKS: '0',
      ...(place.index === undefined ? {} : { GIT_INDEX_FILE: place.index }),
      ...(place.workTree === undefined ? {} : { GIT_WORK_TREE: place.workTree }),
    },
    input: place.input ?? '',
    maxBuffer: MAX_ANSWER,
    timeout: TIMEOUT,
    killSignal: 'SIGKILL',
  });
  return {
    ok: done.status === 0 && done.error === undefined,
    out: done.stdout ?? Buffer.alloc(0),
    error: (done.stderr ?? Buffer.alloc(0)).toString('latin1').slice(0, 4_096),
  };
}
