import type { Effect, RecordEdit, Settlement } from '../../domain/effect.ts';
import type { Incident } from '../../domain/incident.ts';
import { measuredSignal } from '../../domain/performance.ts';
import type { WatchedIncident } from '../../domain/watched.ts';

/** What the writes of a run have in common. */
export interface WriteFrame {
  /** Label that lists incidents. */
  readonly label: string;
  readonly resolveInSentry: boolean;
}

/** The writes of one incident that travel with those of others. */
export interface Writes {
  readonly edit: RecordEdit | null;
  readonly settle: Settlement | null;
  readonly resolve: Effect | null;
}

/**
 * Comments, and issues, of one request. GitHub does the fields of a mutation one after the other, two for an issue, and
 * gives up on a request after 10 seconds; 100 incidents that all close are 3 + 4 requests.
 */
const EDITS = 34;
const SETTLEMENTS = 25;

/**
 * Pure: the writes of several incidents in few requests, every record before what follows from it. Records travel by
 * themselves because a field that GitHub refuses does not stop the next: no close may follow a record that failed.
 */
export function together(all: readonly Writes[]): readonly Effect[] {
  const edits = chunks(
    all.flatMap(({ edit }) => edit ?? []),
    EDITS,
  );
  const settlements = chunks(
    all.flatMap(({ settle }) => settle ?? []),
    SETTLEMENTS,
  );
  return [
    ...edits.map((some): Effect => ({ kind: 'edit-comments', edits: some })),
    ...settlements.map((issues): Effect => ({ kind: 'settle-issues', issues })),
    ...all.flatMap(({ resolve }) => resolve ?? []),
  ];
}

function chunks<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size));
}

/** Label of what is over. */
export function overLabel({ label }: Pick<WriteFrame, 'label'>): string {
  return `${label}:recovered`;
}

/** What follows the record: label and state of the issue. Doing it again changes nothing. */
export function finishing(
  { incident, labels, live, nodeId }: WatchedIncident,
  { over, release }: { readonly over: boolean; readonly release: string | null },
  frame: WriteFrame,
): Pick<Writes, 'settle' | 'resolve'> {
  const issue = { number: incident.issue, nodeId };
  const add = [over ? overLabel(frame) : frame.label].filter((name) => !labels.includes(name));
  const close = over && live;
  const { sentry } = incident;
  const resolves = over && frame.resolveInSentry && sentry !== null && !isOwnSignal(incident);
  return {
    settle: add.length > 0 || close ? { issue, add, close } : null,
    resolve: resolves ? { kind: 'resolve-signal', issue, signalId: sentry.id, release } : null,
  };
}

/** A slow request that we found ourselves bears a number made of its class, which is no issue of Sentry's. */
function isOwnSignal({ fingerprint, performance, sentry }: Incident): boolean {
  if (performance === undefined || fingerprint === null || !/^[0-9a-f]{1,16}$/.test(fingerprint))
    return false;
  return sentry?.id === measuredSignal(fingerprint);
}

/**
 * Incidents that another run put on record as over, and whose issue is open because GitHub did not take the close. What
 * somebody opened again since is no such thing, nor what this run finds not to be over.
 */
export function unclosed(
  incidents: readonly WatchedIncident[],
  { run, notOver }: { readonly run: string; readonly notOver: readonly Incident[] },
): readonly WatchedIncident[] {
  const open = new Set(notOver.map(({ issue }) => issue));
  return incidents.filter(({ incident, live, reopened }) => {
    const { recovery, issue } = incident;
    if (
      incident.run === run ||
      recovery?.kind !== 'close' ||
      recovery.closedAt === null ||
      !live ||
      open.has(issue)
    )
      return false;
    return reopened === null || Date.parse(reopened.at) < Date.parse(recovery.closedAt);
  });
}

/** Writes that a run which was cut short still owes, by its record alone. */
export function owed(watched: WatchedIncident, frame: WriteFrame): Writes {
  const { recovery } = watched.incident;
  if (recovery === null || recovery.kind === 'wait') return { edit: null, settle: null, resolve: null };
  const over = recovery.closedAt !== null;
  const { settle, resolve } = finishing(watched, { over, release: null }, frame);
  // Resolving comes last: an issue that is closed already may well have been resolved.
  return { edit: null, settle, resolve: watched.live ? resolve : null };
}
