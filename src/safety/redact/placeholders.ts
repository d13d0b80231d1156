import { RANK, type Span } from './span.ts';

/**
 * Which placeholder stands for which value, for one run: equal values get equal placeholders in every text. It holds
 * the values in clear, so it stays in memory: never write it anywhere.
 */
export type PlaceholderTable = ReadonlyMap<string, string>;

export const NO_PLACEHOLDERS: PlaceholderTable = new Map();

const PLACEHOLDER = /\[[a-z][a-z0-9-]{0,47}:\d{1,7}\]/g;

/** The placeholders that a text already holds; they are opaque to every detector. */
export function findPlaceholders(text: string): readonly Span[] {
  return Array.from(text.matchAll(PLACEHOLDER), (match) => ({
    start: match.index,
    end: match.index + match[0].length,
    kind: 'placeholder',
    rank: RANK.shape,
  }));
}

/** A table that grows: a copy of `before` is made with the first new value only. */
export function growTable(before: PlaceholderTable) {
  let table = before;
  const counts = new Map<string, number>();
  for (const placeholder of before.values()) {
    const [kind = '', number = '0'] = placeholder.slice(1, -1).split(':');
    counts.set(kind, Math.max(counts.get(kind) ?? 0, Number(number)));
  }
  let own: Map<string, string> | undefined;
  return {
    /** The placeholder of a value: the one it already has, under whatever kind it was first seen. */
    of(kind: string, value: string): string {
      const known = table.get(value);
      if (known !== undefined) return known;
      const number = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, number);
      own ??= new Map(before);
      own.set(value, `[${kind}:${number}]`);
      table = own;
      return `[${kind}:${number}]`;
    },
    table: (): PlaceholderTable => table,
  };
}
