import { z } from 'zod';
import type { CodePlace, ReleaseRow, SpanRow, SpanTable, TrendPoint } from '../../domain/performance.ts';
import { untrusted } from '../../domain/trust.ts';
import { findInjection } from '../../safety/injection.ts';
import { positive, short } from './fields.ts';

/** Answer of `events/`: rows by the names of the fields that were asked for. */
export const TableAnswer = z.object({ data: z.array(z.record(z.string(), z.unknown())) });

type Json = Readonly<Record<string, unknown>>;

function number(json: Json, field: string): number | null {
  const value = json[field];
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null;
}

const ms = (json: Json, name: string) => number(json, `${name}(span.duration)`);

/** Percentiles may be `null` where a group has no sample; a row without name or op is of no use. */
export function spanRow(json: Json): SpanRow | null {
  const op = short(json['span.op']);
  const count = number(json, 'count()') ?? 0;
  if (op === null || op === '' || count === 0) return null;
  const transaction = short(json.transaction) ?? untrusted('');
  return {
    transaction,
    op: op.slice(0, 60),
    description:
      short(json['sentry.normalized_description']) ?? short(json['span.description']) ?? untrusted(''),
    project: short(json.project) ?? '',
    totalMs: ms(json, 'sum') ?? 0,
    timing: {
      p50: ms(json, 'p50'),
      p75: ms(json, 'p75'),
      p95: ms(json, 'p95'),
      p99: ms(json, 'p99'),
      avg: ms(json, 'avg'),
      count: Math.round(count),
      samples: samplesOf(json),
      users: number(json, 'count_unique(user)'),
    },
    injection: findInjection([{ field: 'transaction', text: transaction }]),
  };
}

/** Measured spans; where Sentry does not say, the answer was asked for without extrapolation. */
function samplesOf(json: Json): number {
  return Math.round(number(json, 'count_sample()') ?? number(json, 'count()') ?? 0);
}

export function codeRow(json: Json): CodePlace | null {
  const path = short(json['code.file.path'] ?? json['code.filepath']);
  const op = short(json['span.op']);
  if (path === null || path === '' || op === null) return null;
  return {
    path,
    line: positive(json['code.line.number'] ?? json['code.lineno']),
    function: short(json['code.function.name'] ?? json['code.function']),
    op: op.slice(0, 60),
  };
}

/** A release, or a user, with how many samples it has. Users are counted here and never kept. */
export function releaseRow(json: Json): ReleaseRow | null {
  const release = short(json.release);
  return { release: release === '' ? null : release, p95: ms(json, 'p95'), samples: samplesOf(json) };
}

/** Greatest share of one row; `null` when there are too few to say. */
export function topShare({ rows }: SpanTable<ReleaseRow>): number | null {
  const counts = rows.map(({ samples }) => samples);
  const all = counts.reduce((sum, count) => sum + count, 0);
  return all < LEAST_SLOW ? null : Math.max(...counts) / all;
}

const LEAST_SLOW = 10;

const Series = z.object({
  yAxis: z.string(),
  values: z.array(
    z.object({
      timestamp: z.number(),
      value: z.number().nullish().catch(null),
      sampleCount: z.number().nullish().catch(null),
    }),
  ),
});
const SeriesAnswer = z.object({ timeSeries: z.array(Series) });

/** Answer of `events-timeseries/`: the p95 with its samples, from its own values or from a second series. */
export function timeSeries(json: unknown): readonly TrendPoint[] | null {
  const parsed = SeriesAnswer.safeParse(json);
  if (!parsed.success) return null;
  const p95 = parsed.data.timeSeries.find(({ yAxis }) => yAxis.startsWith('p95('));
  const counts = parsed.data.timeSeries.find(({ yAxis }) => yAxis.startsWith('count'));
  const samples = new Map(counts?.values.map(({ timestamp, value }) => [timestamp, value ?? 0]));
  return (p95?.values ?? []).slice(0, 1_000).flatMap(({ timestamp, value, sampleCount }) => {
    // Milliseconds since the epoch; older answers gave seconds.
    const at = new Date(timestamp < 1e11 ? timestamp * 1_000 : timestamp);
    if (Number.isNaN(at.getTime())) return [];
    return [
      { at: at.toISOString(), p95: value ?? null, samples: sampleCount ?? samples.get(timestamp) ?? 0 },
    ];
  });
}
