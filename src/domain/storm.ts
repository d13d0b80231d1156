/**
 * Many errors that started together: one umbrella issue lists them, no worker is sent, a person is asked. The record of
 * a storm stands in the umbrella's body, below a marker of its own.
 */
export interface StormRecord {
  readonly version: 1;
  readonly root: 'classes' | 'suspect' | 'release' | 'upstream';
  /** The file, release or host that they share; `null` when only their number does. */
  readonly what: string | null;
  /** Numbers of the incidents' issues, ascending. */
  readonly issues: readonly number[];
  /** Short ids of Sentry issues that have no issue here. */
  readonly signals: readonly string[];
  /** ISO 8601, UTC: when the first of them started. */
  readonly startedAt: string;
  /** It ended by itself: what comes next is a new one. */
  readonly over: boolean;
}

/** The umbrella issue on record. */
export interface Umbrella {
  readonly number: number;
  readonly nodeId: string;
  /** Open: the storm is on. Closed and not over: a person said that it is dealt with. */
  readonly open: boolean;
  /** ISO 8601 of its last change. */
  readonly changedAt: string;
  readonly storm: StormRecord;
}

const OPEN = '<!-- patchpilot:storm:1 ';
const CLOSE = ' -->';

/** The umbrella's first line; `json` must hold no `--` and no line break (`markerJson`). */
export function stormLine(json: string): string {
  return `${OPEN}${json}${CLOSE}`;
}

/** JSON of a body's first line; `null` for every other text. */
export function findStormJson(body: string): string | null {
  const line = body.slice(0, 20_000).split('\n', 1)[0]?.replace(/\r$/, '') ?? '';
  return line.startsWith(OPEN) && line.endsWith(CLOSE) ? line.slice(OPEN.length, -CLOSE.length) : null;
}

/** Label that lists umbrellas, made from the incidents' own. */
export function stormLabel(label: string): string {
  return `${label}:storm`;
}
