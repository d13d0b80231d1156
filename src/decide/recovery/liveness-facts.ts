import { livenessOf } from '../../domain/deployment.ts';
import { isMissing, type Missing } from '../../domain/facts.ts';
import type { LivenessFacts } from '../../domain/recovery.ts';
import type { History } from './ancestry.ts';
import type { DeploymentList } from './watch.ts';

/** What one source says about a fix: a list of deployments, or the one commit that production answers. */
export type ProductionSource = DeploymentList | { readonly source: 'version-url'; readonly commit: string };

/** Every source's word on whether production serves the merge commit. */
export function livenessFacts(
  sources: readonly (ProductionSource | Missing)[],
  mergeCommit: string,
  history: History,
): readonly (LivenessFacts | Missing)[] {
  return sources.map((one) => {
    if (isMissing(one)) return one;
    if (!('deployments' in one)) {
      const contains = history.contains(mergeCommit, one.commit);
      const state = contains === 'contains' ? 'serving' : 'unknown';
      return { source: one.source, contains, state, since: null };
    }
    const list = one.deployments.map(({ at, state, commit }) => ({
      at,
      state,
      contains: commit === null ? ('unknown' as const) : history.contains(mergeCommit, commit),
    }));
    return livenessOf(one.source, list);
  });
}

/** Pairs of fix and deployed commit that the history cannot tell and a comparison could, those that serve first. */
export function openQuestions(
  sources: readonly (ProductionSource | Missing)[],
  fixes: readonly string[],
  history: History,
): readonly { readonly fix: string; readonly deployed: string }[] {
  const serving = sources.flatMap((one) => {
    if (isMissing(one)) return [];
    if (!('deployments' in one)) return [one.commit];
    const newestFirst = one.deployments.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
    return newestFirst.find(({ state }) => state === 'serving')?.commit ?? [];
  });
  const pairs = [...new Set(serving)].flatMap((deployed) =>
    [...new Set(fixes)].map((fix) => ({ fix, deployed })),
  );
  return pairs.filter(({ fix, deployed }) => history.contains(fix, deployed) === 'unknown');
}
