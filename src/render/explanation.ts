import { explanationLine } from '../domain/explanation.ts';
import type { Incident } from '../domain/incident.ts';
import type { SafeText } from '../domain/trust.ts';
import { codeSpan, inlineText } from '../safety/code.ts';
import { hiddenLine, lines, markdown, paragraphs, table } from '../safety/markdown.ts';
import { REASON_WORDS } from './reason-words.ts';
import { reasonLines } from './reasons.ts';
import { suspectPlace } from './suspect-place.ts';

/** The whole trace of a decision, for whoever asked `/patchpilot explain`. */
export function renderExplanation(incident: Incident, commentId: string): SafeText {
  const { decision, decidedAt } = incident;
  const words = REASON_WORDS[decision.reasonCode];
  return paragraphs([
    hiddenLine(explanationLine(commentId)),
    markdown`### Patchpilot: why`,
    markdown`**${words.what}** Verdict ${codeSpan(decision.verdict)}, reason ${codeSpan(decision.reasonCode)}, decided ${codeSpan(decidedAt.slice(0, 16).replace('T', ' '))} UTC.`,
    words.next,
    markdown`**Every question that was asked, in order.** ✓ nothing against acting · → this answer decided. Questions behind it were not asked.`,
    lines(decision.reasons.map(reasonLines)),
    errorClass(incident),
    suspects(incident),
    life(incident),
  ]);
}

function errorClass({ errorClass: found }: Incident): SafeText | null {
  if (found === null) return null;
  const { types, message, frames, basis } = found.parts;
  return paragraphs([
    markdown`**What makes its class** ${codeSpan(found.fingerprint)}: values, lines, hashes and wrappers do not count.`,
    lines([
      markdown`- Types, root cause first: ${inlineText(types.join(', ') || 'none', 200)}`,
      markdown`- Message, values masked: ${inlineText(message || 'none', 240)}`,
      markdown`- Frames (${codeSpan(basis)}), innermost last: ${inlineText(frames.slice(-6).join(' → ') || 'none', 400)}`,
    ]),
  ]);
}

function suspects({ suspects: ranked, confident }: Incident): SafeText | null {
  if (ranked.length === 0) return null;
  const rows = ranked.map((one) => [
    inlineText(suspectPlace(one), 160),
    markdown`${Math.round(one.confidence * 100)} %`,
    inlineText(one.reason, 200),
  ]);
  const head = [markdown`File`, markdown`Confidence`, markdown`Why`];
  return paragraphs([
    confident ? markdown`**Suspects**` : markdown`**Suspects**, none of them clear`,
    table(head, rows),
  ]);
}

function life({ timeline, attempts }: Incident): SafeText | null {
  if (timeline.length === 0) return null;
  const rows = timeline.map(({ at, kind, what }) => [
    codeSpan(at.slice(0, 16).replace('T', ' ')),
    codeSpan(kind),
    codeSpan(what),
  ]);
  return paragraphs([
    markdown`**Its life so far** (${attempts.length} attempts)`,
    table([markdown`When (UTC)`, markdown`What`, markdown`Detail`], rows),
  ]);
}
