import { markerJson } from '../domain/marker.ts';
import { type StormRecord, stormLine } from '../domain/storm.ts';
import type { SafeText } from '../domain/trust.ts';
import { codeSpan, inlineText } from '../safety/code.ts';
import { hiddenLine, lines, markdown, paragraphs } from '../safety/markdown.ts';

/** Members shown; all of them are in the record. */
const MOST_SHOWN = 100;

/** Body of the umbrella issue of a storm: what they share, the list, and how it ends. */
export function renderUmbrella(storm: StormRecord): SafeText {
  const shown = storm.issues.slice(0, MOST_SHOWN);
  const more = storm.issues.length - shown.length;
  return paragraphs([
    hiddenLine(stormLine(markerJson(storm))),
    storm.over
      ? markdown`### Patchpilot: the storm is over ✅`
      : markdown`### Patchpilot: a storm needs a person 👀`,
    markdown`**${storm.issues.length + storm.signals.length} errors started at once${shared(storm)}.** The first began ${codeSpan(storm.startedAt.slice(0, 16).replace('T', ' '))} UTC. They most likely have one cause, so no worker was sent at each of them.`,
    storm.over
      ? markdown`None of them goes on, or it is no news any more. Each one is judged by itself again from now on.`
      : markdown`Look at the common cause first: a deploy, another service, a database. **Close this issue** when you have it in hand; what remains of the list is then judged one by one, within the budgets. It closes by itself when the storm has passed.`,
    lines([
      ...shown.map((issue) => markdown`- #${issue}`),
      ...storm.signals
        .slice(0, MOST_SHOWN)
        .map((id) => markdown`- ${codeSpan(id.replace(/[^\w-]/g, ''))} in Sentry`),
    ]),
    more > 0 ? markdown`and ${more} more` : null,
  ]);
}

function shared({ root, what }: StormRecord): SafeText {
  if (what === null) return markdown``;
  const name = inlineText(what, 160);
  switch (root) {
    case 'suspect':
      return markdown` and lead to one file, ${name}`;
    case 'release':
      return markdown` with one release, ${name}`;
    case 'upstream':
      return markdown` and speak of one other service, ${name}`;
    default:
      return markdown``;
  }
}
