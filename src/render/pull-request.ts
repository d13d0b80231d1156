import type { GateOutcome, GateResult } from '../domain/gate.ts';
import type { JudgeNote, Proposal, WorkerUsage } from '../domain/proposal.ts';
import type { SafeText } from '../domain/trust.ts';
import { codeSpan, inlineText } from '../safety/code.ts';
import { commas, lines, markdown, paragraphs, safeLink, table } from '../safety/markdown.ts';
import { sanitizeMarkdown } from '../safety/sanitize.ts';
import { renderImpact } from './impact.ts';
import { renderPerformance } from './performance.ts';
import { renderProofTable } from './proof.ts';
import { suspectPlace } from './suspect-place.ts';

/** What a pull request is rendered with, beside the proposal. */
export interface PullRequestFrame {
  /** `https://sentry.io` and the organization, for the link; `null` when not configured. */
  readonly sentry: { readonly url: string; readonly organization: string } | null;
}

/** Lines of a gate that are shown. */
const MOST_LINES = 5;
/** Characters of one part of the worker's report. */
const REPORT = 1_500;

/** The body of the draft pull request: what broke, why, what was changed, what proves it, what to look at first. */
export function renderPullRequest(proposal: Proposal, frame: PullRequestFrame): SafeText {
  return paragraphs([
    first(proposal),
    broke(proposal, frame),
    measured(proposal),
    worker(proposal),
    proof(proposal),
    gates(proposal),
    judge(proposal),
    suspects(proposal),
    after(proposal),
    runs(proposal),
    footer(proposal),
  ]);
}

/** What a reviewer must not miss stands on top. */
function first({ requirements, gates: found, proof: seen }: Proposal): SafeText {
  const doubts = requirements.filter(({ outcome }) => outcome === 'needs-human');
  const opening =
    seen.verdict === 'proven'
      ? markdown`**A test that fails without this change passes with it.** It is a draft: nothing here was merged, and nothing will be without you.`
      : markdown`**There is no proof for this change**: read it as you would a stranger’s. It is a draft, and nothing will be merged without you.`;
  if (doubts.length === 0) return opening;
  const rows = doubts.map(
    ({ name, reason }) => markdown`- ${codeSpan(name)}: ${inlineWords(reason)}${places(found, name)}`,
  );
  return paragraphs([opening, markdown`**Look at this first**`, lines(rows)]);
}

function places(gates_: readonly GateResult[], name: string): SafeText {
  const found = gates_.find((gate) => gate.name === name)?.lines.slice(0, MOST_LINES) ?? [];
  if (found.length === 0) return markdown``;
  return markdown` (${commas(found.map(({ path, line }) => inlineText(line > 0 ? `${path}:${line}` : path, 160)))})`;
}

function broke({ evidence, issue, sentry }: Proposal, frame: PullRequestFrame): SafeText {
  const link = sentryLink(sentry, frame);
  const what =
    evidence === null
      ? markdown`a production error`
      : inlineText(`${evidence.type}: ${evidence.message}`, 240);
  const seen =
    evidence === null
      ? markdown``
      : markdown` Seen ${evidence.count} times by ${evidence.userCount} users since ${codeSpan(evidence.firstSeen.slice(0, 10))}${evidence.release === null ? markdown`` : markdown`, last in release ${inlineText(evidence.release, 80)}`}.`;
  return paragraphs([
    markdown`### What broke`,
    markdown`${what}${seen}${link === null ? markdown`` : markdown` In Sentry: ${link}.`} Refs #${issue.number}`,
  ]);
}

/** What was slow and what it cost: the reviewer of a change for speed looks at the trade first. */
function measured({ performance, productImpact }: Proposal): SafeText | null {
  const speed =
    performance === undefined
      ? null
      : paragraphs([
          renderPerformance(performance),
          markdown`A change for speed trades something for it: read the worker’s trade-offs, and see that nothing stale is shown for the time it saves.`,
        ]);
  const cost = productImpact === undefined ? null : renderImpact(productImpact);
  return speed === null && cost === null ? null : paragraphs([speed, cost]);
}

function sentryLink(sentry: Proposal['sentry'], frame: PullRequestFrame): SafeText | null {
  if (sentry === null || frame.sentry === null) return null;
  const { url, organization } = frame.sentry;
  const host = URL.canParse(url) ? new URL(url).host : '';
  const address = `${url}/organizations/${encodeURIComponent(organization)}/issues/${encodeURIComponent(sentry.id)}/`;
  return safeLink(codeSpan(sentry.shortId.replace(/[^\w-]/g, '')), address, [host]);
}

/** The worker's own words, marked as such; they are no proof of anything. */
function worker({ report, files }: Proposal): SafeText {
  const changed = files.map(({ path, content }) =>
    content === null ? markdown`- ${inlineText(path, 160)} (deleted)` : markdown`- ${inlineText(path, 160)}`,
  );
  if (report === null)
    return paragraphs([markdown`### What was changed`, lines(changed), markdown`The worker left no report.`]);
  const part = (head: SafeText, text: string) =>
    text.trim() === '' ? null : paragraphs([head, sanitizeMarkdown(text, { hosts: [], limit: REPORT })]);
  return paragraphs([
    markdown`### What was changed`,
    lines(changed),
    markdown`In the worker’s words, which nothing below relies on:`,
    part(markdown`**Cause**`, report.cause),
    part(markdown`**Change**`, report.change),
    part(markdown`**Tried**`, report.tested),
  ]);
}

