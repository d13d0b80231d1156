import { decideProposal } from '../decide/propose/decide.ts';
import { failed, proposed, refused } from '../decide/propose/next-incident.ts';
import { unwelcome } from '../decide/propose/welcome.ts';
import type { Effect, Receipt } from '../domain/effect.ts';
import type { Attempt, Incident } from '../domain/incident.ts';
import type { Policy } from '../domain/policy/policy.ts';
import type { ProposalOutcome } from '../domain/proposal-outcome.ts';
import type { CandidateIssue } from '../domain/record.ts';
import { apply } from '../effects/apply.ts';
import { draft } from './propose/draft.ts';
import { type Examined, examine } from './propose/examine.ts';
import type { ProposalPlace, ProposeWorld } from './propose/ports.ts';
import { reviewersFor } from './propose/reviewers.ts';

/** What the workflow says to propose. */
export interface ProposeSettings {
  readonly issue: number;
  readonly fingerprint: string;
  /** 1-based. */
  readonly attempt: number;
  readonly base: string;
  readonly label: string;
  readonly dryRun: boolean;
  /** Parses `.github/patchpilot.yml`; throws ConfigError with every problem at once. */
  readonly readPolicy: (text: string | null) => Policy;
}

/** Patch and proof → gates, judge → a draft pull request, or a recorded refusal. Runs nothing of the patch. */
export async function propose(world: ProposeWorld, settings: ProposeSettings): Promise<ProposalOutcome> {
  const place = await world.place();
  const policy = settings.readPolicy(place.configuration);
  const known = onRecord(place, settings);
  if (known === null) return ended(settings, { verdict: 'deferred', reason: 'not-on-record' });
  const { issue, incident, attempt } = known;
  if (attempt.outcome === 'refused') return ended(settings, { verdict: 'refused', reason: 'refused-before' });
  const { pullRequests } = place;
  const person = unwelcome({ issue: issue.facts, pullRequests, since: attempt.at, policy: policy.triage });
  if (person !== null) return ended(settings, { verdict: 'deferred', reason: person });
  const examined = await examine(world, { settings, policy, place, incident });
  const decision = decideProposal(
    { ...examined, judge: examined.judge?.requirement ?? null, attempt: settings.attempt },
    policy.propose,
  );
  const work = { world, settings, policy, place, issue, incident, attempt, examined };
  return decision.propose ? send(work, decision.requirements) : refuse(work, decision.requirements);
}

interface Known {
  readonly issue: CandidateIssue;
  readonly incident: Incident;
  readonly attempt: Attempt;
}

/** The attempt as the record knows it: what the workflow passes along is only believed when it agrees. */
function onRecord({ issue }: ProposalPlace, settings: ProposeSettings): Known | null {
  const incident = issue?.sticky?.incident;
  if (!issue || incident === undefined || incident === 'newer') return null;
  const attempt = incident.attempts.find(({ number }) => number === settings.attempt);
  const same =
    incident.fingerprint === settings.fingerprint && attempt?.number === incident.attempts.at(-1)?.number;
  return attempt !== undefined && same ? { issue, incident, attempt } : null;
}

interface Work {
  readonly world: ProposeWorld;
  readonly settings: ProposeSettings;
  readonly policy: Policy;
  readonly place: ProposalPlace;
  readonly issue: CandidateIssue;
  readonly incident: Incident;
  readonly attempt: Attempt;
  readonly examined: Examined;
}

type Requirements = ProposalOutcome['requirements'];

async function send(work: Work, requirements: Requirements): Promise<ProposalOutcome> {
  const { world, settings, policy, examined } = work;
  const reviewers = await reviewersFor(world, { ...work, policy: policy.propose });
  const proposal = draft({ ...work, requirements, reviewers });
  if (proposal === null || examined.files === null)
    return ended(settings, { verdict: 'failed', reason: 'hand-off', requirements });
  const options = { dryRun: settings.dryRun, allowed: policy.actions };
  // Only the record says that all of it was done: a run may have died between the pull request and its labels.
  const stands =
    work.attempt.outcome === 'proposed' &&
    proposal.pullRequest !== null &&
    proposal.existing?.tree === proposal.tree;
  const receipts = stands ? [] : await apply([{ kind: 'propose', proposal }], world.effects, options);
  const [receipt] = receipts;
  const number = stands
    ? proposal.pullRequest
    : receipt?.kind === 'done'
      ? (receipt.pullRequest ?? null)
      : null;
  if (number === null) {
    if (receipt?.kind === 'failed') await record(work, failed(work.incident, ending(work), receipt.advice));
    return stopped(settings, { receipts, requirements });
  }
  const more = await record(work, proposed(work.incident, ending(work), number));
  return ended(settings, {
    verdict: 'proposed',
    reason: 'proposed',
    pullRequest: number,
    requirements,
    receipts: [...receipts, ...more],
  });
}

/** What stopped the write: a dry run, the policy, another run, or GitHub. */
function stopped(
  settings: ProposeSettings,
  { receipts, requirements }: Pick<ProposalOutcome, 'receipts' | 'requirements'>,
): ProposalOutcome {
  const [receipt] = receipts;
  const notices = receipt?.kind === 'failed' ? [receipt.advice] : [];
  const reasons = {
    done: 'failed',
    skipped: 'action-not-allowed',
    'lost-race': 'branch-held',
    failed: 'github',
  };
  const verdict = receipt?.kind === 'failed' ? 'failed' : settings.dryRun ? 'proposed' : 'deferred';
  const reason = settings.dryRun ? 'proposed' : reasons[receipt?.kind ?? 'failed'];
  return ended(settings, { verdict, reason, requirements, receipts, notices });
}

async function refuse(work: Work, requirements: Requirements): Promise<ProposalOutcome> {
  const { examined, settings } = work;
  const paths = (examined.files ?? []).map(({ path }) => path);
  const { report } = work.world.handed;
  const receipts = await record(work, refused(work.incident, ending(work), { requirements, report, paths }));
  const first = requirements.find(({ outcome }) => outcome === 'fail');
  return ended(settings, { verdict: 'refused', reason: first?.name ?? 'refused', requirements, receipts });
}

function ending({ world, settings }: Work) {
  return { attempt: settings.attempt, now: world.now, run: world.run.id };
}

/** Writes the record when it says something new. */
async function record(
  { world, settings, policy, issue, incident }: Work,
  next: Incident,
): Promise<readonly Receipt[]> {
  const commentId = issue.sticky?.commentId ?? null;
  const before = incident.attempts.find(({ number }) => number === settings.attempt)?.outcome;
  const after = next.attempts.find(({ number }) => number === settings.attempt)?.outcome;
  if (before === after && incident.pullRequest === next.pullRequest) return [];
  const ref = { number: issue.facts.number, nodeId: issue.nodeId };
  const effect: Effect = { kind: 'comment', issue: ref, commentId, incident: next };
  return apply([effect], world.effects, { dryRun: settings.dryRun, allowed: policy.actions });
}

function ended(
  { issue, attempt, dryRun }: ProposeSettings,
  what: Pick<ProposalOutcome, 'verdict' | 'reason'> & Partial<ProposalOutcome>,
): ProposalOutcome {
  return { issue, attempt, dryRun, pullRequest: null, requirements: [], receipts: [], notices: [], ...what };
}
