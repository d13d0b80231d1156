import type { Effect } from '../../domain/effect.ts';
import { isMissing } from '../../domain/facts.ts';
import type { StormPolicy } from '../../domain/policy/triage.ts';
import { isUnfiled } from '../../domain/record.ts';
import type { StormRecord, Umbrella } from '../../domain/storm.ts';
import type { Reason } from '../../domain/verdict.ts';
import { upstreamOf } from '../noise/upstream.ts';
import { findStorm, type Storm, type StormCandidate } from '../triage/storm.ts';
import type { IntakeContext, JudgedCandidate } from './facts.ts';

/** A run's candidates after the storm breaker, and what happens to the umbrella. */
export interface Calmed {
  readonly judged: readonly JudgedCandidate[];
  readonly effects: readonly Effect[];
}

/** In a storm nothing is handed to a worker: a person looks at the common cause first. */
export function calm(
  judged: readonly JudgedCandidate[],
  context: IntakeContext,
  policy: StormPolicy,
): Calmed {
  const { umbrella } = context.around;
  const accepted = judged.filter(({ decision }) => decision.verdict === 'accept');
  const storm = findStorm(
    [...accepted.map(stormCandidate), ...underWay(judged, context)],
    policy,
    context.now,
  );
  if (storm === null) return { judged, effects: ending(umbrella, context) };
  if (isDismissed(storm, umbrella, { policy, now: context.now })) return { judged, effects: [] };
  const evidence = {
    root: storm.root,
    what: storm.what,
    issues: storm.issues.filter((issue) => issue > 0).map((issue) => `#${issue}`),
    signals: unfiledOf(judged, storm),
  };
  const reason: Reason = { code: 'storm', outcome: 'decisive', verdict: 'escalate', evidence };
  const calmed = judged.map((one) =>
    one.decision.verdict === 'accept' && storm.issues.includes(one.facts.candidate.facts.number)
      ? {
          ...one,
          decision: {
            verdict: 'escalate' as const,
            reasonCode: 'storm' as const,
            reasons: [...one.decision.reasons.slice(0, -1), reason],
          },
        }
      : one,
  );
  const filed = {
    ...storm,
    issues: storm.issues.filter((issue) => issue > 0),
    signals: unfiledOf(judged, storm),
  };
  return { judged: calmed, effects: raising(filed, umbrella) };
}

/** Members that have no issue, and get none in a storm. */
function unfiledOf(judged: readonly JudgedCandidate[], { issues }: Storm): string[] {
  return judged.flatMap(({ facts: { candidate: one, signal } }) =>
    isUnfiled(one) && issues.includes(one.facts.number) && !isMissing(signal) ? [signal.shortId] : [],
  );
}

/** A judged candidate as far as a storm can be seen in it. */
export function stormCandidate({ facts, errorClass, ranking }: JudgedCandidate): StormCandidate {
  const { signal, event } = facts;
  return {
    issue: facts.candidate.facts.number,
    fingerprint: errorClass?.fingerprint ?? '',
    topSuspect: isMissing(ranking) ? null : (ranking.suspects[0]?.path ?? null),
    firstRelease: isMissing(signal)
      ? null
      : (signal.firstRelease ?? (isMissing(event) ? null : event.release)),
    upstream: isMissing(event) ? null : upstreamOf(event),
    startedAt: facts.candidate.facts.createdAt,
    lastSeen: isMissing(signal) ? '' : signal.lastSeen,
  };
}

/** Incidents that this run does not judge: handed over, or part of a storm, a short while ago. */
function underWay(judged: readonly JudgedCandidate[], { around }: IntakeContext): StormCandidate[] {
  const here = new Set(
    judged.flatMap(({ facts, errorClass }) => (errorClass === null ? [] : [facts.candidate.facts.number])),
  );
  return around.incidents.flatMap(({ incident, live }) => {
    const { decision, issue, timeline, evidence, suspects } = incident;
    const counts = live && (decision.verdict === 'accept' || decision.reasonCode === 'storm');
    if (!counts || here.has(issue)) return [];
    return [
      {
        issue,
        fingerprint: incident.fingerprint ?? '',
        topSuspect: suspects[0]?.path ?? null,
        firstRelease: evidence?.release ?? null,
        upstream: null,
        startedAt: timeline[0]?.at ?? incident.decidedAt,
        lastSeen: evidence?.lastSeen ?? incident.decidedAt,
      },
    ];
  });
}

/** A person closed the umbrella: what shares its root goes its normal way, within the budgets. */
function isDismissed(
  storm: Storm,
  umbrella: Umbrella | null,
  { policy, now }: { readonly policy: StormPolicy; readonly now: string },
): boolean {
  if (umbrella === null || umbrella.open || umbrella.storm.over) return false;
  const hours = (Date.parse(now) - Date.parse(umbrella.changedAt)) / 3_600_000;
  const same = umbrella.storm.root === storm.root && umbrella.storm.what === storm.what;
  return same && hours <= policy.mostHours;
}

function raising(storm: Raised, umbrella: Umbrella | null): Effect[] {
  if (umbrella === null || !umbrella.open) {
    return [
      { kind: 'umbrella', action: 'open', umbrella: null, storm: { version: 1, ...storm, over: false } },
    ];
  }
  const issues = [...new Set([...umbrella.storm.issues, ...storm.issues])].sort((a, b) => a - b);
  const signals = [...new Set([...umbrella.storm.signals, ...storm.signals])].sort();
  const known = umbrella.storm.issues.length + umbrella.storm.signals.length;
  if (issues.length + signals.length === known) return [];
  const record: StormRecord = { ...umbrella.storm, issues, signals };
  return [{ kind: 'umbrella', action: 'edit', umbrella, storm: record }];
}

type Raised = Storm & Pick<StormRecord, 'signals'>;

/** Only a run that saw every candidate may say that a storm is over. */
function ending(umbrella: Umbrella | null, { sweep }: IntakeContext): Effect[] {
  if (umbrella === null || !umbrella.open || !sweep) return [];
  return [{ kind: 'umbrella', action: 'close', umbrella, storm: { ...umbrella.storm, over: true } }];
}
