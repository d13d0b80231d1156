import type { CheckChange, CheckEvidence, Proof, RunSummary, TestEvidence } from '../domain/proof.ts';
import type { SafeText } from '../domain/trust.ts';
import { codeBlock, codeSpan, inlineText } from '../safety/code.ts';
import { commas, lines, markdown, paragraphs, table } from '../safety/markdown.ts';
import { PROOF_WORDS } from './proof-words.ts';

/** Names of tests, and paths, that are listed; the proof has more. */
const MOST = 10;
/** Characters of a name, of a command, and of the end of an output. */
const NAME = 120;
const COMMAND = 160;
const OUTPUT = 2_000;

/** The job summary of a verification. */
export function renderProof(proof: Proof): SafeText {
  return paragraphs([
    markdown`### Patchpilot ${codeSpan('verify')}: ${codeSpan(proof.verdict)}`,
    lines(proof.codes.map((code) => markdown`- ${codeSpan(code)}: ${PROOF_WORDS[code]}`)),
    proof.tests === null ? null : testTable(proof.tests),
    proof.checks.length === 0 ? null : checkTable(proof.checks),
    tails(proof),
    paths(proof),
    place(proof),
  ]);
}

/** The proof as the table of a pull request: test, before, after. Inert whatever the tests are called. */
export function renderProofTable(proof: Proof): SafeText {
  return paragraphs([
    proof.tests === null ? null : testTable(proof.tests),
    proof.checks.length === 0 ? null : checkTable(proof.checks),
  ]);
}

function testTable({ files, proving, failing, unsteady, before, after, whole }: TestEvidence): SafeText {
  const rows = proving
    .slice(0, MOST)
    .map((name) => [inlineText(name, NAME), markdown`fails`, markdown`passes`]);
  const bad = [
    ...failing.map((name) => [inlineText(name, NAME), markdown``, markdown`fails`]),
    ...unsteady.map((name) => [inlineText(name, NAME), markdown``, markdown`passes and fails`]),
  ].slice(0, MOST);
  const summary = [
    whole ? markdown`the whole suite` : commas(files.slice(0, MOST).map((file) => inlineText(file, NAME))),
    runs(before),
    runs(after),
  ];
  return table(
    [markdown`Test of the patch`, markdown`Without the patch`, markdown`With the patch`],
    [summary, ...rows, ...bad],
  );
}

function runs(all: readonly RunSummary[]): SafeText {
  return all.length === 0 ? markdown`not run` : commas(all.map(run));
}

function run({ end, passed, failed, milliseconds }: RunSummary): SafeText {
  const seconds = Math.round(milliseconds / 100) / 10;
  return passed === null
    ? markdown`${codeSpan(end)} (${seconds} s)`
    : markdown`${codeSpan(end)} (${passed} passed, ${failed ?? 0} failed, ${seconds} s)`;
}

const CHANGE_WORDS: Readonly<Record<CheckChange, SafeText>> = {
  'still-green': markdown`green as before`,
  'still-red': markdown`red before too: not blamed on the patch`,
  mended: markdown`red before, green now`,
  broken: markdown`**broken by the patch**`,
  flaky: markdown`flaky: red and green with the same code`,
  'not-compared': markdown`not compared`,
};

function checkTable(checks: readonly CheckEvidence[]): SafeText {
  const rows = checks.map(({ name, command, before, after, change, broken, flaky, lost }) => [
    codeSpan(name),
    inlineText(command, COMMAND),
    before === null ? markdown`not run` : run(before),
    after === null ? markdown`not run` : run(after),
    named(CHANGE_WORDS[change], [...broken, ...flaky, ...lost]),
  ]);
  const head = [
    markdown`Check`,
    markdown`Command`,
    markdown`Base`,
    markdown`With the patch`,
    markdown`Meaning`,
  ];
  return table(head, rows);
}

function named(words: SafeText, names: readonly string[]): SafeText {
  if (names.length === 0) return words;
  const more = names.length > MOST ? markdown` and ${names.length - MOST} more` : markdown``;
  return markdown`${words}: ${commas(names.slice(0, MOST).map((name) => inlineText(name, NAME)))}${more}`;
}

/** The end of what the failing runs printed, which is what the next attempt has to read. */
function tails({ checks, tests }: Proof): SafeText | null {
  const broken = checks.find(({ change }) => change === 'broken')?.after ?? null;
  const late = tests?.after.find(({ end }) => end !== 'passed') ?? null;
  const shown = broken ?? late;
  if (shown === null || shown.tail === '') return null;
  return paragraphs([markdown`End of its output:`, codeBlock(shown.tail, OUTPUT)]);
}

function paths({ paths: changed }: Proof): SafeText | null {
  if (changed.length === 0) return null;
  const rows = changed
    .slice(0, MOST)
    .map(({ path, added, removed, test }) => [
      inlineText(path, NAME),
      test ? markdown`test` : markdown`source`,
      markdown`+${added} −${removed}`,
    ]);
  return table([markdown`Changed file`, markdown`What it is`, markdown`Lines`], rows);
}

function place({ base, isolation, runner, commandsFrom }: Proof): SafeText {
  const how =
    isolation === null
      ? markdown`Nothing of it was run.`
      : isolation.kind === 'other-user'
        ? markdown`It ran as a user of its own without any rights.`
        : markdown`It ran as the job’s own user (${inlineText(isolation.why, NAME)}), ${isolation.noNewPrivileges ? markdown`without new rights` : markdown`which could gain rights`}.`;
  const by =
    runner === null ? markdown`no test runner found` : markdown`tests by ${inlineText(runner, NAME)}`;
  return markdown`Base ${codeSpan(base)}; ${by}; commands: ${codeSpan(commandsFrom)}. ${how}`;
}
