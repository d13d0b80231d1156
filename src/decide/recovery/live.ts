import type { RecoveryCode } from '../../domain/recovery.ts';
import { escalates, type Finding, type Question, speaksFor, waits } from './finding.ts';
import { HOUR, time, type View } from './view.ts';

/**
 * Was the deployment that carried the fix taken back? Then waiting is in vain, whatever else was seen, and the proof
 * that closed an incident is void.
 */
export const askRollback: Question = ({ fix, live, facts: { closed } }) => {
  if (fix?.state !== 'merged' || live.verdict !== 'rolled-back') return [];
  const found = escalates('rolled-back', { pullRequest: fix.number, sources: live.sources });
  return [closed?.by === 'patchpilot' ? { ...found, reopen: true } : found];
};

/** Does production serve a commit that contains the merge commit, now? */
export const askLive: Question = (view) => {
  const { fix, live } = view;
  if (fix?.state !== 'merged' || live.verdict === 'rolled-back') return [];
  const evidence = { sources: live.sources };
  const { patience } = view.policy;
  switch (live.verdict) {
    case 'live':
      return live.since === null
        ? [waits('deploy-time-unknown', limit(view, patience.missingHours), evidence)]
        : [speaksFor('fix-live', { ...evidence, since: new Date(live.since).toISOString() })];
    case 'contradicts':
      return [waits('liveness-contradicts', limit(view, patience.contradictionHours), evidence)];
    default:
      return [notServing(view)];
  }
};

const FAILED: Readonly<Record<string, RecoveryCode>> = {
  error: 'deployment-failed',
  canceled: 'deployment-failed',
  building: 'deployment-pending',
  queued: 'deployment-pending',
};

function notServing(view: View): Finding {
  const { live, policy } = view;
  const evidence = { sources: live.sources, state: live.state };
  // A person must let a blocked deployment through (protection rules, unverified commits).
  if (live.state === 'blocked') return escalates('deployment-blocked', evidence);
  const code = FAILED[live.state];
  if (code === 'deployment-failed')
    return waits(code, limit(view, policy.patience.failedDeployHours), evidence);
  if (code !== undefined) return waits(code, limit(view, policy.patience.deployHours), evidence);
  return live.verdict === 'unknown'
    ? waits('liveness-unknown', limit(view, policy.patience.missingHours), evidence)
    : waits('fix-not-live', limit(view, policy.patience.deployHours), evidence);
}

function limit({ fix, facts }: View, hours: number) {
  return { since: time(fix?.mergedAt ?? null) ?? time(facts.watchedSince), ms: hours * HOUR };
}
