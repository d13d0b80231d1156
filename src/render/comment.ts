import type { Attempt, Incident, Moment } from '../domain/incident.ts';
import { formatMarker, markerJson } from '../domain/marker.ts';
import type { SafeText } from '../domain/trust.ts';
import { codeSpan, inlineText } from '../safety/code.ts';
import {
  commas,
  hiddenLine,
  lines,
  markdown,
  paragraphs,
  safeLink,
  table,
  timelineDiagram,
} from '../safety/markdown.ts';
import { renderImpact } from './impact.ts';
import { renderPerformance, renderReport } from './performance.ts';
import { REASON_WORDS } from './reason-words.ts';
import { reasonLines } from './reasons.ts';
import { KIND_WORDS, renderRecovery } from './recovery.ts';
import { suspectPlace } from './suspect-place.ts';

/** What a comment is rendered with, beside the incident itself. */
export interface CommentFrame {
  /** `https://sentry.io` and the organization, for the link; `null` when not configured. */
  readonly sentry: { readonly url: string; readonly organization: string } | null;
  /** Seals the marker; `null` without a `marker-key`. */
  readonly mac: ((json: string) => string) | null;
}

const VERDICT_WORDS: Readonly<Record<Incident['decision']['verdict'], SafeText>> = {
  accept: markdown`accepted 🔧`,
  defer: markdown`waiting ⏳`,
  ignore: markdown`not acting 🔕`,
  escalate: markdown`needs a person 👀`,
};

/** GitHub takes 65,536 characters; what is near it helps no reader. */
const MAX_LENGTH = 60_000;

/** The sticky comment of an incident: marker, status, reasons with their evidence, suspects, and its life so far. */
export function renderComment(incident: Incident, frame: CommentFrame): SafeText {
  const whole = render(incident, frame);
  return whole.length <= MAX_LENGTH ? whole : render(slim(incident), frame);
}

/** The record without what an oversized event blew up: verdict, reasons and life stay. */
function slim(incident: Incident): Incident {
  const reasons = incident.decision.reasons.map((reason) => ({ ...reason, evidence: {} }));
  return {
    ...incident,
    recovery: incident.recovery === null ? null : { ...incident.recovery, shown: null },
    errorClass: null,
    suspects: incident.suspects.slice(0, 1),
    decision: { ...incident.decision, reasons },
  };
}

function render(incident: Incident, frame: CommentFrame): SafeText {
  const json = markerJson(incident);
  const marker = formatMarker({ version: 1, json, mac: frame.mac?.(json) ?? null });
  const words = wordsOf(incident);
  return paragraphs([
    hiddenLine(marker),
    // What findMarker looks for below the marker: COMMENT_HEADING.
    markdown`### Patchpilot: ${heading(incident)}`,
    // What intake found is old news once production is watched.
    incident.recovery?.shown ? null : markdown`**${words.what}**`,
    pointer(incident),
    incident.recovery === null ? (next(incident) ?? words.next) : null,
    recovery(incident),
    incident.performance === undefined || incident.reported !== undefined ? evidence(incident, frame) : null,
    incident.reported === undefined ? null : renderReport(incident.reported),
    incident.performance === undefined ? null : renderPerformance(incident.performance),
    duplicates(incident),
    attempts(incident),
    suspects(incident),
    incident.productImpact === undefined ? null : renderImpact(incident.productImpact),
    details(incident),
    footer(incident),
  ]);
}

/** What happens next, once a worker has been at it. */
function next({ decision, attempts: all, pullRequest }: Incident): SafeText | null {
  const outcome = all.at(-1)?.outcome;
  if (decision.verdict !== 'accept' || outcome === undefined) return null;
  if (outcome === 'proposed' && pullRequest !== null)
    return markdown`A draft pull request waits for your review: #${pullRequest}. Nothing is merged without you.`;
  if (outcome === 'refused')
    return markdown`The last patch was refused before anybody had to look at it. Within the budget the next attempt is told why.`;
  return outcome === 'failed'
    ? markdown`The patch passed, but the draft pull request could not be opened.`
    : null;
}

/** What is slow is no error and has no stack, whatever is decided about it. */
function wordsOf({
  errorClass,
  decision: { reasonCode },
}: Incident): (typeof REASON_WORDS)[typeof reasonCode] {
  const slow = errorClass?.parts.types[0]?.startsWith('performance: ') ?? false;
  return (slow ? SLOW_WORDS[reasonCode] : undefined) ?? REASON_WORDS[reasonCode];
}

/** How the incident stands: what production shows, once it is watched; before that, what was decided. */
function heading({ recovery: last, decision }: Incident): SafeText {
  if (last === null) return VERDICT_WORDS[decision.verdict];
  return last.closedAt === null ? KIND_WORDS[last.kind] : KIND_WORDS.close;
}

function recovery({ recovery: last }: Incident): SafeText | null {
  return last === null || last.shown === null ? null : renderRecovery({ ...last, shown: last.shown });
}

const SLOW_WORDS: Partial<typeof REASON_WORDS> = {
  accepted: {
    what: markdown`Requests that this repository’s own code handles are slow, it is worth a change, and nobody is on it yet.`,
    next: REASON_WORDS.accepted.next,
  },
  'no-frame-in-tree': {
    what: markdown`Nothing in the tree of this repository shows which file handles these requests.`,
    next: markdown`If it is here: name the route’s file after what it handles, or let the SDK send the place in the code with its spans.`,
  },
};

