import { isMissing } from '../../domain/facts.ts';
import type { RecoveryPolicy } from '../../domain/policy/recovery.ts';
import type {
  RecoveryCode,
  RecoveryDecision,
  RecoveryFacts,
  RecoveryKind,
  RecoveryReason,
} from '../../domain/recovery.ts';
import { readSilence, timeToProof } from './exposure.ts';
import { escalates, type Finding, type Question, waits } from './finding.ts';
import { askFiring } from './firing.ts';
import { askFix } from './fix.ts';
import { askLive, askRollback } from './live.ts';
import { askClosed, askPeople } from './people.ts';
import { askPerformance, askSlow, speedFigures } from './performance.ts';
import { askQuiet, dwellLeft } from './quiet.ts';
import { nextCheck } from './schedule.ts';
import { askSecond } from './second.ts';
import { askTrust } from './trust.ts';
import { DAY, HOUR, readView, since, type View } from './view.ts';

/** The questions in their order (docs/recovery.md): the first that decides, does. */
const QUESTIONS: readonly Question[] = [
  askPeople,
  askFix,
  askRollback,
  askFiring,
  askSlow,
  askClosed,
  askLive,
  askTrust,
  askSecond,
  askQuiet,
  askPerformance,
];

/**
 * Whether an incident is over. Everything is asked, so that all observations are shown; the first finding that decides
 * names the decision. Only what was positively proven closes: the silence (or speed), and enough second signals. `now`
 * is ISO 8601.
 */
export function decideRecovery(facts: RecoveryFacts, policy: RecoveryPolicy, now: string): RecoveryDecision {
  const view = readView(facts, policy, now);
  const asked = QUESTIONS.flatMap((question) => question(view));
  const findings = [...asked, ...closing(view, asked)];
  const found = findings.find(decides);
  const first = found === undefined ? null : impatient(view, found);
  return first === null ? close(view, asked) : answer(view, first, findings);
}

function decides({ weighs }: Finding): boolean {
  return weighs !== 'for' && weighs !== 'note';
}

/** Nothing when proof and second signals are there, or the finding that says which is missing. */
function closing(view: View, asked: readonly Finding[]): readonly Finding[] {
  const codes = favourable(asked);
  const proven = codes.includes('silence-proven') || codes.includes('performance-recovered');
  const patience = { since: view.start, ms: view.policy.patience.silenceDays * DAY };
  if (!proven) return asked.some(decides) ? [] : [waits('rate-unknown', patience)];
  const seconds = agreeing(asked);
  if (seconds.length >= view.policy.secondSignals && (view.fix === null || codes.includes('fix-live'))) {
    return [];
  }
  const evidence = { seconds, least: view.policy.secondSignals };
  return [
    view.facts.fix === null
      ? escalates('second-signal-missing', evidence)
      : waits('second-signal-missing', patience, evidence),
  ];
}

/** Signals that do not come from the error itself. */
const SECONDS = ['fix-live', 'touched-suspect', 'healthy', 'product-recovered'] as const;

function agreeing(asked: readonly Finding[]): readonly RecoveryCode[] {
  const codes = favourable(asked);
  return SECONDS.filter((code) => codes.includes(code));
}

function favourable(asked: readonly Finding[]): readonly RecoveryCode[] {
  return asked.filter((finding) => finding.weighs === 'for').map((finding) => finding.code);
}

/** A wait that lasted too long becomes a question to a person. */
function impatient(view: View, finding: Finding): Finding {
  const { patience } = finding;
  if (finding.weighs !== 'wait' || patience === undefined) return finding;
  const waited = since(view, patience.since);
  if (waited === null || waited <= patience.ms) return finding;
  const hours = { waitedHours: Math.round(waited / HOUR), patienceHours: Math.round(patience.ms / HOUR) };
  return { ...finding, weighs: 'escalate', evidence: { ...finding.evidence, ...hours } };
}

function close(view: View, asked: readonly Finding[]): RecoveryDecision {
  const slow = view.facts.signal === 'performance';
  const code = slow ? 'performance-recovered' : view.fix === null ? 'quiet-without-fix' : 'recovered';
  const first: Finding = {
    code,
    weighs: 'for',
    evidence: { agree: agreeing(asked) },
    ...(view.fix === null ? {} : { lesson: 'recovered' as const }),
  };
  return answer(view, first, asked);
}

const KINDS: Readonly<Record<Finding['weighs'], RecoveryKind>> = {
  for: 'close',
  note: 'wait',
  wait: 'wait',
  retry: 'retry',
  escalate: 'escalate',
};

function answer(view: View, first: Finding, findings: readonly Finding[]): RecoveryDecision {
  const reopen = first.reopen ?? false;
  const asked = first.weighs === 'escalate' && view.facts.asked === first.code && !reopen;
  const kind = asked ? 'wait' : KINDS[first.weighs];
  const rest = findings.filter((finding) => finding.code !== first.code || finding.weighs === 'for');
  const heads: readonly RecoveryReason[] = asked
    ? [{ code: 'already-asked', says: 'decides', evidence: {} }, shown(first)]
    : [{ ...shown(first), says: 'decides' }];
  const reasons = [...heads, ...rest.map(shown)];
  const code = asked ? 'already-asked' : first.code;
  const failed = FAILED.some((one) => reasons.some((reason) => reason.code === one));
  const figures = readFigures(view, failed);
  return {
    kind,
    reasons,
    ...figures,
    nextCheckAt: nextCheck(view, { kind, code, waitLeft: figures.waitLeft }),
    lesson: first.lesson ?? null,
    reopen,
  };
}

function shown({ code, weighs, evidence }: Finding): RecoveryReason {
  const says = weighs === 'for' || weighs === 'note' ? weighs : 'against';
  return { code, says, evidence };
}

/** Where it fires there is no silence to be sure of. */
const FAILED: readonly RecoveryCode[] = ['still-firing', 'still-slow', 'regressed'];

/** The four figures of every answer. */
function readFigures(
  view: View,
  failed: boolean,
): Pick<RecoveryDecision, 'confidence' | 'expected' | 'seen' | 'waitLeft'> {
  const { events, signal } = view.facts;
  if (signal === 'performance') {
    const speed = speedFigures(view);
    return { expected: null, seen: null, ...(failed ? { confidence: 0, waitLeft: null } : speed) };
  }
  const counted = isMissing(events) ? null : events;
  const seen = counted === null ? null : counted.withFix;
  const silence = counted === null || view.start === null ? null : readSilence(view);
  if (silence === null) return { confidence: 0, expected: null, seen, waitLeft: null };
  const toProof = timeToProof(silence, view);
  return {
    confidence: counted?.complete === true && !failed ? 1 - silence.chance : 0,
    expected: silence.expected,
    seen,
    waitLeft: toProof === null || failed ? null : Math.max(toProof, dwellLeft(view)),
  };
}
