import { spawnSync } from 'node:child_process';

/** What CI runs, in order; stops at the first failure. */
const STEPS = ['lint', 'typecheck', 'check:dist', 'test'] as const;

for (const step of STEPS) {
  console.log(`\n▸ npm run ${step}`);
  const done = spawnSync('npm', ['run', '--silent', step], { stdio: 'inherit' });
  if (done.status !== 0) {
    console.error(`\n${step} failed`);
    process.exit(done.status ?? 1);
  }
}
