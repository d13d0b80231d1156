import type { PerformanceRecord, Timing } from '../domain/performance.ts';
import type { SlowReport } from '../domain/slow-evidence.ts';
import type { SafeText } from '../domain/trust.ts';
import { inlineText } from '../safety/code.ts';
import { lineChart, lines, markdown, paragraphs, table } from '../safety/markdown.ts';
import { minuteOf, oneDecimal } from './measure.ts';

const ONSET: Readonly<Record<'step' | 'sustained' | 'gradual', SafeText>> = {
  step: markdown`since this window`,
  sustained: markdown`since some day of the last week, and it stayed so`,
  gradual: markdown`a little more every day`,
};

const ROWS = ['p50', 'p75', 'p95', 'p99'] as const;

/** What was measured: a sentence, a table of percentiles, where the time goes, and the trend as a chart. */
export function renderPerformance(record: PerformanceRecord): SafeText {
  return paragraphs([
    markdown`${inlineText(record.name, 200)} (${inlineText(record.op, 60)}) ${headline(record)}`,
    percentiles(record),
    lines([cause(record), lost(record), release(record)]),
    releases(record),
    record.trend.length > 2 ? chart(record) : null,
  ]);
}

/** One sentence for a title, a brief or a pull request. */
export function headline({ kind, change, onset, now, thresholdMs }: PerformanceRecord): SafeText {
  if (kind === 'slow')
    return markdown`is slow: 5 % of its requests take more than ${duration(now.p95)}, over the limit of ${duration(thresholdMs)}.`;
  const who = change?.tailOnly === true ? markdown`its slowest requests take` : markdown`its requests take`;
  return change === null
    ? markdown`got slower.`
    : markdown`got slower: ${who} ${change.ratio} times as long (95 % interval ${change.lower} to ${change.upper}), ${onset === null ? markdown`since this window` : ONSET[onset]}.`;
}

function percentiles({ now, lastWeek, previous, window }: PerformanceRecord): SafeText {
  const base = lastWeek ?? previous;
  const rows = ROWS.map((key) => [
    markdown`${label(key)}`,
    duration(now[key]),
    duration(lastWeek?.[key] ?? null),
    duration(previous?.[key] ?? null),
    change(now[key], base?.[key] ?? null),
  ]);
  const count = (timing: Timing | null) =>
    timing === null ? markdown`–` : markdown`${timing.count} (${timing.samples})`;
  rows.push([
    markdown`requests (measured)`,
    count(now),
    count(lastWeek),
    count(previous),
    change(now.count, base?.count ?? null),
  ]);
  const head = [
    markdown` `,
    markdown`Now`,
    markdown`Same hours last week`,
    markdown`Window before`,
    markdown`Change`,
  ];
  return paragraphs([
    table(head, rows),
    markdown`<sub>${inlineText(minuteOf(window.from), 20)} to ${inlineText(minuteOf(window.to), 20)} UTC. Requests are extrapolated from the measured ones; certainty rests on those.</sub>`,
  ]);
}

function label(key: (typeof ROWS)[number]): SafeText {
  return { p50: markdown`p50`, p75: markdown`p75`, p95: markdown`p95`, p99: markdown`p99` }[key];
}

function change(now: number | null, base: number | null): SafeText {
  if (now === null || base === null || base <= 0) return markdown`–`;
  const percent = Math.round((now / base - 1) * 100);
  return percent > 0 ? markdown`+${percent} %` : markdown`${percent} %`;
}

/** `1.2 s`, `340 ms`. */
export function duration(ms: number | null): SafeText {
  if (ms === null) return markdown`–`;
  return ms >= 1_000 ? markdown`${oneDecimal(ms / 1_000)} s` : markdown`${Math.round(ms)} ms`;
}

function cause({ cause: kind, child }: PerformanceRecord): SafeText {
  if (kind === 'cold-start') return markdown`- **Where the time goes**: instances start cold more often.`;
  if (child === null)
    return markdown`- **Where the time goes**: no span below explains it; it is the code itself, or something that nobody instrumented.`;
  const what = markdown`${inlineText(child.op, 60)} ${inlineText(child.description, 200)}`;
  const before = child.perRequestBefore === null ? markdown`` : markdown`, ${child.perRequestBefore} before`;
  const often = markdown`${child.perRequest} times a request${before}, ${duration(child.msPerRequest)} in all`;
  return kind === 'n-plus-one'
    ? markdown`- **Where the time goes**: a loop of ${what} (${often}).`
    : markdown`- **Where the time goes**: ${what} (${often}).`;
}

function lost({ lost: { hoursPerDay, requestsPerDay, users } }: PerformanceRecord): SafeText {
  const people = users === null ? markdown`` : markdown`, by at least ${users} users`;
  return markdown`- **Time lost**: ${oneDecimal(hoursPerDay)} hours a day over ${requestsPerDay} requests${people}.`;
}

function release({ newRelease }: PerformanceRecord): SafeText | null {
  return newRelease === null
    ? null
    : markdown`- **Slow since** release ${inlineText(newRelease, 80)}, which no window before has seen.`;
}

/** Which release is slow: requests of the same hours, side by side. */
function releases({ releases: rows = [] }: PerformanceRecord): SafeText | null {
  if (rows.length === 0) return null;
  return table(
    [markdown`Release`, markdown`p95 now`, markdown`measured`, markdown` `],
    rows.map(({ release: name, p95, samples, isNew }) => [
      inlineText(name, 80),
      duration(p95),
      markdown`${samples}`,
      isNew ? markdown`new` : markdown` `,
    ]),
  );
}

/** What Sentry's own rule about speed says. */
export function renderReport({
  rule,
  op,
  description,
  parent,
  change: shift,
  ...seen
}: SlowReport): SafeText {
  const { count, totalMs } = seen;
  const many = count === null ? markdown`spans` : markdown`${count} spans`;
  const long = totalMs === null || totalMs === 0 ? markdown`` : markdown`, ${duration(totalMs)} in all`;
  const inside = parent === null || parent === '' ? markdown`` : markdown`, below ${inlineText(parent, 120)}`;
  const blamed = markdown`: ${many} of ${inlineText(op, 60)} ${inlineText(description, 200)} in one request${long}${inside}`;
  const since = shift?.at == null ? markdown`` : markdown`, since ${inlineText(minuteOf(shift.at), 20)} UTC`;
  const moved =
    shift === null
      ? markdown``
      : markdown`: p95 from ${duration(shift.beforeMs)} to ${duration(shift.afterMs)}${since}`;
  return markdown`**Sentry’s rule** ${inlineText(rule, 100)}${description === '' ? moved : blamed}.`;
}

function chart({ trend }: PerformanceRecord): SafeText {
  const [first, last] = [trend[0]?.at ?? '', trend.at(-1)?.at ?? ''];
  return lineChart(
    { title: `p95 in ms, ${minuteOf(first).slice(0, 10)} to ${minuteOf(last).slice(0, 10)}`, unit: 'ms' },
    trend.map(({ ms }) => ms),
  );
}
