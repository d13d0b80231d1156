import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ChildEnd, type ChildLimits, runChild } from '../../src/workbench/child.ts';
import { childEnvironment } from '../../src/workbench/environment.ts';
import { findIsolation, type Isolation, sameUser } from '../../src/workbench/isolation.ts';
import { seeProcesses } from '../../src/workbench/processes.ts';
import { inScratch } from './scratch.ts';

const PATH = process.env.PATH ?? '/usr/bin:/bin';
const WALLS: ChildLimits = {
  milliseconds: 20_000,
  memoryBytes: 1_073_741_824,
  outputBytes: 1_048_576,
  processes: 200,
};

/** The kinds that this machine has: another user needs root or sudo. */
const KINDS: readonly (readonly [name: string, isolation: () => Isolation])[] = [
  ['as found', () => findIsolation('/tmp', PATH, ['bash'])],
  ['as the job’s own user', () => sameUser(PATH, 'a test')],
  ['as the job’s own user, with nothing to help', () => ({ ...sameUser(PATH, 'a test'), enter: [] })],
];

function run(isolation: Isolation, script: string, limits: Partial<ChildLimits> = {}): Promise<ChildEnd> {
  return runChild({
    script,
    folder: '/tmp',
    env: { PATH, HOME: '/tmp' },
    limits: { ...WALLS, ...limits },
    isolation,
  });
}

/** Processes with this word in their command line. */
function alive(word: string): number {
  return seeProcesses({ kind: 'mark', mark: word, group: -1 }).length;
}

describe.each(KINDS)('a command %s', (_, isolate) => {
  const isolation = isolate();

  it.each([
    ['true', 'passed', 0],
    ['exit 3', 'failed', 3],
    ['no-such-program', 'not-found', 127],
    ['false\necho never', 'failed', 1],
    ['false | cat', 'failed', 1],
    ['kill -KILL $$', 'failed', null],
  ])('%s → %s', async (script, end, exitCode) => {
    const ended = await run(isolation, script);
    expect(ended.end).toBe(end);
    if (exitCode !== null) expect(ended.exitCode).toBe(exitCode);
  });

  it('keeps the end of what it says', async () => {
    const { output } = await run(isolation, 'echo out; echo err >&2; exit 1');
    expect(output.split('\n').sort()).toEqual(['', 'err', 'out']);
  });

  it.each([
    ['that hangs', 'sleep 300'],
    ['that hears no signal', "trap '' TERM INT HUP; while :; do sleep 1; done"],
    ['that waits for input for ever', 'tail -f /dev/null'],
  ])('%s ends when its time is over', async (_name, script) => {
    const ended = await run(isolation, script, { milliseconds: 500 });
    expect(ended).toMatchObject({ end: 'timed-out', exitCode: null });
  });

  it('leaves nothing behind: not in the background, not in a session of its own', async () => {
    const word = `LEFT_${Math.round(performance.now() * 1_000)}`;
    const stay = 'sleep 300 & setsid sleep 300 & (setsid bash -c "sleep 300 & sleep 300" &)';
    const ended = await run(isolation, `export ${word}=1; ${stay}; sleep 0.1; echo done`);
    expect(ended).toMatchObject({ end: 'passed', output: 'done\n' });
    expect(alive(word)).toBe(0);
  });

  it('that breeds is stopped, with all its brood', async () => {
    const word = `BROOD_${Math.round(performance.now() * 1_000)}`;
    const bomb = `export ${word}=1; i=0; while [ $i -lt 1500 ]; do (setsid sleep 60 &) 2>/dev/null; i=$((i+1)); done; sleep 60`;
    const ended = await run(isolation, bomb, { processes: 40, milliseconds: 10_000 });
    expect(['too-many-processes', 'failed']).toContain(ended.end);
    expect(alive(word)).toBe(0);
  });

  it('that never stops talking is stopped', async () => {
    const ended = await run(isolation, 'yes');
    expect(ended.end).toBe('too-much-output');
    expect(ended.output.length).toBeLessThanOrEqual(65_536);
  });

  it('that eats memory is stopped', async () => {
    const eat = `node -e "const all = []; for (;;) all.push(Buffer.alloc(16e6, 1));"`;
    const ended = await run(isolation, eat, { memoryBytes: 300_000_000 });
    expect(ended.end).toBe('too-much-memory');
  });
});

