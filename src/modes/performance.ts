import type { CandidateFacts, JudgedCandidate } from '../decide/intake/facts.ts';
import { refused } from '../decide/intake/judge.ts';
import { candidateOf, onRecord } from '../decide/performance/candidate.ts';
import { isNews } from '../decide/performance/record.ts';
import type { Effect } from '../domain/effect.ts';
import { isMissing, type Missing } from '../domain/facts.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { PerformanceFinding } from '../domain/performance.ts';
import type { CandidateIssue, Surroundings } from '../domain/record.ts';
import type { Decision, Verdict } from '../domain/verdict.ts';
import { apply } from '../effects/apply.ts';
import { carryOut } from './intake/carry-out.ts';
import { stands } from './intake/consider.ts';
import { type Desk, openDesk } from './intake/desk.ts';
import { withVerifiedOrders } from './intake/orders.ts';
import { intakeOutcome } from './intake/outcome.ts';
import type { IntakeSettings } from './intake/settings.ts';
import { known, reachOfLook, rememberLook } from './performance/known.ts';
import { type Look, lookAtSpans } from './performance/measure.ts';
import type { PerformanceWorld } from './performance/ports.ts';

/** Slow and regressed spans → incident → verdict → brief, through the same gate as errors. */
export async function performance(world: PerformanceWorld, settings: IntakeSettings): Promise<Outcome> {
  const reach = await reachOfLook(world);
  const { issues: read, around } = await world.record.sweep(reach.since);
  const desk = openDesk(world, settings, around);
  const look = isMissing(world.spans)
    ? world.spans
    : await lookAtSpans(world.spans, desk.policy.performance, world.now);
  if (isMissing(look)) return without(look, settings.dryRun);
  const issues = [...read, ...(await known(world, { reach, read, around, findings: look.findings }))];
  const place = { world, settings, desk, look, issues, around };
  const judged: JudgedCandidate[] = [];
  const updates: Effect[] = [];
  for (const [at, finding] of look.findings.entries()) {
    const one = await consider(place, finding, at);
    judged.push(one.judged);
    updates.push(...one.update);
  }
  // Whether an umbrella of errors is over is not for a look at spans to say.
  const context = { ...desk.context, sweep: false };
  const done = await carryOut(world, { judged, context, policy: desk.policy }, settings);
  const options = { dryRun: settings.dryRun, allowed: desk.policy.actions };
  const more = await apply(updates, world.effects, options);
  const receipts = [...done.openings, ...done.receipts, ...more];
  if (!settings.dryRun)
    await rememberLook(world, {
      reach,
      judged: done.filed,
      effects: [...done.effects, ...updates],
      receipts,
    });
  const outcome = intakeOutcome(done.plan, { receipts, dryRun: settings.dryRun, judged: done.filed });
  const notices = [...look.notices, ...outcome.notices];
  const calm = outcome.findings.length === 0 ? [nothingSlow(look)] : outcome.findings;
  return { ...outcome, mode: 'performance', findings: calm, notices };
}

interface Place {
  readonly world: PerformanceWorld;
  readonly settings: IntakeSettings;
  readonly desk: Desk;
  readonly look: Look;
  readonly issues: readonly CandidateIssue[];
  readonly around: Surroundings;
}

interface Considered {
  readonly judged: JudgedCandidate;
  /** A measurement that is news for an incident that otherwise stays as it is. */
  readonly update: readonly Effect[];
}

async function consider(place: Place, finding: PerformanceFinding, at: number): Promise<Considered> {
  const { world, settings, desk, look, issues, around } = place;
  const record = onRecord(finding.class.fingerprint, issues, around);
  const issue = record.kind === 'open' ? await withVerifiedOrders(record.issue, world) : null;
  const measured = {
    window: look.window,
    organization: settings.organization ?? '',
    environment: settings.environments[0] ?? null,
  };
  const facts = candidateOf(finding, measured, { issue, number: -1 - at });
  if (record.kind === 'closed') {
    const evidence = { issue: record.issue, because: 'its issue was closed before it was over' };
    return { judged: refused(facts, single('defer', 'remembered-no', evidence)), update: [] };
  }
  const listed = isMissing(facts.signal) ? null : facts.signal;
  const standing = issue === null ? null : stands(issue, desk, listed);
  if (standing === null || issue === null) return { judged: await desk.judge(facts), update: [] };
  return { judged: refused(facts, standing), update: updated(issue, facts, desk) };
}

function updated(issue: CandidateIssue, { performance: slow }: CandidateFacts, desk: Desk): Effect[] {
  const { sticky, nodeId, facts } = issue;
  const record = slow?.record ?? null;
  if (sticky === null || sticky.incident === 'newer' || record === null || facts.locked) return [];
  const { incident, commentId } = sticky;
  if (!isNews(incident.performance, record, desk.policy.performance.worthRecording)) return [];
  const next = { ...incident, performance: record };
  return [{ kind: 'comment', issue: { number: facts.number, nodeId }, commentId, incident: next }];
}

function nothingSlow({ names }: Look): Outcome['findings'][number] {
  return { issue: null, signal: null, decision: single('ignore', 'nothing-slow', { names }) };
}

function single(
  verdict: Verdict,
  reasonCode: Decision['reasonCode'],
  evidence: Decision['reasons'][number]['evidence'],
): Decision {
  return { verdict, reasonCode, reasons: [{ code: reasonCode, outcome: 'decisive', verdict, evidence }] };
}

/** Without spans nothing is decided, and a person learns what is missing. */
function without({ why, advice }: Missing, dryRun: boolean): Outcome {
  const code = why === 'not-configured' ? 'sentry-not-configured' : 'sentry-unavailable';
  const findings = [{ issue: null, signal: null, decision: single('escalate', code, { advice }) }];
  return { mode: 'performance', dryRun, findings, dispatches: [], receipts: [], notices: [advice] };
}
