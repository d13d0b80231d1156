import type { ErrorEvent } from '../../domain/event.ts';
import type { SignalFacts } from '../../domain/facts.ts';
import type { Incident } from '../../domain/incident.ts';
import { measuredSignal, type PerformanceFinding, type Window } from '../../domain/performance.ts';
import type { CandidateIssue, Surroundings } from '../../domain/record.ts';
import { untrusted } from '../../domain/trust.ts';
import type { CandidateFacts } from '../intake/facts.ts';
import { unfiledCandidate } from '../intake/unfiled.ts';
import { caseOf, performanceRecord } from './record.ts';

/** Where and when something was measured. */
export interface Measured {
  readonly window: Window;
  readonly organization: string;
  /** The environment that was asked for. */
  readonly environment: string | null;
}

/** A finding in the shape in which every signal is judged: the gate is the same for what is slow. */
export function signalOf(
  { facts, slowness, class: { fingerprint } }: PerformanceFinding,
  { window, organization }: Measured,
): SignalFacts {
  return {
    id: measuredSignal(fingerprint),
    shortId: `PERF-${fingerprint.slice(0, 8).toUpperCase()}`,
    organization,
    project: facts.name.project,
    status: 'unresolved',
    substatus: slowness.kind === 'regressed' ? 'regressed' : 'ongoing',
    category: 'performance',
    type: slowness.kind,
    count: facts.now.count,
    recentCount: facts.now.count,
    userCount: facts.now.users ?? 0,
    firstSeen: window.from,
    lastSeen: window.to,
    firstRelease: facts.newRelease,
    lastRelease: facts.release,
    resolvedInRelease: null,
    unhandled: null,
  };
}

/** Everything that the desk wants to know of a finding; `issue`: the one that it has, `null`: none yet. */
export function candidateOf(
  finding: PerformanceFinding,
  measured: Measured,
  { issue, number }: { readonly issue: CandidateIssue | null; readonly number: number },
): CandidateFacts {
  const signal = signalOf(finding, measured);
  const title = untrusted(titleOf(finding));
  return {
    candidate: issue ?? unfiledCandidate({ facts: signal, title }, number),
    signal,
    event: eventOf(finding, { measured, title }),
    injection: finding.facts.injection,
    commits: [],
    performance: { case: caseOf(finding), record: performanceRecord(finding, measured.window) },
  };
}

function titleOf({ class: { parts }, slowness, facts }: PerformanceFinding): string {
  const name = parts.message.slice(0, 80);
  return slowness.kind === 'slow'
    ? `Slow: ${name} (${facts.name.op})`
    : `Slower than before: ${name} (${facts.name.op})`;
}

interface Told {
  readonly measured: Measured;
  readonly title: ErrorEvent['title'];
}

function eventOf({ facts }: PerformanceFinding, { measured, title }: Told): ErrorEvent {
  return {
    id: null,
    platform: null,
    title,
    message: null,
    culprit: null,
    transaction: facts.name.transaction,
    level: null,
    // Only what is new may be the common root of several: all endpoints share the release that runs.
    release: facts.newRelease,
    environment: measured.environment === null ? null : untrusted(measured.environment),
    timestamp: untrusted(measured.window.to),
    tags: {},
    exceptions: [],
    sdk: null,
    problems: [],
  };
}

/** What the record has of a class. */
export type OnRecord =
  | { readonly kind: 'open'; readonly issue: CandidateIssue }
  /** A person closed it before it was over: the "no" stands. */
  | { readonly kind: 'closed'; readonly issue: number }
  | { readonly kind: 'new' };

/** Finds a class among the open issues and the incidents of closed ones. */
export function onRecord(
  fingerprint: string,
  issues: readonly CandidateIssue[],
  { incidents }: Pick<Surroundings, 'incidents'>,
): OnRecord {
  const open = issues.find(({ facts, sticky }) => {
    const known = sticky?.incident;
    return (
      facts.state === 'open' &&
      facts.ours &&
      known !== undefined &&
      known !== 'newer' &&
      known.fingerprint === fingerprint
    );
  });
  if (open !== undefined) return { kind: 'open', issue: open };
  const [closed] = [
    ...incidents.flatMap(({ incident, live }) => (live ? [] : [incident])),
    ...closedOf(issues),
  ]
    .filter((incident) => incident.fingerprint === fingerprint && incident.performance !== undefined)
    .toSorted((a, b) => b.issue - a.issue);
  // What recovery closed with proof is over: slow again, it is a new incident.
  const over = closed === undefined || (closed.recovery?.closedAt ?? null) !== null;
  if (over) return { kind: 'new' };
  return { kind: 'closed', issue: closed.issue };
}

function closedOf(issues: readonly CandidateIssue[]): readonly Incident[] {
  return issues.flatMap(({ facts, sticky }) => {
    const incident = sticky?.incident;
    return facts.state === 'open' || incident === undefined || incident === 'newer' ? [] : [incident];
  });
}
