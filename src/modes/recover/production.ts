import { type History, readHistory, withCompared } from '../../decide/recovery/ancestry.ts';
import { openQuestions, type ProductionSource } from '../../decide/recovery/liveness-facts.ts';
import type { KnownRelease } from '../../decide/recovery/releases.ts';
import { isMissing, type Missing } from '../../domain/facts.ts';
import type { ProductionPolicy } from '../../domain/policy/production.ts';
import type { LivenessFacts } from '../../domain/recovery.ts';
import type { RecoverWorld } from './ports.ts';

/** What production serves, by everybody who can tell, and which commits are in it. */
export interface Production {
  readonly sources: readonly (ProductionSource | Missing)[];
  readonly history: History;
  /** Sentry's releases, where they had to be asked for; `null`: not read. */
  readonly releases: readonly KnownRelease[] | null;
}

/** Comparisons asked in one run; a repository whose production is not its default branch needs one a fix. */
const MOST_COMPARISONS = 4;
/** Commits a day older than the first merge: clocks of committers differ. */
const MARGIN = 86_400_000;

/** Reads production once for the whole run. `fixes` are merge commits with their merges (ISO 8601). */
export async function readProduction(
  world: RecoverWorld,
  policy: ProductionPolicy,
  asked: {
    readonly head: string | null;
    /** Names that production has in Sentry. */
    readonly environments: readonly string[];
    readonly fixes: readonly { readonly commit: string; readonly mergedAt: string }[];
  },
): Promise<Production> {
  const { watch, production } = world;
  const { head, fixes } = asked;
  const first = Math.min(...fixes.map(({ mergedAt }) => Date.parse(mergedAt)).filter(Number.isFinite));
  const since = Number.isFinite(first) ? new Date(first - MARGIN).toISOString() : null;
  const [deployments, vercel, version, commits] = await Promise.all([
    watch.deployments(policy.environments),
    production.vercel(),
    policy.versionUrl === null ? null : production.version(policy.versionUrl),
    head === null || since === null ? [] : watch.history(head, since),
  ]);
  const told = [
    ...listed('vercel', vercel),
    ...listed('github-deployments', deployments),
    ...(version === null
      ? []
      : [isMissing(version) ? version : { source: 'version-url' as const, ...version }]),
  ];
  const releases = told.some((one) => !isMissing(one)) ? null : await readReleases(world, asked.environments);
  const sources = [...told, ...(releases === null ? [] : sentryDeploys(releases))];
  const history = readHistory(isMissing(commits) ? [] : commits);
  const open = openQuestions(
    sources,
    fixes.map(({ commit }) => commit),
    history,
  );
  const compared = new Map<string, LivenessFacts['contains']>();
  for (const { fix, deployed } of open.slice(0, MOST_COMPARISONS)) {
    compared.set(`${fix}...${deployed}`, await watch.compare(fix, deployed));
  }
  return { sources, history: withCompared(history, compared), releases };
}

/** Sentry's own list of deploys, where nobody else has one. */
async function readReleases(
  { counts }: RecoverWorld,
  environments: readonly string[],
): Promise<readonly KnownRelease[] | null> {
  const releases = isMissing(counts) ? counts : await counts.releases(environments);
  return isMissing(releases) ? null : releases;
}

/** The release that was deployed last serves; Sentry knows of no other end of a deployment. */
function sentryDeploys(releases: readonly KnownRelease[]): readonly ProductionSource[] {
  const deployed = releases
    .flatMap(({ commit, deployedAt }) => (deployedAt === null ? [] : [{ at: deployedAt, commit }]))
    .toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
  if (deployed.length === 0) return [];
  const deployments = deployed.map((one, index) => ({
    ...one,
    state: index === 0 ? ('serving' as const) : ('replaced' as const),
  }));
  return [{ source: 'sentry-deploys', deployments }];
}

/** A source that nobody configured has nothing to say, and neither has one that never saw a deployment. */
function listed(
  source: 'vercel' | 'github-deployments',
  found: Awaited<ReturnType<RecoverWorld['production']['vercel']>>,
): readonly (ProductionSource | Missing)[] {
  if (isMissing(found)) return found.why === 'not-configured' ? [] : [found];
  return found.length === 0 ? [] : [{ source, deployments: found }];
}
