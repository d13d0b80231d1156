import {
  type Change,
  MOST_TREND_POINTS,
  type PerformanceCase,
  type PerformanceFinding,
  type PerformanceRecord,
  type Timing,
  type TrendPoint,
  type Window,
} from '../../domain/performance.ts';
import { untrusted } from '../../domain/trust.ts';

/** The case that a finding makes. */
export function caseOf(finding: PerformanceFinding): PerformanceCase {
  const { facts, attribution, lost } = finding;
  return {
    class: finding.class,
    name: facts.name,
    places: facts.places,
    attribution,
    score: lost.score,
    finding,
    texts: new Map(),
  };
}

/** What the record keeps of a finding. */
export function performanceRecord(
  { facts, slowness, attribution, lost, class: { parts } }: PerformanceFinding,
  window: Window,
): PerformanceRecord {
  const child = attribution.kind === 'n-plus-one' || attribution.kind === 'child' ? attribution.child : null;
  return {
    op: facts.name.op,
    name: untrusted(parts.message),
    kind: slowness.kind,
    onset: slowness.kind === 'regressed' ? slowness.onset : null,
    window,
    now: rounded(facts.now),
    lastWeek: facts.lastWeek === null ? null : rounded(facts.lastWeek),
    previous: facts.previous === null ? null : rounded(facts.previous),
    change: changeOf(slowness),
    thresholdMs: slowness.kind === 'slow' ? slowness.thresholdMs : null,
    cause: attribution.kind,
    child:
      child === null
        ? null
        : {
            op: child.op,
            description: untrusted(child.description.slice(0, 280)),
            perRequest: oneDecimal(child.perRequest),
            perRequestBefore: child.before === null ? null : oneDecimal(child.before.perRequest),
            msPerRequest: oneDecimal(child.msPerRequest),
          },
    lost,
    newRelease: facts.newRelease === null ? null : untrusted(facts.newRelease.slice(0, 256)),
    ...releasesShown(facts),
    trend: thinned(facts.trend),
  };
}

function changeOf(slowness: PerformanceFinding['slowness']): Change | null {
  if (slowness.kind === 'slow') return null;
  const { lastWeek, previous } = slowness;
  if (lastWeek.kind !== 'unknown') return lastWeek.change;
  return previous.kind === 'unknown' ? null : previous.change;
}

/** A single release that is not new tells nothing. */
function releasesShown({ releases = [] }: PerformanceFinding['facts']): Pick<PerformanceRecord, 'releases'> {
  if (releases.length < 2 && releases.every(({ isNew }) => !isNew)) return {};
  const shown = releases.map(({ release, p95, ...more }) => ({
    ...more,
    release: untrusted(release.slice(0, 256)),
    p95: p95 === null ? null : oneDecimal(p95),
  }));
  return { releases: shown };
}

function oneDecimal(value: number): number {
  return Math.round(value * 10) / 10;
}

function rounded(timing: Timing): Timing {
  const of = (value: number | null) => (value === null ? null : oneDecimal(value));
  const { p50, p75, p95, p99, avg } = timing;
  return { ...timing, p50: of(p50), p75: of(p75), p95: of(p95), p99: of(p99), avg: of(avg) };
}

/** Neighbouring hours as one point, by samples. */
function thinned(trend: readonly TrendPoint[]): PerformanceRecord['trend'] {
  const size = Math.max(1, Math.ceil(trend.length / MOST_TREND_POINTS));
  return Array.from({ length: Math.ceil(trend.length / size) }, (_, at) => {
    const part = trend.slice(at * size, (at + 1) * size);
    const known = part.filter(({ p95, samples }) => p95 !== null && samples > 0);
    const samples = known.reduce((sum, one) => sum + one.samples, 0);
    const ms = known.reduce((sum, one) => sum + (one.p95 ?? 0) * one.samples, 0) / Math.max(1, samples);
    return { at: part[0]?.at ?? '', ms: Math.round(ms), samples };
  }).flatMap(({ at, ms, samples }) => (samples === 0 ? [] : [{ at, ms }]));
}

/** Whether a new measurement tells a reader something that the record does not. */
export function isNews(
  before: PerformanceRecord | undefined,
  now: PerformanceRecord,
  least: number,
): boolean {
  if (before === undefined) return true;
  const [old, fresh] = [before.now.p95 ?? 0, now.now.p95 ?? 0];
  const moved = old > 0 ? Math.abs(fresh - old) / old : fresh > 0 ? 1 : 0;
  return moved >= least || before.kind !== now.kind || before.cause !== now.cause;
}
