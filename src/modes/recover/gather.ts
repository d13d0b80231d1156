import { type FixCandidate, findFix, findTouching } from '../../decide/recovery/lineage.ts';
import { readLiveness } from '../../decide/recovery/liveness.ts';
import { firstSeen, livenessFacts, sinceSeen } from '../../decide/recovery/liveness-facts.ts';
import type { CheckedIncident } from '../../decide/recovery/plan.ts';
import { releaseContains } from '../../decide/recovery/releases.ts';
import { time } from '../../decide/recovery/view.ts';
import { isUnderWay } from '../../decide/recovery/watch.ts';
import { branchOf } from '../../domain/branch.ts';
import { isMissing, type Missing } from '../../domain/facts.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import type { MergedPull, WatchedIncident, WatchList } from '../../domain/watched.ts';
import { type Case, check, NOT_ASKED } from './check.ts';
import { countAll } from './counts.ts';
import type { CountOrder } from './events.ts';
import { withVerifiedOrder } from './orders.ts';
import type { RecoverWorld } from './ports.ts';
import { measureProduct, type ProductOrder, UNASKED } from './product.ts';
import { type Production, readProduction } from './production.ts';
import type { RecoverSettings } from './settings.ts';
import { measureAll } from './speed.ts';

interface Bench {
  readonly world: RecoverWorld;
  readonly settings: RecoverSettings;
  readonly policy: Policy;
}

/** Incidents after their check, with what was seen beside: our pull requests that are open. */
export interface CheckedAll {
  readonly checked: readonly CheckedIncident[];
  readonly openPullRequests: number;
}

/** Reads only what the due incidents need, most of it once for all, and decides each. */
export async function checkIncidents(
  world: RecoverWorld,
  settings: RecoverSettings,
  {
    list,
    policy,
    due,
  }: { readonly list: WatchList; readonly policy: Policy; readonly due: readonly WatchedIncident[] },
): Promise<CheckedAll> {
  if (due.length === 0) return { checked: [], openPullRequests: 0 };
  const pulls = await readPulls(world, due);
  const known = await Promise.all(due.map((watched) => withVerifiedOrder(watched, world)));
  const found = known
    .map((watched) => findCase(watched, pulls, world))
    .filter((one) => !waits(one, { world, policy }));
  const production = await productionFor({ world, settings, policy }, { list, found, pulls });
  const cases = found.map((one) => withLiveness(one, { production, pulls, world }));
  const measured = cases.filter(needsEvidence);
  const counted = measured.filter(({ watched }) => watched.incident.performance === undefined);
  const health = measured.length === 0 ? null : await world.production.health(policy.production.health);
  const orders = counted.map((one) => orderOf(one, production));
  const counts = await countAll(world, settings.environments, {
    orders,
    releases: production?.releases ?? null,
    productEvents: policy.impact.events,
  });
  const products = await measureProduct(world, policy, measured.map(productOrder));
  const speeds = await measureAll(world, measured.map(speedOrder));
  const checked = cases.map((one) => {
    const { issue } = one.watched.incident;
    const speed = speeds.get(issue) ?? null;
    const read = counts.get(issue) ?? (speed === null ? null : NOT_ASKED);
    const product = products.get(issue) ?? UNASKED;
    return check(one, { world, policy, counts: read, speed, health, product });
  });
  const open = isMissing(pulls) ? [] : pulls.filter(({ ours, state }) => ours && state === 'open');
  return { checked, openPullRequests: open.length };
}

async function readPulls({ watch }: RecoverWorld, due: readonly WatchedIncident[]) {
  const fingerprints = due.flatMap(({ incident }) => incident.fingerprint ?? []);
  const numbers = due.flatMap(({ incident }) => [incident.pullRequest, incident.recovery?.shown?.fix]);
  return watch.pulls({
    branches: [...new Set(fingerprints)].map(branchOf),
    numbers: [...new Set(numbers.filter((number) => number !== null && number !== undefined))],
  });
}

function namesOf({ incident }: WatchedIncident, { repository }: RecoverWorld) {
  return {
    repository,
    issue: incident.issue,
    fingerprint: incident.fingerprint,
    pullRequest: incident.pullRequest,
    shortId: incident.sentry?.shortId ?? null,
    suspects: incident.suspects.map(({ path }) => path),
    lastEventAt: incident.evidence?.lastSeen ?? null,
  };
}

