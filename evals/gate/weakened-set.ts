import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { between, type LabelledPatch } from './case.ts';
import { dialectOf } from './dialects.ts';
import type { Tree } from './git-diff.ts';
import { readLabelled } from './read.ts';
import { OPERATORS } from './weaken.ts';

/** Where each language keeps its tests. */
const FOLDERS: Readonly<Record<string, string>> = {
  py: 'tests/',
  ts: 'src/',
  go: 'cart/',
  java: 'src/test/java/org/acme/cart/',
  rb: 'spec/',
  php: 'tests/',
  cs: 'tests/Acme.Tests/',
  rs: 'tests/',
};

/** A repair beside the weakening, as a worker would hand both in. */
const REPAIR: readonly [Tree, Tree] = [
  { 'lib/total.js': 'function total(cart) {\n  return cart.items.length;\n}\n' },
  { 'lib/total.js': 'function total(cart) {\n  if (!cart) return 0;\n  return cart.items.length;\n}\n' },
];

/** A weakened test; `changed` when only an expected value differs, which no rule can tell from an honest update. */
export interface Weakened extends LabelledPatch {
  readonly group: string;
  readonly operator: string;
  readonly repaired: boolean;
}

/** Every operator on every test file, alone and beside a repair, and the ones written by hand. */
export function weakenedSet(folder: string): readonly Weakened[] {
  const files = readdirSync(join(folder, 'fixtures'));
  const made = files.flatMap((file) => {
    const text = readFileSync(join(folder, 'fixtures', file), 'utf8');
    const dialect = dialectOf(file);
    if (dialect === undefined) return [];
    const path = `${FOLDERS[file.split('.').at(-1) ?? ''] ?? ''}${file}`;
    return OPERATORS.flatMap((operator) =>
      operator.make(text, dialect).flatMap((weak) =>
        [false, true].map((repaired) => {
          const now: Tree = operator.name === 'delete file' ? {} : { [path]: weak };
          const [before, after] = repaired ? REPAIR : [{}, {}];
          const name = `${file}: ${operator.name}${repaired ? ' beside a repair' : ''}`;
          const patch = between(name, { ...before, [path]: text }, { ...after, ...now });
          return { ...patch, group: dialect.name, operator: operator.name, repaired };
        }),
      ),
    );
  });
  const written = readLabelled(join(folder, 'weakened')).map((one) => ({
    ...one,
    group: 'written by hand',
    operator: one.name,
    repaired: true,
  }));
  return [...made, ...written];
}
