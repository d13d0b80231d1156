import type { CheckedIncident } from '../../decide/recovery/plan.ts';
import type { Dispatch, Receipt } from '../../domain/effect.ts';
import { isMissing } from '../../domain/facts.ts';
import type { RecoveryOutcome } from '../../domain/recovery-outcome.ts';
import type { WatchList } from '../../domain/watched.ts';

/** A run that had nothing to look at. */
export const NOTHING: RecoveryOutcome = {
  dryRun: false,
  watched: 0,
  findings: [],
  dispatches: [],
  receipts: [],
  notices: [],
};

/** What a run did. An incident goes to a worker only when its brief and its record are both in place. */
export function recoveryOutcome({
  list,
  checked,
  dispatches,
  receipts,
  dryRun,
  correctedMs,
}: {
  readonly list: WatchList;
  readonly checked: readonly CheckedIncident[];
  readonly dispatches: readonly Dispatch[];
  readonly receipts: readonly Receipt[];
  readonly dryRun: boolean;
  /** What was added to the runner's clock; milliseconds. */
  readonly correctedMs: number;
}): RecoveryOutcome {
  const findings = checked.map(({ watched, decision }) => ({
    issue: watched.incident.issue,
    signal: watched.incident.sentry?.shortId ?? null,
    decision,
  }));
  const handed = dispatches.flatMap((dispatch) => {
    const own = receipts.filter(
      ({ target, effect }) => target === `#${dispatch.issue}` && (effect === 'brief' || effect === 'comment'),
    );
    const brief = own.find(({ kind, effect }) => effect === 'brief' && kind === 'done');
    const digest = brief?.kind === 'done' ? brief.digest : undefined;
    return digest !== undefined && own.every(({ kind }) => kind === 'done') ? [{ ...dispatch, digest }] : [];
  });
  const failed = receipts.flatMap((receipt) =>
    receipt.kind === 'failed' ? [`${receipt.target}: ${receipt.advice}`] : [],
  );
  const notices = [...clockAdvice(correctedMs), ...failed, ...missingAdvice(checked)].slice(0, 10);
  return { dryRun, watched: list.incidents.length, findings, dispatches: handed, receipts, notices };
}

function clockAdvice(correctedMs: number): readonly string[] {
  if (correctedMs === 0) return [];
  const minutes = Math.round(Math.abs(correctedMs) / 60_000);
  const way = correctedMs > 0 ? 'behind' : 'ahead of';
  return [`The clock of this runner is ${minutes} min ${way} GitHub's, whose time was used: set it right.`];
}

/** What would have to be set up so that more could be known, each sentence once. */
function missingAdvice(checked: readonly CheckedIncident[]): readonly string[] {
  const advice = checked.flatMap(({ facts }) =>
    [facts.fix, facts.events, facts.prior, ...facts.liveness].flatMap((one) =>
      one !== null && isMissing(one) && one.why !== 'not-found' ? [one.advice] : [],
    ),
  );
  return [...new Set(advice)];
}
