import { livenessOf } from '../../domain/deployment.ts';
import { isMissing, type Missing } from '../../domain/facts.ts';
import type { LivenessFacts } from '../../domain/recovery.ts';
import type { RecoveryRecord } from '../../domain/recovery-record.ts';
import type { History } from './ancestry.ts';
import { readLiveness } from './liveness.ts';
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

/**
 * A source may tell what serves and not since when (`version-url`): then it counts from the check that saw it first, which
 * is late and never early. `at` is ISO 8601.
 */
export function sinceSeen(
  all: readonly (LivenessFacts | Missing)[],
  at: string,
): readonly (LivenessFacts | Missing)[] {
  const { verdict, since } = readLiveness(all, false);
  if (verdict !== 'live' || since !== null) return all;
  return all.map((one) => (isMissing(one) || one.contains !== 'contains' ? one : { ...one, since: at }));
}

/** When an earlier check knew this very fix to be live; ISO 8601. */
export function firstSeen(record: RecoveryRecord | null, fix: number): string | null {
  if (record?.shown?.fix !== fix) return null;
  const times = record.shown.story.filter(({ what }) => what === 'fix live').map(({ at }) => at);
  return times.toSorted((a, b) => Date.parse(a) - Date.parse(b)).at(-1) ?? null;
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
