import { isMissing } from '../../domain/facts.ts';
import type { DeploymentState, LivenessFacts, RecoveryFacts } from '../../domain/recovery.ts';

/** What all sources together say about the fix in production. */
export interface Liveness {
  readonly verdict: 'live' | 'not-live' | 'unknown' | 'contradicts' | 'rolled-back';
  /** Milliseconds since 1970: since when it is live, by the latest of the agreeing sources. */
  readonly since: number | null;
  readonly sources: readonly string[];
  /** Why it is not live, as far as a deployment says. */
  readonly state: DeploymentState;
}

/** Sentry knows what was deployed once, not what serves now: it speaks only when nobody else does. */
const HISTORY: LivenessFacts['source'] = 'sentry-deploys';

/** States in which the deployment that carries the fix serves nobody. */
const NOT_SERVING: readonly DeploymentState[] = ['queued', 'building', 'error', 'canceled', 'blocked'];

/** Sums up the sources; doubt between them is no liveness. Their order means nothing. */
export function readLiveness(all: RecoveryFacts['liveness'], wasLive: boolean): Liveness {
  const read = all.flatMap((one) => (isMissing(one) ? [] : [{ ...one, contains: effective(one) }]));
  const now = read.filter((one) => one.source !== HISTORY && one.contains !== 'unknown');
  const heard = now.length > 0 ? now : read;
  const yes = heard.filter((one) => one.contains === 'contains');
  const no = heard.filter((one) => one.contains === 'not');
  const state = stateOf(read);
  const sources = (yes.length > 0 ? yes : heard).map((one) => one.source).toSorted();
  const gone = wasLive && no.length > 0 && yes.length === 0;
  if (state === 'rolled-back' || gone) return { verdict: 'rolled-back', since: null, sources, state };
  if (yes.length > 0 && no.length > 0) return { verdict: 'contradicts', since: null, sources, state };
  if (yes.length > 0) return { verdict: 'live', since: latest(yes), sources, state };
  return { verdict: no.length > 0 ? 'not-live' : 'unknown', since: null, sources, state };
}

/** A deployment that is not up, or was taken back, serves nothing, whatever commit it has. */
function effective({ contains, state }: LivenessFacts): LivenessFacts['contains'] {
  return contains === 'contains' && NOT_SERVING.includes(state) ? 'not' : contains;
}

const WORST_FIRST: readonly DeploymentState[] = [
  'rolled-back',
  'blocked',
  'error',
  'canceled',
  'building',
  'queued',
  'serving',
];

function stateOf(read: readonly LivenessFacts[]): DeploymentState {
  return WORST_FIRST.find((state) => read.some((one) => one.state === state)) ?? 'unknown';
}

/** One source without a time leaves the others’; none has one: not known. */
function latest(sources: readonly LivenessFacts[]): number | null {
  const times = sources.map((one) => Date.parse(one.since ?? '')).filter(Number.isFinite);
  return times.length === 0 ? null : Math.max(...times);
}