/** Whose it is: the issue or pull request that the decision rests on, as a link of GitHub's own. */
function pointer({ decision }: Incident): SafeText | null {
  const { evidence: found = {} } = decision.reasons.find(({ outcome }) => outcome === 'decisive') ?? {};
  const number = found.issue ?? found.pullRequest ?? found.ticket;
  return typeof number === 'number' && Number.isSafeInteger(number) && number > 0
    ? markdown`See #${number}.`
    : null;
}

/** Other issues of the class, and what they add. */
function duplicates({ duplicates: found }: Incident): SafeText | null {
  if (found.length === 0) return null;
  const events = found.reduce((sum, one) => sum + one.count, 0);
  const rows = found
    .slice(0, 10)
    .map(
      (one) =>
        markdown`${one.issue === null ? codeSpan(one.shortId.replace(/[^\w-]/g, '')) : markdown`#${one.issue}`} (${one.count} events, ${one.userCount} users)`,
    );
  const more = found.length - rows.length;
  return markdown`**The same bug** also came in as ${commas(rows)}${more > 0 ? markdown` and ${more} more` : markdown``}: ${events} events more, counted into its severity. No second pull request is made for them.`;
}

function evidence({ evidence: found, sentry }: Incident, frame: CommentFrame): SafeText | null {
  if (found === null) return null;
  const link = sentry === null || frame.sentry === null ? null : sentryLink(sentry, frame.sentry);
  const rows: (readonly [SafeText, SafeText])[] = [
    [
      markdown`Seen`,
      markdown`${found.count} events, ${found.userCount} users, ${codeSpan(day(found.firstSeen))} to ${codeSpan(day(found.lastSeen))}`,
    ],
    [
      markdown`Where`,
      markdown`${found.environment === null ? markdown`not known to be production` : inlineText(found.environment, 60)}, ${found.release === null ? markdown`release unknown` : inlineText(found.release, 80)}`,
    ],
  ];
  if (found.message !== '')
    rows.unshift([markdown`Error`, inlineText(`${found.type}: ${found.message}`, 200)]);
  if (link !== null) rows.push([markdown`Sentry`, link]);
  return table([markdown`What Patchpilot saw`, markdown` `], rows);
}

function sentryLink(
  issue: NonNullable<Incident['sentry']>,
  { url, organization }: NonNullable<CommentFrame['sentry']>,
): SafeText {
  const host = URL.canParse(url) ? new URL(url).host : '';
  const address = `${url}/organizations/${encodeURIComponent(organization)}/issues/${encodeURIComponent(issue.id)}/`;
  return safeLink(codeSpan(issue.shortId.replace(/[^\w-]/g, '')), address, [host]);
}

const ATTEMPT_WORDS: Readonly<Record<Attempt['outcome'], SafeText>> = {
  dispatched: markdown`with the worker`,
  proposed: markdown`draft pull request`,
  refused: markdown`refused`,
  failed: markdown`could not be opened`,
};

/** What became of each hand-over, and what a refused patch was refused for. */
function attempts({ attempts: all, pullRequest }: Incident): SafeText | null {
  if (all.every(({ outcome }) => outcome === 'dispatched')) return null;
  const rows = all.map(({ number, at, outcome, lesson }) => [
    number,
    codeSpan(minute(at)),
    outcome === 'proposed' && pullRequest !== null
      ? markdown`${ATTEMPT_WORDS[outcome]} #${pullRequest}`
      : ATTEMPT_WORDS[outcome],
    lesson === null ? markdown`` : inlineText(lesson.fix, 280),
  ]);
  return table([markdown`Attempt`, markdown`Handed over (UTC)`, markdown`Outcome`, markdown`Why`], rows);
}

function suspects({ suspects: ranked, confident }: Incident): SafeText | null {
  if (ranked.length === 0) return null;
  const rows = ranked
    .slice(0, 5)
    .map((suspect) => [
      inlineText(suspectPlace(suspect), 160),
      markdown`${Math.round(suspect.confidence * 100)} %`,
      inlineText(suspect.reason, 160),
    ]);
  return paragraphs([
    confident ? markdown`**Suspects**` : markdown`**Suspects**, none of them clear`,
    table([markdown`File`, markdown`Confidence`, markdown`Why`], rows),
  ]);
}

/** Everything else a reader may want, folded away; the tags are ours. */
function details({ decision, timeline }: Incident): SafeText {
  return paragraphs([
    markdown`<details><summary>How this was decided</summary>`,
    lines(decision.reasons.map(reasonLines)),
    timeline.length > 1 ? diagram(timeline) : null,
    markdown`</details>`,
  ]);
}

/** The incident's life as a picture. Times and codes are ours; no text of an event comes near it. */
function diagram(timeline: readonly Moment[]): SafeText {
  const rows = timeline
    .slice(-12)
    .map(
      ({ at, kind, what }) =>
        [`${at.slice(0, 10)} ${at.slice(11, 16).replace(':', '.')}`, `${kind} ${what}`] as const,
    );
  return timelineDiagram('Life of this incident (UTC)', rows);
}

function footer({ fingerprint, decidedAt, decision }: Incident): SafeText {
  const class_ = fingerprint === null ? markdown`no class` : markdown`class ${codeSpan(fingerprint)}`;
  return markdown`<sub>${codeSpan(decision.reasonCode)} · ${class_} · decided ${codeSpan(minute(decidedAt))} UTC · \`/patchpilot retry\` or \`/patchpilot ignore\` from anybody who can write here</sub>`;
}

function day(iso: string): string {
  return /^\d{4}-\d{2}-\d{2}/.exec(iso)?.[0] ?? 'unknown';
}

function minute(iso: string): string {
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.exec(iso)?.[0].replace('T', ' ') ?? 'unknown';
}
