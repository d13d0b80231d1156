import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { build } from './build.ts';

/** Builds into an empty folder and compares file lists and bytes with the committed dist/. */
const committed = resolve(import.meta.dirname, '../dist');
const fresh = mkdtempSync(join(tmpdir(), 'patchpilot-dist-'));
build(fresh);

const list = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();

const [have, want] = [list(committed), list(fresh)];
const problems = [
  ...want.filter((name) => !have.includes(name)).map((name) => `dist/${name} is missing`),
  ...have.filter((name) => !want.includes(name)).map((name) => `dist/${name} is left over`),
  ...want
    .filter(
      (name) =>
        have.includes(name) && !readFileSync(join(committed, name)).equals(readFileSync(join(fresh, name))),
    )
    .map((name) => `dist/${name} differs from what the sources build`),
];
rmSync(fresh, { recursive: true, force: true });
for (const problem of problems) console.error(problem);
if (problems.length > 0) {
  console.error('Run `npm run build` and commit dist/ as `build: dist`.');
  process.exitCode = 1;
} else {
  console.log(`dist/ is byte for byte what the sources build (${want.length} files).`);
}
