import type { SignalFacts } from '../domain/facts.ts';
import { signalLine } from '../domain/signal-issue.ts';
import type { SafeText, Untrusted } from '../domain/trust.ts';
import { codeSpan, inlineText } from '../safety/code.ts';
import { hiddenLine, markdown, paragraphs, safeLink } from '../safety/markdown.ts';

/** Body of an issue for what was found in spans; the measurement stands in the comment, which is kept up to date. */
export function renderMeasuredIssue(signal: SignalFacts, title: Untrusted): SafeText {
  return paragraphs([
    hiddenLine(signalLine(signal.id)),
    inlineText(title, 200),
    markdown`Patchpilot measured this in the spans that Sentry keeps (project ${codeSpan(signal.project.slice(0, 60))}). The comment below has the numbers, the suspects and what was decided, and is kept up to date.`,
  ]);
}

/** Body of an issue for a signal that polling found: the link that Sentry’s own issues carry, and why it is here. */
export function renderSignalIssue(
  signal: SignalFacts,
  { title, url }: { readonly title: Untrusted; readonly url: string },
): SafeText {
  const host = URL.canParse(url) ? new URL(url).host : '';
  const address = `${url}/organizations/${encodeURIComponent(signal.organization)}/issues/${encodeURIComponent(signal.id)}/`;
  const name = signal.shortId.replace(/[^\w-]/g, '');
  return paragraphs([
    hiddenLine(signalLine(signal.id)),
    markdown`Sentry Issue: ${safeLink(codeSpan(name), address, [host])}`,
    inlineText(title, 200),
    markdown`Patchpilot found this in Sentry (project ${codeSpan(signal.project.slice(0, 60))}): ${signal.count} events, ${signal.userCount} users. What it decided, and why, stands in the comment below.`,
  ]);
}