function proof({ proof: seen }: Proposal): SafeText {
  const shown = renderProofTable(seen);
  const where =
    seen.isolation?.kind === 'other-user'
      ? markdown`It ran in run ${codeSpan(seen.run.id)} on a clean machine without any secret, as a user without rights.`
      : markdown`It ran in run ${codeSpan(seen.run.id)} on a clean machine without any secret, as the job’s own user (${inlineText(seen.isolation?.why ?? '', 200)}).`;
  return paragraphs([
    markdown`### Proof`,
    shown === '' ? markdown`No command could be run.` : shown,
    seen.isolation === null ? null : where,
  ]);
}

const SIGNS: Readonly<Record<GateOutcome, SafeText>> = {
  pass: markdown`✓`,
  'needs-human': markdown`👀`,
  fail: markdown`✗`,
};

function gates({ requirements }: Proposal): SafeText {
  const rows = requirements.map(({ name, outcome, reason }) => [
    markdown`${SIGNS[outcome]} ${codeSpan(name)}`,
    inlineWords(reason),
  ]);
  return paragraphs([
    markdown`<details><summary>Gates: ${requirements.length} asked, ${requirements.filter(({ outcome }) => outcome === 'needs-human').length} for you to look at</summary>`,
    table([markdown`Gate`, markdown`Answer`], rows),
    markdown`Gates see what is written, not whether it is right: that is the proof’s work, the judge’s and yours.`,
    markdown`</details>`,
  ]);
}

/** Reasons are sentences of ours; they pass the same door as everything else. */
function inlineWords(reason: string): SafeText {
  return sanitizeMarkdown(reason.replaceAll('|', '¦'), { hosts: [], limit: 300 });
}

function judge({ judge: said }: Proposal): SafeText {
  if (said === null) return markdown`### Judge\n\nNot judged: no second model is configured.`;
  const rows = said.scores.map(({ question, score, because }) => [
    inlineText(question, 80),
    markdown`${score} of 5`,
    inlineText(because, 200),
  ]);
  return paragraphs([
    markdown`### Judge`,
    markdown`A second model (${inlineText(said.model, 60)}) saw error, code and diff, not the worker’s words.`,
    table([markdown`Question`, markdown`Score`, markdown`Because`], rows),
    markdown`Overall ${said.overall} of 5. Only scores that quote what it was shown count.${price(said)}`,
  ]);
}

function price({ costUsd, inputTokens, outputTokens }: JudgeNote): SafeText {
  const tokens = (inputTokens ?? 0) + (outputTokens ?? 0);
  if (tokens === 0) return markdown``;
  return costUsd === null
    ? markdown` ${tokens} tokens.`
    : markdown` ${tokens} tokens, ${Math.round(costUsd * 10_000) / 10_000} USD.`;
}

function suspects({ suspects: ranked }: Proposal): SafeText | null {
  if (ranked.length === 0) return null;
  const rows = ranked
    .slice(0, 3)
    .map((one) => [
      inlineText(suspectPlace(one), 160),
      markdown`${Math.round(one.confidence * 100)} %`,
      inlineText(one.reason, 160),
    ]);
  return paragraphs([
    markdown`### Where the error pointed`,
    table([markdown`File`, markdown`Confidence`, markdown`Why`], rows),
  ]);
}

function after({ sentry, resolveInSentry }: Proposal): SafeText {
  const fixes =
    resolveInSentry && sentry !== null ? markdown`\n\nFixes ${sentryName(sentry.shortId)}` : markdown``;
  return markdown`### After the merge

Patchpilot watches until the fix is live and the error has been silent for long enough to mean it, then closes the incident; if it goes on, it says so.${fixes}`;
}

/** A short id as a bare word: Sentry reads it, and GitHub has no reference of that form. */
function sentryName(shortId: string): SafeText {
  return sanitizeMarkdown(shortId.replace(/[^A-Za-z0-9-]/g, '').slice(0, 100), { hosts: [], limit: 100 });
}

function runs({ runsWait }: Proposal): SafeText | null {
  return runsWait
    ? markdown`> CI waits for an approval here: this pull request was opened with the workflow’s own token. Approve the runs in the *Checks* tab, or pass a GitHub App token to have them start by themselves.`
    : null;
}

function footer({ attempt, usage, base, proof: seen }: Proposal): SafeText {
  const cost = usage === null ? markdown`` : markdown` · ${spent(usage)}`;
  return markdown`<sub>Patchpilot, attempt ${attempt}${cost} · base ${codeSpan(base.slice(0, 12))} · patch ${codeSpan((seen.patchDigest ?? '').slice(0, 12))}</sub>`;
}

function spent({ worker: name, dollars, turns, tokens, duration }: WorkerUsage): SafeText {
  const parts = [
    dollars === null ? null : markdown`${Math.round(dollars * 100) / 100} USD`,
    turns === null ? null : markdown`${turns} turns`,
    tokens === null ? null : markdown`${tokens} tokens`,
    duration === null ? null : markdown`${Math.round(duration / 60_000)} min`,
  ].filter((part) => part !== null);
  return markdown`${codeSpan(name)}: ${commas(parts)}`;
}

/** Lines below the headline of the one commit. */
export function renderCommitBody({ issue, attempt, proof: seen }: Proposal): string {
  const patch = `Patchpilot-Patch: sha256:${seen.patchDigest ?? 'unknown'}`;
  return [`Refs #${issue.number}`, '', `Patchpilot-Attempt: ${attempt}`, patch].join('\n');
}
