/** One measured span, as an SDK sent it. */
export type StoredSpan = {
  /** ISO 8601. */
  readonly at: string;
  readonly op: string;
  readonly transaction: string;
  readonly description: string;
  readonly isTransaction: boolean;
  /** Milliseconds. */
  readonly duration: number;
  readonly project: string;
  readonly environment: string;
  readonly release: string | null;
  readonly user: string | null;
  /** Spans that this one stands for: 1 over its sample rate. */
  readonly weight: number;
  readonly code?: { readonly path: string; readonly line: number; readonly function: string };
};

/** Columns by which spans can be grouped. */
export const COLUMNS: Readonly<Record<string, (span: StoredSpan) => string | number | null>> = {
  transaction: (span) => span.transaction,
  'span.op': (span) => span.op,
  'span.description': (span) => span.description,
  'sentry.normalized_description': (span) => span.description,
  project: (span) => span.project,
  release: (span) => span.release,
  user: (span) => span.user,
  environment: (span) => span.environment,
  'code.file.path': (span) => span.code?.path ?? null,
  'code.line.number': (span) => span.code?.line ?? null,
  'code.function.name': (span) => span.code?.function ?? null,
  // What older SDKs send; none of these spans is so old.
  'code.filepath': () => null,
  'code.lineno': () => null,
  'code.function': () => null,
};

/** Functions over a group; `null` where the group is empty, as Sentry answers. */
export function aggregate(field: string, spans: readonly StoredSpan[], extrapolate: boolean): number | null {
  const weight = (span: StoredSpan) => (extrapolate ? span.weight : 1);
  const total = spans.reduce((sum, span) => sum + weight(span), 0);
  const time = spans.reduce((sum, span) => sum + weight(span) * span.duration, 0);
  const [, share] = /^p(50|75|90|95|99)\(span\.duration\)$/.exec(field) ?? [];
  if (share !== undefined) return percentile(spans, Number(share) / 100, extrapolate);
  switch (field) {
    case 'count()':
      return Math.round(total);
    case 'count_sample()':
      return spans.length;
    case 'count_unique(user)':
      return new Set(spans.flatMap(({ user }) => user ?? [])).size;
    case 'avg(span.duration)':
      return total === 0 ? null : time / total;
    case 'sum(span.duration)':
      return time;
    default:
      return null;
  }
}

function percentile(spans: readonly StoredSpan[], share: number, extrapolate: boolean): number | null {
  const sorted = spans.toSorted((a, b) => a.duration - b.duration);
  const weight = (span: StoredSpan) => (extrapolate ? span.weight : 1);
  let left = share * sorted.reduce((sum, span) => sum + weight(span), 0);
  for (const span of sorted) {
    left -= weight(span);
    if (left <= 0) return span.duration;
  }
  return sorted.at(-1)?.duration ?? null;
}

/** Whether a span fits one term of a search: `is_transaction`, lists, wildcards, `>` on durations, `has:`, `!`. */
export function fits(span: StoredSpan, [key, value]: readonly [string, string]): boolean {
  if (key.startsWith('!')) return !fits(span, [key.slice(1), value]);
  if (key === 'is_transaction') return String(span.isTransaction) === value;
  if (key === 'has') return COLUMNS[value]?.(span) != null;
  if (key === 'span.duration') return span.duration > Number(value.replace(/^>=?|ms$/g, ''));
  const column = COLUMNS[key];
  if (column === undefined) return true;
  const wanted = value.startsWith('[') ? value.slice(1, -1).split(',') : [value];
  return wanted.some((one) => one.trim() === String(column(span)));
}
