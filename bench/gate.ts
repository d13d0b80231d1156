import { judgePatch } from '../src/decide/gate/judge.ts';
import type { PatchFile } from '../src/domain/gate.ts';
import { DEFAULT_GATE_POLICY } from '../src/domain/policy/gate.ts';
import { findInvisible, findSecrets } from '../src/safety/patch-scan.ts';

/** Every static gate over a patch of about 200 KB in ten files, beside one of 2 KB in one. Goal: ≤ 300 ms. */
const ROUNDS = 15;

function file(index: number, lines: number): PatchFile {
  const line = (n: number, mark: string) =>
    `export function part${n}(value) { if (!value) throw new Error('no ${mark} ${n}'); return value.items.map((item) => item.price * ${n}); }`;
  const text = (mark: string) => Array.from({ length: lines }, (_, n) => line(n, mark)).join('\n');
  const [base, patched] = [text('value'), text('amount')];
  const path = `src/module-${index}.js`;
  return { path, oldMode: '100644', newMode: '100644', base, patched, binary: false, bytes: patched.length };
}

function once(files: readonly PatchFile[]): number {
  const began = performance.now();
  const scanned = { secrets: findSecrets(files), invisible: findInvisible(files) };
  judgePatch({ files, suspects: [], faults: [], ...scanned }, DEFAULT_GATE_POLICY);
  return performance.now() - began;
}

function median(files: readonly PatchFile[]): number {
  const times = Array.from({ length: ROUNDS }, () => once(files)).sort((a, b) => a - b);
  return times[Math.floor(ROUNDS / 2)] ?? Number.NaN;
}

const small = [file(0, 15)];
const large = Array.from({ length: 10 }, (_, index) => file(index, 150));
const size = (files: readonly PatchFile[]) =>
  (files.reduce((sum, one) => sum + one.bytes, 0) / 1_000).toFixed(0);
const first = once(large);
const [a, b] = [median(small), median(large)];
console.log(
  `${size(small)} KB: ${a.toFixed(1)} ms; ${size(large)} KB: ${b.toFixed(0)} ms (first call ${first.toFixed(0)} ms; goal ≤ 300 ms)`,
);
