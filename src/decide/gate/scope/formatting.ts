import type { ChangedFile } from '../changed-file.ts';
import { type Gate, gateLine } from '../finding.ts';

/** A line without what formatters change: blanks, quotes, last commas and semicolons. */
const bare = (line: string): string => line.replace(/[\s"'`;,]/g, '');

/** How many changed lines say the same as before in another form. */
function formattedLines({ blocks, base, patched }: ChangedFile): number {
  let count = 0;
  for (const { baseFrom, baseTo, newFrom, newTo } of blocks) {
    const olds = base.lines.slice(baseFrom, baseTo).map(bare);
    const news = patched.lines.slice(newFrom, newTo).map(bare);
    if (olds.join('') === news.join('')) {
      count += Math.max(olds.length, news.length);
      continue;
    }
    const left = new Map<string, number>();
    for (const line of olds) if (line !== '') left.set(line, (left.get(line) ?? 0) + 1);
    for (const line of news) {
      const same = left.get(line) ?? 0;
      if (same > 0) count += 1;
      left.set(line, same - 1);
    }
  }
  return count;
}

/** A formatter that ran over a file hides the repair among lines that nobody needs to read. */
export const formatting: Gate = {
  name: 'formatting',
  clean: 'Only lines that mean something are changed.',
  look: ({ files, policy }) =>
    files.flatMap((file) => {
      if (file.kind !== 'code' && file.kind !== 'test') return [];
      const same = formattedLines(file);
      const changed = Math.max(file.added.length, file.removed.length);
      return same > policy.maxFormattingLines && same * 2 > changed
        ? [
            {
              outcome: 'needs-human' as const,
              why: 'many lines only change their form',
              line: gateLine(file.path, 0, `${same} of ${changed} changed lines`),
            },
          ]
        : [];
    }),
};
