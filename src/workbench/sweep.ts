import { spawnSync } from 'node:child_process';
import type { Isolation } from './isolation.ts';
import { seeProcesses, type Whose } from './processes.ts';

/** Rounds after which what still lives is left to the end of the job; one is enough but for a fork bomb. */
const MOST_ROUNDS = 100;

/**
 * Ends every process that a command left. As another user: one signal from that user to all of its own, which the
 * kernel delivers at once, so that no fork can slip through. As ourselves: the process group, then everything that
 * carries the run's mark, stopped first so that nothing can breed while the list is read. True when none is left.
 */
export function endAll(isolation: Isolation, whose: Whose): boolean {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    if (whose.kind === 'user') {
      const [program = '', ...args] = [...isolation.enter, '/bin/sh', '-c', 'kill -KILL -1'];
      spawnSync(program, args, {
        env: { PATH: '/usr/bin:/bin' },
        stdio: 'ignore',
        timeout: 10_000,
        cwd: '/',
      });
    } else {
      signal(-whose.group, 'SIGKILL');
      for (const { pid } of seeProcesses(whose)) signal(pid, 'SIGSTOP');
      for (const { pid } of seeProcesses(whose)) signal(pid, 'SIGKILL');
    }
    if (seeProcesses(whose).length === 0) return true;
  }
  return false;
}

function signal(pid: number, name: 'SIGSTOP' | 'SIGKILL'): void {
  if (pid === process.pid || pid === 0 || pid === 1 || pid === -1) return;
  try {
    process.kill(pid, name);
  } catch {
    // It ended by itself.
  }
}
