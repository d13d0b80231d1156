/**
 * The hidden, anchored line that carries an incident in its sticky comment. It is the comment's whole first line; a
 * marker anywhere else is somebody's quotation and means nothing.
 */
const OPEN = '<!-- patchpilot:incident:';
const CLOSE = ' -->';
const HEADER = /^<!-- patchpilot:incident:(\d{1,4}) (?:hmac=([0-9a-f]{64}) )?(\{.*\}) -->$/;

/** GitHub's limit for a comment is 65,536 characters; a first line beyond this is not ours. */
const MAX_LINE = 60_000;

/** What the comment's second visible line starts with: the rest of its structure. */
export const COMMENT_HEADING = '### Patchpilot';

/** A marker as it stands, not yet believed. */
export interface Marker {
  readonly version: number;
  readonly json: string;
  /** Hex HMAC-SHA-256 over repository, issue and json, when a `marker-key` was set. */
  readonly mac: string | null;
}

/** JSON that cannot end an HTML comment or start a new line, and holds no sign that a reader does not see. */
export function markerJson(value: unknown): string {
  return JSON.stringify(value).replace(/[<>\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|--/gu, escaped);
}

function escaped(text: string): string {
  return Array.from(
    { length: text.length },
    (_, at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`,
  ).join('');
}

export function formatMarker({ version, json, mac }: Marker): string {
  return `${OPEN}${version} ${mac === null ? '' : `hmac=${mac} `}${json}${CLOSE}`;
}

/** The marker of a comment that has our structure; `null` for every other text. */
export function findMarker(body: string): Marker | null {
  const end = body.indexOf('\n');
  if (end < 0 || end > MAX_LINE || !body.startsWith(OPEN)) return null;
  const match = HEADER.exec(body.slice(0, end).replace(/\r$/, ''));
  const rest = body.slice(end).trimStart();
  if (match?.[3] === undefined || !rest.startsWith(COMMENT_HEADING)) return null;
  return { version: Number(match[1]), json: match[3], mac: match[2] ?? null };
}

/** Seals the JSON of a marker: hex HMAC-SHA-256 over repository and JSON, which names the issue. */
export type Seal = (json: string) => string;

/** Whether a marker may be believed: with a key, only a sealed one; without, whatever its author's comment holds. */
export function isSealed({ json, mac }: Marker, seal: Seal | null): boolean {
  return seal === null || mac === seal(json);
}
