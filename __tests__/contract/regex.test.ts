import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parse } from '@babel/parser';
import { checkSync } from 'recheck';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const files = readdirSync(join(ROOT, 'src'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.d.ts'))
  .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)));

interface Literal {
  readonly pattern: string;
  readonly flags: string;
}

/** Every regular expression literal of a file. */
function literals(file: string): Literal[] {
  const found: Literal[] = [];
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) for (const one of node) walk(one);
    else if (typeof node === 'object' && node !== null) {
      if ((node as { type?: string }).type === 'RegExpLiteral') found.push(node as unknown as Literal);
      for (const [key, value] of Object.entries(node)) if (key !== 'loc' && key !== 'extra') walk(value);
    }
  };
  walk(
    parse(readFileSync(join(ROOT, file), 'utf8'), { sourceType: 'module', plugins: ['typescript'] }).program,
  );
  return found;
}

describe('regular expressions', () => {
  it.each(files.map((file) => [file, literals(file)] as const).filter(([, found]) => found.length > 0))(
    '%s has none that blows up',
    (_, found) => {
      const bad = found.filter(({ pattern, flags }) => {
        // The checker does not know Unicode property escapes of the newest versions; those are single classes anyway.
        const result = checkSync(pattern, flags.replace('v', 'u'), { timeout: 250, checker: 'automaton' });
        return result.status === 'vulnerable' && result.complexity.type === 'exponential';
      });
      expect(bad.map(({ pattern, flags }) => `/${pattern}/${flags}`)).toEqual([]);
    },
  );
});
