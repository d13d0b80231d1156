import { branchOf } from '../../domain/branch.ts';
import type { LivenessFacts, RecoveryFacts } from '../../domain/recovery.ts';
import type { Trigger } from '../../domain/trigger.ts';
import { untrusted } from '../../domain/trust.ts';
import type { WatchedIncident } from '../../domain/watched.ts';
import { hoursBetween } from '../triage/check.ts';
import { latestCommand } from '../triage/command.ts';
import { dueIncidents, type RecoveryTrigger, type Watched } from './due.ts';
import { namesIncident } from './lineage.ts';

/** What recovery runs for; `null`: an event that it has nothing to do with. */
export function recoveryTrigger(
  trigger: Trigger,
  { issue, environments }: { readonly issue: number | null; readonly environments: readonly string[] },
): RecoveryTrigger | null {
  switch (trigger.kind) {
    case 'schedule':
    case 'push':
      return { kind: 'schedule' };
    case 'dispatch':
      return { kind: 'person', issue };
    case 'pull-request':
      return trigger.action === 'closed' ? { kind: 'pull-request', number: trigger.number } : null;
    case 'deployment':
      // A preview changes nothing in production; what is due by the clock is looked at all the same.
      return environments.includes(trigger.environment) ? { kind: 'deployment' } : { kind: 'schedule' };
    default:
      return null;
  }
}

/** A pull request that was closed: a person's may say which incident it fixes. */
type ClosedPull = Pick<Extract<Trigger, { kind: 'pull-request' }>, 'branch' | 'text'>;

/** Incidents to look at, longest overdue first, and those whose last write this run must bring to its end. */
export function toCheck(
  incidents: readonly WatchedIncident[],
  run: {
    readonly trigger: RecoveryTrigger;
    /** The pull request that started the run. */
    readonly pull: ClosedPull | null;
    readonly repository: string;
    readonly id: string;
    readonly now: string;
  },
): readonly WatchedIncident[] {
  const byIssue = new Map(incidents.map((one) => [one.incident.issue, one]));
  const due = dueIncidents(
    incidents
      .filter(({ incident }) => incident.run !== run.id || incident.recovery === null)
      .map((one) => asWatched(one, run)),
    run.trigger,
    run.now,
  );
  return due.flatMap(({ issue }) => byIssue.get(issue) ?? []);
}

function asWatched(
  { incident }: WatchedIncident,
  {
    trigger,
    pull,
    repository,
  }: { readonly trigger: RecoveryTrigger; readonly pull: ClosedPull | null; readonly repository: string },
): Watched {
  const { fingerprint, issue, sentry } = incident;
  const own = fingerprint !== null && pull?.branch === branchOf(fingerprint);
  const names = { repository, issue, shortId: sentry?.shortId ?? null };
  const named = pull !== null && namesIncident({ title: pull.text, body: untrusted('') }, names);
  const number = (own || named) && trigger.kind === 'pull-request' ? trigger.number : null;
  const pullRequest = number ?? incident.pullRequest ?? incident.recovery?.shown?.fix ?? null;
  return { issue, pullRequest, record: incident.recovery };
}

/** Due by its own clock, not only because somebody or something asks. */
export function isDue({ incident: { recovery } }: WatchedIncident, now: string): boolean {
  return (
    recovery === null ||
    (recovery.nextCheckAt !== null && Date.parse(recovery.nextCheckAt) <= Date.parse(now))
  );
}

/**
 * Who closed the incident. Ours is what the record says; when the issue is open all the same, our write was cut short,
 * unless somebody else opened it again since.
 */
export function closedFacts({
  incident,
  live,
  closedAt,
  reopened,
}: WatchedIncident): RecoveryFacts['closed'] {
  const ours = incident.recovery?.closedAt ?? null;
  if (!live)
    return ours === null
      ? { at: closedAt ?? incident.decidedAt, by: 'human' }
      : { at: ours, by: 'patchpilot' };
  if (ours === null) return null;
  const byOthers = reopened !== null && !reopened.ours && Date.parse(reopened.at) >= Date.parse(ours);
  return byOthers ? null : { at: ours, by: 'patchpilot' };
}

/** What people say: an opt-out label, `/patchpilot ignore`, or an order for another attempt that nobody has answered. */
export function peopleFacts(
  { incident, labels, comments }: WatchedIncident,
  optOutLabels: readonly string[],
): RecoveryFacts['people'] {
  const out = new Set(optOutLabels.map((label) => label.toLowerCase()));
  const last = latestCommand(comments);
  // An order that only the budget put off still stands.
  const checkedAt = incident.recovery?.code === 'retry-deferred' ? undefined : incident.recovery?.checkedAt;
  const since = [incident.attempts.at(-1)?.at, checkedAt].filter((at) => at !== undefined);
  const fresh = last !== null && since.every((at) => Date.parse(at) < Date.parse(last.at));
  return {
    optedOut: labels.some((label) => out.has(label.toLowerCase())) || last?.verb === 'ignore',
    orderedRetry: fresh && last?.verb === 'retry',
  };
}

/** An attempt that may still bring its pull request. */
export function isUnderWay(
  { incident }: WatchedIncident,
  {
    fixOpenedAt,
    now,
    timeoutHours,
  }: {
    readonly fixOpenedAt: string | null;
    readonly now: string;
    readonly timeoutHours: number;
  },
): boolean {
  const last = incident.attempts.at(-1);
  if (last === undefined || last.outcome !== 'dispatched') return false;
  if (hoursBetween(last.at, now) >= timeoutHours) return false;
  return fixOpenedAt === null || Date.parse(fixOpenedAt) < Date.parse(last.at);
}

/** One source's list of what it deployed, and when. */
export interface DeploymentList {
  readonly source: LivenessFacts['source'];
  readonly deployments: readonly {
    readonly at: string;
    readonly state: LivenessFacts['state'] | 'replaced';
    readonly commit: string | null;
  }[];
}
