import {
  childrenOf,
  coldShareOf,
  firstLook,
  type Windows,
  wholeHours,
  windowsOf,
} from '../../decide/performance/assemble.ts';
import { addedMs } from '../../decide/performance/attribute.ts';
import { findings } from '../../decide/performance/find.ts';
import { releasesOf } from '../../decide/performance/releases.ts';
import { slownessOf } from '../../decide/performance/slowness.ts';
import { isMissing, type Missing } from '../../domain/facts.ts';
import type {
  PerformanceFinding,
  Slowness,
  SpanFacts,
  SpanName,
  SpanRow,
  SpanTable,
  Window,
} from '../../domain/performance.ts';
import type { PerformancePolicy } from '../../domain/policy/performance.ts';
import type { SpanPort } from '../../domain/span-port.ts';

/** What a look at the spans found. */
export interface Look {
  readonly findings: readonly PerformanceFinding[];
  readonly window: Window;
  /** Names of requests that were looked at. */
  readonly names: number;
  /** Baselines that could not be had, and pages that failed: one sentence each. */
  readonly notices: readonly string[];
}

/**
 * Three tables first; then, for the few names that may be incidents, what tells whether they are and why: the trend, who
 * is behind the slow requests, the spans below, the code, the releases.
 */
export async function lookAtSpans(
  spans: SpanPort,
  policy: PerformancePolicy,
  now: string,
): Promise<Look | Missing> {
  const windows = windowsOf(now, policy.windowHours);
  const ops = Object.keys(policy.thresholds);
  const [current, lastWeek, previous] = await Promise.all(
    [windows.now, windows.lastWeek, windows.previous].map((window) => spans.table(window, ops)),
  );
  if (current === undefined || isMissing(current)) return current ?? NOTHING;
  const all = firstLook(current.rows, rowsOf(lastWeek), rowsOf(previous));
  const closer: SpanFacts[] = [];
  for (const facts of doubtful(all, policy, windows.now))
    closer.push(await lookCloser(spans, { facts, policy, windows }));
  return {
    findings: findings(closer, policy, windows.now).slice(0, policy.mostFindings),
    window: windows.now,
    names: all.length,
    notices: [...nothingSeen(current.rows, ops), ...noticesOf([current, lastWeek, previous])],
  };
}

/** One name of requests, looked at closely. */
export interface ReportedLook {
  readonly facts: SpanFacts;
  readonly slowness: Exclude<Slowness, { kind: 'calm' }>;
  readonly window: Window;
}

/** Requests that somebody else calls slow; `null`: their spans cannot be had, or they are neither slow nor slower. */
export async function lookAtReported(
  spans: SpanPort,
  { transaction, op, project }: SpanName,
  { policy, now }: { readonly policy: PerformancePolicy; readonly now: string },
): Promise<ReportedLook | null> {
  const windows = windowsOf(now, policy.windowHours);
  const [current, lastWeek, previous] = await Promise.all(
    [windows.now, windows.lastWeek, windows.previous].map((window) => spans.table(window, [], transaction)),
  );
  const all = firstLook(rowsOf(current), rowsOf(lastWeek), rowsOf(previous));
  const fits = (facts: SpanFacts) =>
    (facts.name.op === op ? 2 : 0) + (facts.name.project === project ? 1 : 0);
  const [first] = all.toSorted((a, b) => fits(b) - fits(a) || b.now.samples - a.now.samples);
  if (first === undefined) return null;
  const facts = await lookCloser(spans, { facts: first, policy, windows });
  const slowness = slownessOf(facts, policy, windows.now);
  return slowness.kind === 'calm' ? null : { facts, slowness, window: windows.now };
}

const NOTHING: Missing = {
  kind: 'missing',
  source: 'sentry',
  why: 'not-found',
  advice: 'Sentry gave no spans.',
};