describe('what children may touch', () => {
  const isolation = findIsolation('/tmp', PATH, ['bash']);
  const root = process.getuid?.() === 0;
  // Without root or sudo there is no other user to be; the proof says so then.
  const alone = isolation.uid === null;

  it.skipIf(alone || root)('who is not root becomes another user by sudo', () => {
    expect(isolation.report).toEqual({ kind: 'other-user', noNewPrivileges: true, why: '' });
    expect(isolation.enter.slice(0, 3).join(' ')).toMatch(/\/sudo -n --$/);
    expect(isolation.asRoot).toEqual(isolation.enter.slice(0, 3));
  });

  it.skipIf(alone || !root)('root needs no sudo for it', () => {
    expect(isolation.report).toEqual({ kind: 'other-user', noNewPrivileges: true, why: '' });
    expect(isolation.enter[0]).toMatch(/\/setpriv$/);
    expect(isolation.asRoot).toEqual([]);
  });

  it('a machine without either says why', () => {
    const { report } = sameUser(PATH, 'this user is not root and may not use sudo without a password');
    expect(report).toMatchObject({ kind: 'same-user', why: expect.stringContaining('may not use sudo') });
  });

  it.skipIf(alone)('another user’s rights: nothing of the job, no new ones', async () => {
    await inScratch(async (scratch) => {
      mkdirSync(join(scratch, 'job'));
      writeFileSync(join(scratch, 'job', 'secret'), 'top secret', { mode: 0o600 });
      const look = `cat ${scratch}/job/secret; echo x > ${scratch}/job/new; cat /proc/${process.pid}/environ; kill -0 ${process.pid}; id -u; grep NoNewPrivs /proc/self/status; grep CapBnd /proc/self/status`;
      const { output } = await run(isolation, look.replaceAll('; ', '\n').replace(/^(.*)$/gm, '$1 || true'));
      expect(output).not.toContain('top secret');
      expect(existsSync(join(scratch, 'job', 'new'))).toBe(false);
      expect(output).toContain(`\n${isolation.uid}\n`);
      expect(output).toMatch(/NoNewPrivs:\s1/);
      expect(output).toMatch(/CapBnd:\s0+$/m);
      expect(output).not.toContain(readFileSync('/proc/self/environ', 'utf8').split('\0')[0]);
    });
  });

  it('no variable of the job but a few', () => {
    const job = {
      PATH: '/usr/bin',
      JAVA_HOME_17_X64: '/opt/java',
      HTTPS_PROXY: 'http://user:secret@proxy:3128',
      https_proxy: 'http://proxy:3128',
      GITHUB_TOKEN: 'x',
      GITHUB_ENV: '/x',
      ACTIONS_RUNTIME_TOKEN: 'x',
      ACTIONS_CACHE_URL: 'x',
      'INPUT_GITHUB-TOKEN': 'x',
      NODE_AUTH_TOKEN: 'x',
      NODE_OPTIONS: '--require /x',
      LD_PRELOAD: '/x',
      BASH_ENV: '/x',
      SSH_AUTH_SOCK: '/x',
      GOPROXY: 'https://hunter2hunter2.example',
      HOME: '/home/runner',
    };
    const env = childEnvironment(job, { home: '/h', temp: '/t' }, ['hunter2hunter2']);
    const kept = Object.keys(job).filter((name) => name in env);
    expect(kept).toEqual(['PATH', 'JAVA_HOME_17_X64', 'https_proxy', 'HOME']);
    expect(env).toMatchObject({ HOME: '/h', TMPDIR: '/t', CI: 'true' });
  });
});
