/** A piece of a text that must not be shown: UTF-16 offsets, end exclusive; higher `rank` names a merged span. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly kind: string;
  readonly rank: number;
}

/** How sure a detector is of the *name* it gives: a vendor's own shape names a value better than its key does. */
export const RANK = { shape: 5, structure: 4, personal: 3, assigned: 2, neutral: 1 } as const;

/** Sorted, disjoint spans: overlapping ones become their union under the name of the highest rank. */
export function mergeSpans(spans: readonly Span[]): readonly Span[] {
  const sorted = [...spans].sort((a, b) => a.start - b.start || b.end - a.end);
  const merged: Span[] = [];
  for (const span of sorted) {
    const last = merged.at(-1);
    if (last === undefined || span.start >= last.end) {
      if (span.end > span.start) merged.push(span);
      continue;
    }
    const named = span.rank > last.rank ? span : last;
    merged[merged.length - 1] = { ...named, start: last.start, end: Math.max(last.end, span.end) };
  }
  return merged;
}

/** What is left of the spans outside of `holes` (sorted, disjoint): earlier placeholders are never touched. */
export function subtractSpans(spans: readonly Span[], holes: readonly Span[]): readonly Span[] {
  if (holes.length === 0) return spans;
  const left: Span[] = [];
  let first = 0;
  for (const span of spans) {
    while (first < holes.length && (holes[first]?.end ?? 0) <= span.start) first++;
    let start = span.start;
    for (let h = first; h < holes.length; h++) {
      const hole = holes[h];
      if (hole === undefined || hole.start >= span.end) break;
      if (hole.start > start) left.push({ ...span, start, end: hole.start });
      start = Math.max(start, hole.end);
    }
    if (start < span.end) left.push({ ...span, start });
  }
  return left;
}