function rowsOf(table: SpanTable<SpanRow> | Missing | undefined): readonly SpanRow[] {
  return table === undefined || isMissing(table) ? [] : table.rows;
}

/** No span at all is no calm: something is set up otherwise than it is here. */
function nothingSeen(rows: readonly SpanRow[], ops: readonly string[]): readonly string[] {
  if (rows.length > 0) return [];
  const watched = ops.slice(0, 5).join(', ');
  return [
    `Sentry has no spans of ${watched}${ops.length > 5 ? ', …' : ''} in this window: check \`sentry-projects\`, \`environment\`, \`performance.thresholds\` and that tracing is on.`,
  ];
}

function noticesOf(tables: readonly (SpanTable<SpanRow> | Missing | undefined)[]): readonly string[] {
  const sentences = tables.flatMap((table) => {
    if (table === undefined) return [];
    if (isMissing(table)) return [`A baseline is missing. ${table.advice}`];
    return table.complete
      ? []
      : ['Sentry has more span names than were read, or a page failed; those with the most time were read.'];
  });
  return [...new Set(sentences)];
}

/** Names that a closer look may turn into findings, those with the most time lost first. */
function doubtful(
  all: readonly SpanFacts[],
  policy: PerformancePolicy,
  window: Window,
): readonly SpanFacts[] {
  return all
    .filter((facts) => {
      const slowness = slownessOf(facts, policy, window);
      return (
        slowness.kind !== 'calm' || slowness.why === 'unusual-last-week' || slowness.why === 'no-baseline'
      );
    })
    .map((facts) => ({ facts, lost: facts.now.count * Math.max(addedMs(facts), facts.now.p95 ?? 0) }))
    .sort((a, b) => b.lost - a.lost)
    .slice(0, policy.mostFindings * 2)
    .map(({ facts }) => facts);
}

interface Closer {
  readonly facts: SpanFacts;
  readonly policy: PerformancePolicy;
  readonly windows: Windows;
}

async function lookCloser(spans: SpanPort, { facts, policy, windows }: Closer): Promise<SpanFacts> {
  const { transaction, op } = facts.name;
  const subject = { transaction, op };
  const trend = await spans.trend(windows.trend, subject);
  const known = { ...facts, trend: isMissing(trend) ? [] : wholeHours(trend, windows.trend) };
  const slowness = slownessOf(known, policy, windows.now);
  if (slowness.kind === 'calm') return known;
  const base = facts.lastWeek ?? facts.previous;
  const tail =
    slowness.kind === 'regressed' &&
    [slowness.lastWeek, slowness.previous].some((one) => one.kind === 'slower' && one.change.tailOnly);
  const share = tail && base?.p95 != null ? await spans.topUserShare(windows.now, subject, base.p95) : null;
  const topUserShare = share !== null && typeof share === 'object' ? null : share;
  return explained(spans, { facts: { ...known, topUserShare }, policy, windows });
}

/** Where the time goes, which code it names, and what was released. */
async function explained(spans: SpanPort, { facts, windows }: Closer): Promise<SpanFacts> {
  const { transaction, op } = facts.name;
  const subject = { transaction, op };
  const base = facts.lastWeek === null ? windows.previous : windows.lastWeek;
  const past = { from: windows.trend.from, to: windows.now.from };
  const [now, before, places] = await Promise.all([
    spans.children(windows.now, subject),
    spans.children(base, subject),
    spans.places(windows.now, subject),
  ]);
  const [releases, old] = await Promise.all([
    spans.releases(windows.now, subject),
    spans.releases(past, subject),
  ]);
  const children = isMissing(now) ? [] : childrenOf(facts, now.rows, isMissing(before) ? null : before.rows);
  return {
    ...facts,
    children,
    coldShare: coldShareOf(children),
    places: isMissing(places) ? [] : places.rows.slice(0, 50),
    ...(isMissing(releases) || isMissing(old) ? {} : releasesOf(releases.rows, old.rows)),
  };
}
