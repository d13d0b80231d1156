import type { Usage } from '../../domain/facts.ts';
import type { Budgets } from '../../domain/policy/triage.ts';
import type { RecoveryReason } from '../../domain/recovery.ts';
import type { Trigger } from '../../domain/trigger.ts';
import { postponed } from './asked.ts';
import type { CheckedIncident } from './plan.ts';

/** What the whole repository has spent, and may. `now` is ISO 8601. */
export interface Purse {
  readonly usage: Usage;
  readonly budgets: Pick<Budgets, 'dispatchesPerDay' | 'openPullRequests'>;
  /** Issues under an open umbrella. */
  readonly inStorm: readonly number[];
  readonly now: string;
}

/**
 * Retries within the budgets that every attempt shares with intake; the others wait, and nobody is asked. Not the
 * cool-down between attempts: that a person merged the last one, and production refuted it, is what a cool-down waits for.
 */
export function withinBudget(checked: readonly CheckedIncident[], purse: Purse): readonly CheckedIncident[] {
  let granted = 0;
  return checked.map((one) => {
    if (one.decision.kind !== 'retry') return one;
    const stormy = purse.inStorm.includes(one.watched.incident.issue);
    const spent = stormy ? STORM : spentBudget(purse, granted);
    if (spent !== null) return deferred(one, spent, purse.now);
    granted += 1;
    return one;
  });
}

interface Spent {
  readonly budget: 'daily-budget-spent' | 'open-pull-request-budget-spent' | 'storm';
  readonly spent: number;
  readonly allowed: number;
}

/** While many errors share one root, a person looks at the root. */
const STORM: Spent = { budget: 'storm', spent: 1, allowed: 0 };

function spentBudget({ usage, budgets }: Purse, granted: number): Spent | null {
  const today = usage.dispatchesToday + granted;
  if (today >= budgets.dispatchesPerDay)
    return { budget: 'daily-budget-spent', spent: today, allowed: budgets.dispatchesPerDay };
  if (usage.openPullRequests >= budgets.openPullRequests) {
    const { openPullRequests: spent } = usage;
    return { budget: 'open-pull-request-budget-spent', spent, allowed: budgets.openPullRequests };
  }
  return null;
}

const HOUR = 3_600_000;

/** Days begin at midnight UTC; a pull request may be merged or closed at any time. */
function deferred(one: CheckedIncident, spent: Spent, now: string): CheckedIncident {
  const midnight = Date.parse(`${now.slice(0, 10)}T00:00:00Z`) + 24 * HOUR;
  const next = spent.budget === 'daily-budget-spent' ? midnight : Date.parse(now) + 6 * HOUR;
  const head: RecoveryReason = { code: 'retry-deferred', says: 'decides', evidence: { ...spent } };
  return postponed(one, head, new Date(Math.min(next, midnight)).toISOString());
}

/**
 * Retries that must wait for a run which can start a worker. The workers' actions know no `deployment_status` and refuse
 * hosts' bots as actors (claude-code-action, `parseGitHubContext`; `allowed_bots`), so an attempt handed over by such a run
 * would be spent on nothing.
 */
export function startable(
  checked: readonly CheckedIncident[],
  { trigger, now }: { readonly trigger: Trigger; readonly now: string },
): readonly CheckedIncident[] {
  if (trigger.kind === 'schedule' || trigger.kind === 'dispatch') return checked;
  const head: RecoveryReason = { code: 'worker-later', says: 'decides', evidence: { event: trigger.kind } };
  return checked.map((one) => (one.decision.kind === 'retry' ? postponed(one, head, now) : one));
}

/** Attempts since midnight UTC by others than this run. */
export function attemptsToday(
  incidents: readonly CheckedIncident['watched'][],
  { run, now }: { readonly run: string; readonly now: string },
): number {
  const today = now.slice(0, 10);
  return incidents
    .flatMap(({ incident }) => incident.attempts)
    .filter((attempt) => attempt.run !== run && attempt.at.slice(0, 10) === today).length;
}
