import { spawnSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { minifySync } from 'rolldown/experimental';

const ROOT = resolve(import.meta.dirname, '..');

/** `tsc` to plain JavaScript, then ncc into one folder (docs/adr/0001-bundle.md). `out` is emptied first. */
export function build(out: string): void {
  const stage = join(ROOT, 'build');
  rmSync(stage, { recursive: true, force: true });
  run('tsc', ['-p', 'tsconfig.build.json']);
  rmSync(out, { recursive: true, force: true });
  run('ncc', ['build', join(stage, 'index.js'), '-o', out, '-m', '--license', 'licenses.txt']);
  for (const name of readdirSync(out)) {
    const path = join(out, name);
    if (name.endsWith('.js')) writeFileSync(path, withFinalNewline(shrink(name, readFileSync(path, 'utf8'))));
    // ncc keeps the mode of the file that it copied.
    chmodSync(path, 0o644);
  }
}

/** ncc minifies the entry only; what a run loads later would be downloaded at full length (bench/download.ts). */
function shrink(name: string, code: string): string {
  const { code: small, errors } = minifySync(name, code, { module: true, compress: true, mangle: true });
  if (errors.length > 0) throw new Error(`${name} cannot be minified: ${JSON.stringify(errors[0])}`);
  return small;
}

function withFinalNewline(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}

function run(tool: string, args: readonly string[]): void {
  const done = spawnSync(join(ROOT, 'node_modules/.bin', tool), args, { cwd: ROOT, encoding: 'utf8' });
  if (done.status !== 0) {
    process.stderr.write(`${tool} failed:\n${done.stdout}${done.stderr}\n`);
    process.exit(1);
  }
}

if (process.argv[1] === import.meta.filename) {
  build(resolve(ROOT, process.argv[2] ?? 'dist'));
}
