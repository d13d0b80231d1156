import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** Start-up to exit of a run that has nothing to do, as a ratio to `node -e 0` in the same session. Goal: ≤ 2.5. */
const ROOT = resolve(import.meta.dirname, '..');
const ROUNDS = 21;

const folder = mkdtempSync(join(tmpdir(), 'patchpilot-bench-'));
const event = join(folder, 'event.json');
const issue = { number: 1, body: 'The button is too small', user: { login: 'dev', id: 1, type: 'User' } };
writeFileSync(event, JSON.stringify({ action: 'opened', issue }));
const env = {
  PATH: process.env.PATH ?? '',
  GITHUB_REPOSITORY: 'acme/shop',
  GITHUB_EVENT_NAME: 'issues',
  GITHUB_EVENT_PATH: event,
  GITHUB_OUTPUT: join(folder, 'output'),
  RUNNER_TEMP: folder,
  INPUT_MODE: 'intake',
};
writeFileSync(env.GITHUB_OUTPUT, '');

function time(args: readonly string[]): number {
  const start = process.hrtime.bigint();
  const done = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`${args.join(' ')} failed:\n${done.stdout}${done.stderr}`);
  return Number(process.hrtime.bigint() - start) / 1e6;
}

const pairs = Array.from(
  { length: ROUNDS },
  () => [time(['-e', '0']), time([join(ROOT, 'dist/index.js')])] as const,
);
const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const ratio = median(pairs.map(([bare, run]) => run / bare));
rmSync(folder, { recursive: true, force: true });
console.log(
  `node -e 0: ${median(pairs.map(([bare]) => bare)).toFixed(1)} ms; a run with nothing to do: ${median(pairs.map(([, run]) => run)).toFixed(1)} ms`,
);
console.log(`ratio ${ratio.toFixed(2)} (median of ${ROUNDS} pairs; goal ≤ 2.5)`);
