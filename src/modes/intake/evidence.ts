import type { CandidateFacts } from '../../decide/intake/facts.ts';
import { isMissing, type Missing } from '../../domain/facts.ts';
import type { SentryLink } from '../../domain/sentry-link.ts';
import type { World } from '../world.ts';

/** Evidence of one signal, read from Sentry. */
export type Evidence = Pick<CandidateFacts, 'signal' | 'event' | 'injection'>;

/** Issue and event side by side; a short id must be resolved first, and costs the wait but no request more. */
export async function readEvidence(
  world: World,
  link: SentryLink,
  environments: readonly string[],
): Promise<Evidence> {
  const { signals } = world;
  if (isMissing(signals)) return absent(signals);
  if (link.id !== null) {
    const [signal, event] = await Promise.all([
      signals.signal({ id: link.id }),
      signals.event(link.id, environments),
    ]);
    return together(signal, event);
  }
  const signal = await signals.signal({ shortId: link.shortId ?? '' });
  if (isMissing(signal)) return absent(signal);
  return together(signal, await signals.event(signal.facts.id, environments));
}

/** The newest event of a signal that a list already told of. */
export async function readEvent(
  { signals }: World,
  issueId: string,
  environments: readonly string[],
): Promise<Omit<Evidence, 'signal'>> {
  const read = isMissing(signals) ? signals : await signals.event(issueId, environments);
  return isMissing(read) ? { event: read, injection: [] } : { event: read.event, injection: read.injection };
}

type Signals = Exclude<World['signals'], Missing>;

function together(
  signal: Awaited<ReturnType<Signals['signal']>>,
  read: Awaited<ReturnType<Signals['event']>>,
): Evidence {
  return {
    signal: isMissing(signal) ? signal : signal.facts,
    event: isMissing(read) ? read : read.event,
    injection: isMissing(read) ? [] : read.injection,
  };
}

function absent(missing: Missing): Evidence {
  return { signal: missing, event: missing, injection: [] };
}

/** Most commits of a release that are compared; a longer list says little about any one file. */
const MOST_COMMITS = 100;

/** Commits that may have brought the error, with the paths they changed: at most one more question to GitHub. */
export async function readCommits(world: World, facts: CandidateFacts): Promise<CandidateFacts['commits']> {
  const { signals, record } = world;
  const { signal, event } = facts;
  if (isMissing(signals) || isMissing(signal) || isMissing(event) || event.id === null) return [];
  const [suspect, release] = await Promise.all([
    signals.suspectCommit(signal.project, event.id),
    event.release === null ? [] : signals.releaseCommits(event.release),
  ]);
  if (suspect !== null) return [{ sha: suspect, paths: await record.changedPaths(suspect), suspect: true }];
  const [newest] = release;
  const oldest = release.slice(0, MOST_COMMITS).at(-1);
  if (newest === undefined || oldest === undefined) return [];
  const range = newest === oldest ? newest : `${oldest}...${newest}`;
  return [{ sha: newest, paths: await record.changedPaths(range), suspect: false }];
}