function candidates(pulls: readonly MergedPull[], live: (commit: string) => boolean | null): FixCandidate[] {
  return pulls.map((pull) => ({ ...pull, live: pull.mergeCommit === null ? null : live(pull.mergeCommit) }));
}

function findCase(
  watched: WatchedIncident,
  pulls: readonly MergedPull[] | Missing,
  world: RecoverWorld,
): Case {
  const empty = { watched, pull: null, touched: null, liveness: [], since: null };
  if (isMissing(pulls)) return { ...empty, fix: pulls };
  const all = candidates(pulls, () => null);
  const names = namesOf(watched, world);
  const fix = findFix(all, names);
  if (fix === null) return { ...empty, fix, touched: findTouching(all, names) };
  return { ...empty, fix, pull: pulls.find(({ number }) => number === fix.number) ?? null };
}

/** An attempt that is under way is nobody's to judge yet. */
function waits(
  { watched, fix }: Case,
  { world, policy }: { readonly world: RecoverWorld; readonly policy: Policy },
): boolean {
  const opened = fix === null || isMissing(fix) ? null : fix.openedAt;
  const timeoutHours = policy.triage.budgets.attemptTimeoutHours;
  return isUnderWay(watched, { fixOpenedAt: opened, now: world.now, timeoutHours });
}

async function productionFor(
  { world, settings, policy }: Bench,
  {
    list,
    found,
    pulls,
  }: {
    readonly list: WatchList;
    readonly found: readonly Case[];
    readonly pulls: readonly MergedPull[] | Missing;
  },
): Promise<Production | null> {
  const touching = found.flatMap(({ touched }) => touched?.number ?? []);
  const merges = isMissing(pulls) ? [] : pulls.filter(({ number }) => touching.includes(number));
  const fixes = [...found.flatMap(({ pull }) => pull ?? []), ...merges].flatMap(
    ({ mergeCommit, mergedAt }) =>
      mergeCommit === null || mergedAt === null ? [] : [{ commit: mergeCommit, mergedAt }],
  );
  if (fixes.length === 0) return null;
  const { environments } = settings;
  return readProduction(world, policy.production, { head: list.head?.commit ?? null, environments, fixes });
}

function withLiveness(
  one: Case,
  {
    production,
    pulls,
    world,
  }: {
    readonly production: Production | null;
    readonly pulls: readonly MergedPull[] | Missing;
    readonly world: RecoverWorld;
  },
): Case {
  if (production === null) return one;
  const { sources, history } = production;
  const liveness = (commit: string) => livenessFacts(sources, commit, history);
  if (one.touched !== null && !isMissing(pulls)) {
    const live = (commit: string) => readLiveness(liveness(commit), false).verdict === 'live';
    return { ...one, touched: findTouching(candidates(pulls, live), namesOf(one.watched, world)) };
  }
  const commit = one.pull?.mergeCommit ?? null;
  if (commit === null) return one;
  const seen = firstSeen(one.watched.incident.recovery, one.pull?.number ?? 0);
  const facts = sinceSeen(liveness(commit), seen ?? world.now);
  return { ...one, liveness: facts, since: readLiveness(facts, false).since };
}

/** Nothing is counted while the fix waits for its review, its deploy, or lies in nobody's production. */
function needsEvidence({ fix, liveness, watched }: Case): boolean {
  if (fix === null) return true;
  if (isMissing(fix) || fix.state !== 'merged') return false;
  const { verdict } = readLiveness(liveness, watched.incident.recovery?.wasLive ?? false);
  return verdict === 'live' || verdict === 'unknown' || verdict === 'contradicts';
}

function orderOf({ watched, pull, since }: Case, production: Production | null): CountOrder {
  const commit = pull?.mergeCommit ?? null;
  return {
    incident: watched.incident,
    since,
    mergedAt: time(pull?.mergedAt ?? null),
    fixed: commit !== null,
    contains: (release, releases) =>
      commit === null || production === null
        ? 'unknown'
        : releaseContains(release, commit, { history: production.history, releases }),
  };
}

function productOrder({ watched: { incident }, since }: Case): ProductOrder {
  return { incident, since };
}

function speedOrder({ watched: { incident }, since, fix }: Case) {
  const watched = Date.parse(incident.recovery?.watchedSince ?? '');
  return { incident, since: since ?? (fix === null && Number.isFinite(watched) ? watched : null) };
}
