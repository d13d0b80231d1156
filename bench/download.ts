import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';

/** What a user's runner downloads at a tag: `git archive` honouring export-ignore, gzipped. Goal: ≤ 1 MB. */
const ROOT = resolve(import.meta.dirname, '..');
const archive = execFileSync('git', ['archive', '--format=tar', 'HEAD'], { cwd: ROOT, maxBuffer: 1 << 28 });
const files = execFileSync('tar', ['-tvf', '-'], { input: archive, encoding: 'utf8' });
console.log(files.trim());
console.log(
  `${(archive.length / 1e6).toFixed(2)} MB, compressed ${(gzipSync(archive, { level: 9 }).length / 1e6).toFixed(3)} MB (goal ≤ 1 MB)`,
);
