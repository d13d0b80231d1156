import type { RecoveryDecision, RecoveryReason } from '../domain/recovery.ts';
import type { RecoveryRecord, ShownRecovery } from '../domain/recovery-record.ts';
import type { SafeText } from '../domain/trust.ts';
import type { EvidenceValue } from '../domain/verdict.ts';
import { codeSpan, inlineText } from '../safety/code.ts';
import { commas, lines, markdown, paragraphs, table, timelineDiagram } from '../safety/markdown.ts';
import { about, minuteOf, oneDecimal, percent } from './measure.ts';
import { RECOVERY_WORDS } from './recovery-words.ts';

/** What a recovery section is rendered from: the last check on record. */
export type RecoveryReport = Pick<RecoveryRecord, 'kind' | 'code' | 'checkedAt' | 'nextCheckAt'> & {
  readonly shown: ShownRecovery;
};

/** The figures of a silence. */
export type SilenceFigures = Pick<RecoveryDecision, 'kind' | 'expected' | 'seen' | 'confidence' | 'waitLeft'>;

/** How a recovery stands, in a heading. */
export const KIND_WORDS: Readonly<Record<RecoveryDecision['kind'], SafeText>> = {
  close: markdown`over ✅`,
  wait: markdown`watching ⏳`,
  retry: markdown`another attempt 🔁`,
  escalate: markdown`needs a person 👀`,
};

const SIGNS: Readonly<Record<RecoveryReason['says'], SafeText>> = {
  decides: markdown`→`,
  for: markdown`✓`,
  against: markdown`✗`,
  note: markdown`·`,
};

/** The recovery section of an incident's comment: decision, figures, every observation, and the story as a picture. */
export function renderRecovery(report: RecoveryReport): SafeText {
  const { kind, code, checkedAt, nextCheckAt, shown } = report;
  const words = RECOVERY_WORDS[code];
  const next =
    nextCheckAt === null
      ? markdown`not checked again`
      : markdown`next check ${codeSpan(minuteOf(nextCheckAt))} UTC`;
  return paragraphs([
    markdown`**Recovery: ${KIND_WORDS[kind]}**`,
    markdown`${words.what}${failedFix(shown)}`,
    silenceLine({ ...shown, kind }),
    quietLine(shown),
    words.next ?? null,
    observations(shown),
    story(report),
    markdown`<sub>checked ${codeSpan(minuteOf(checkedAt))} UTC · ${next}</sub>`,
  ]);
}

/** `3.1 events would have been expected by now; 0 seen; 95.5% sure; about 2 h to go`; `null` where nothing was counted. */
export function silenceLine(decision: SilenceFigures): SafeText | null {
  const { expected, seen, confidence, waitLeft, kind } = decision;
  if (expected === null || seen === null) return null;
  const count = markdown`${oneDecimal(expected)} events would have been expected by now; ${seen} seen`;
  if (confidence === 0) return markdown`${count}.`;
  const sure = markdown`${count}; ${percent(confidence)} sure`;
  if (kind !== 'wait' || waitLeft === 0) return markdown`${sure}.`;
  return waitLeft === null
    ? markdown`${sure}; at this traffic nobody can say how long it takes.`
    : markdown`${sure}; ${about(waitLeft)} to go.`;
}

/** Without a fix: since when it is quiet, and who may have done it; `null` where a fix is known, or it is not quiet. */
function quietLine({ fix, reasons, expected }: ShownRecovery): SafeText | null {
  const known = (code: RecoveryReason['code']) => reasons.find((reason) => reason.code === code);
  const since = reasons.map(({ evidence: facts }) => facts.since).find((one) => typeof one === 'string');
  // A pause of minutes in what still fires is no quiet.
  const pause = (expected ?? 0) < 1;
  if (fix !== null || known('no-pull-request') === undefined || since === undefined || pause) return null;
  const quiet = markdown`Quiet since ${codeSpan(minuteOf(since))} UTC`;
  const touched = known('touched-suspect')?.evidence.pullRequest;
  return typeof touched === 'number'
    ? markdown`${quiet}, probably fixed by #${touched}, which touched the suspect.`
    : markdown`${quiet}; no pull request is known to have fixed it.`;
}

/** A failure names the pull request that failed; GitHub makes a link of the number. */
function failedFix({ lesson, reopen, fix }: ShownRecovery): SafeText {
  const failed = lesson === 'regressed' || reopen;
  return failed && fix !== null ? markdown` The fix was #${fix}.` : markdown``;
}

function observations({ reasons }: ShownRecovery): SafeText {
  const rows = reasons.map((reason) => [
    SIGNS[reason.says],
    RECOVERY_WORDS[reason.code].what,
    evidence(reason),
  ]);
  return table([markdown` `, markdown`Observed`, markdown`Evidence`], rows);
}

function evidence({ evidence: facts }: RecoveryReason): SafeText {
  const shown = Object.entries(facts)
    .filter(([, value]) => value !== null && value !== '')
    .map(([name, value]) => markdown`${plainName(name)} ${valueText(name, value)}`);
  return shown.length === 0 ? markdown` ` : commas(shown);
}

/** Names of evidence are ours: `pullRequest` reads `pull request`. */
function plainName(name: string): SafeText {
  return inlineText(
    name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`),
    40,
  );
}

function valueText(name: string, value: EvidenceValue): SafeText {
  if (typeof value === 'number') return numberText(name, value);
  const text = Array.isArray(value) ? value.join('; ') : String(value);
  return inlineText(Number.isFinite(Date.parse(text)) && text.length === 24 ? minuteOf(text) : text, 120);
}

function numberText(name: string, value: number): SafeText {
  if (name === 'pullRequest') return markdown`#${value}`;
  return value > 0 && value < 0.0001 ? markdown`under 0.0001` : markdown`${Number(value.toPrecision(3))}`;
}

/** Merge, deploy, last event, close, this check and the next one, in their order. */
function story({ kind, checkedAt, nextCheckAt, shown }: RecoveryReport): SafeText | null {
  const moments: readonly { readonly at: string | null; readonly what: string }[] = [
    ...shown.story,
    { at: checkedAt, what: `checked - ${kind}` },
    { at: nextCheckAt, what: 'next check' },
  ];
  const known = moments.flatMap(({ at, what }) =>
    at === null || !Number.isFinite(Date.parse(at)) ? [] : [{ at: Date.parse(at), what }],
  );
  const rows = known
    .toSorted((a, b) => a.at - b.at)
    .map(({ at, what }) => [minuteOf(new Date(at).toISOString()).replace(':', '.'), what] as const);
  return rows.length < 3 ? null : lines([timelineDiagram('Recovery (UTC)', rows)]);
}
