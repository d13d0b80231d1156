import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { between, type LabelledPatch } from './case.ts';

/**
 * Reads labelled patches from text files: `# name` begins one, `=== path` a file of it, and each line of the file begins
 * with a blank (stays), `-` (goes) or `+` (comes). A file of `+` lines only is new.
 */
export function readLabelled(folder: string): readonly (LabelledPatch & { readonly group: string })[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .flatMap((name) => {
      const group = name.replace(/\.txt$/, '');
      const text = readFileSync(join(folder, name), 'utf8');
      return text
        .split(/^# /m)
        .slice(1)
        .map((part) => ({ group, ...readPart(part) }));
    });
}

function readPart(part: string): LabelledPatch {
  const [name = '', ...files] = part.split(/^=== /m);
  const base: Record<string, string> = {};
  const patched: Record<string, string> = {};
  for (const file of files) {
    const [path = '', ...lines] = file.replace(/\n$/, '').split('\n');
    const side = (sign: string) =>
      lines
        .filter((line) => line === '' || line.startsWith(' ') || line.startsWith(sign))
        .map((line) => `${line.slice(1)}\n`)
        .join('');
    if (lines.some((line) => line === '' || line.startsWith(' ') || line.startsWith('-')))
      base[path] = side('-');
    if (lines.some((line) => line === '' || line.startsWith(' ') || line.startsWith('+')))
      patched[path] = side('+');
  }
  return between(name.trim(), base, patched);
}
