import { attemptsToday, startable, withinBudget } from '../decide/recovery/budget.ts';
import { readClock, shifted } from '../decide/recovery/clock.ts';
import { planRecovery, type RecoveryPlan } from '../decide/recovery/plan.ts';
import { recoveryTrigger, toCheck } from '../decide/recovery/watch.ts';
import { owed, together, unclosed } from '../decide/recovery/writes.ts';
import type { Policy } from '../domain/policy/policy.ts';
import { MOST_WATCH_DAYS } from '../domain/policy/recovery.ts';
import type { RecoveryOutcome } from '../domain/recovery-outcome.ts';
import type { WatchedIncident, WatchList } from '../domain/watched.ts';
import { apply } from '../effects/apply.ts';
import { checkIncidents } from './recover/gather.ts';
import { applyUnderLock } from './recover/lock.ts';
import { NOTHING, recoveryOutcome } from './recover/outcome.ts';
import type { RecoverWorld } from './recover/ports.ts';
import { rememberRecovery } from './recover/remember.ts';
import { resumed } from './recover/resume.ts';
import { withOrders } from './recover/retry.ts';
import type { RecoverSettings } from './recover/settings.ts';

/** Is it over? Over every live incident that is due: close, wait, retry, escalate. */
export async function recover(runner: RecoverWorld, settings: RecoverSettings): Promise<RecoveryOutcome> {
  if (recoveryTrigger(runner.trigger, { issue: null, environments: [] }) === null) return NOTHING;
  const since = new Date(Date.parse(runner.now) - MOST_WATCH_DAYS * 86_400_000).toISOString();
  const list = await runner.watch.list(since);
  const { world, correctedMs } = onTime(runner);
  const policy = settings.readPolicy(list.configuration);
  if (!policy.triage.enabled) return NOTHING;
  const due = dueOf(list.incidents, world, { settings, policy });
  const { checked, openPullRequests } = await checkIncidents(world, settings, { list, policy, due });
  const { now } = world;
  const dispatchesToday = attemptsToday(list.incidents, { run: world.run.id, now });
  const usage = { dispatchesToday, openPullRequests };
  const affordable = withinBudget(startable(checked, world), {
    usage,
    budgets: policy.triage.budgets,
    inStorm: list.inStorm,
    now,
  });
  const ordered = await withOrders(affordable, { world, settings, policy, list });
  const plan = planRecovery(ordered, frameOf(world, settings, policy));
  const left = await unfinishedOf(list, { world, settings, policy, plan });
  const effects = [...left.effects, ...plan.effects];
  const { dryRun } = settings;
  const options = { dryRun, allowed: policy.actions };
  const receipts =
    plan.dispatches.length === 0 || dryRun
      ? await apply(effects, world.effects, options)
      : await applyUnderLock(effects, { world, options, plan });
  if (!dryRun) await rememberRecovery(world, plan.incidents, receipts);
  const dispatches = [...left.dispatches, ...plan.dispatches];
  return recoveryOutcome({ list, checked: ordered, dispatches, receipts, dryRun, correctedMs });
}

/** The world on GitHub's time, where the runner's clock is set wrong. */
function onTime(runner: RecoverWorld): { readonly world: RecoverWorld; readonly correctedMs: number } {
  const { now, correctedMs } = readClock(runner.now, runner.clocks());
  const clocks = () => shifted(runner.clocks(), correctedMs);
  return { world: { ...runner, now, clocks }, correctedMs };
}

interface Bench {
  readonly world: RecoverWorld;
  readonly settings: RecoverSettings;
  readonly policy: Policy;
}

function dueOf(
  incidents: readonly WatchedIncident[],
  { trigger, run, now, repository }: RecoverWorld,
  { settings, policy }: Omit<Bench, 'world'>,
): readonly WatchedIncident[] {
  const { environments } = policy.production;
  const why = recoveryTrigger(trigger, { issue: settings.issue, environments });
  if (why === null) return [];
  const pull = trigger.kind === 'pull-request' ? trigger : null;
  const due = toCheck(incidents, { trigger: why, pull, repository, id: run.id, now });
  return settings.issue === null ? due : due.filter(({ incident }) => incident.issue === settings.issue);
}

function frameOf({ run, now }: RecoverWorld, { label }: RecoverSettings, { production }: Policy) {
  return { label, run: run.id, now, resolveInSentry: production.resolveInSentry };
}

/** What this very run left undone when it was cut short, and closes that GitHub did not take from another. */
async function unfinishedOf(
  list: WatchList,
  { world, settings, policy, plan }: Bench & { readonly plan: RecoveryPlan },
): Promise<Pick<RecoveryPlan, 'effects' | 'dispatches'>> {
  const run = world.run.id;
  const notOver = plan.incidents.filter(({ recovery }) => recovery?.closedAt == null);
  const open = policy.actions.close ? unclosed(list.incidents, { run, notOver }) : [];
  const mine = list.incidents.filter(({ incident }) => incident.run === run);
  const frame = frameOf(world, settings, policy);
  const orders = await resumed(mine, { world, settings, policy, list });
  return {
    effects: [...orders.effects, ...together([...mine, ...open].map((one) => owed(one, frame)))],
    dispatches: orders.dispatches,
  };
}
