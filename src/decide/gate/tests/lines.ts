import { type GateFinding, gateLine } from '../finding.ts';
import type { Block } from '../line-change.ts';
import { onlyIn } from './compare.ts';
import { isRelated } from './related.ts';
import type { TestFile, TestSurvey } from './survey.ts';

/** A row of a table of cases, an element of a list of them. */
const ROW =
  /^\s*(?:[{([]|["'`]|-?\d|(?:\w+\.)?(?:param|case|Arguments\.of|arguments|of|TestCaseData|Object\[\])\s*\(|["\w]+\s*:\s*[{["'\d]|@?\[?(?:CsvSource|DataRow|InlineData|TestCase|ValueSource|MethodSource|EnumSource|Case)\b)/;
const CHECKS =
  /assert|expect|should|verif|check|requir|ensure|valid|compar|match|equal|fail|throw|rais|error|must|refute|confirm/i;
/** Lines that carry nothing of their own. */
const HOLLOW =
  /^[\s()[\]{};,]*$|^\s*(?:pass|end|else|\}\);?|import\b.*|from\b.*|use\b.*|using\b.*|package\b.*|const \w+ = require.*|"""|''')\s*$/;
const PLANS = /^\s*(?:\w+\.plan|expect\.assertions)\(/;
const EARLY = /^\s*(?:return;?|return (?:null|undefined|None|nil|true);?|next|exit|done\(\);\s*return;?)\s*$/;

const touches = (from: number, to: number, units: readonly { line: number; endLine: number }[]): boolean =>
  units.some((unit) => unit.line - 1 < to && unit.endLine > from);

/** Numbers and strings of a line as one sign each: what is left when only values differ. */
const shapeOf = (line: string): string =>
  line
    .trim()
    .replace(/-?\b\d[\w.]*/g, '0')
    .replace(/(["'`])[^"'`]*\1/g, '""')
    .replace(/\b(?:true|false|True|False|null|None|nil|undefined)\b/g, '0');

/** What single lines tell that assertions do not: lost rows, lost calls, early returns, other values. */
export function findChangedLines(survey: TestSurvey): readonly GateFinding[] {
  return survey.files.flatMap((file) => {
    if (file.changed.kind !== 'test' && file.base.units.length === 0) return [];
    const { gone, kept, fresh } = survey;
    // A test that is gone is told of already; one that moved is the same test elsewhere.
    const goneHere = file.base.units.filter((unit) => {
      const now = kept.get(unit);
      return gone.has(unit) || now?.text === unit.text || now?.path !== file.changed.path;
    });
    const freshHere = file.patched.units.filter((unit) => fresh.has(unit));
    return file.changed.blocks.flatMap((block) => [
      ...(touches(block.baseFrom, block.baseTo, goneHere) ? [] : findLost(file, block, survey)),
      ...findEarly(file, block, freshHere),
    ]);
  });
}

const indentOf = (line: string): number => line.length - line.trimStart().length;

/** Indent of a test's own statements: a return further in leaves only a function or branch inside. */
function bodyIndent(lines: readonly string[], { line, endLine }: { line: number; endLine: number }): number {
  const last = lines[endLine - 1] ?? '';
  // What closes a test stands where its head does; the first line may be a mark or a directive further out.
  const head = indentOf(/^\s*(?:[})]|end\b)/.test(last) ? last : (lines[line - 1] ?? ''));
  const own = lines.slice(line, endLine).filter((text) => /\w/.test(text));
  return Math.min(...own.map(indentOf).filter((indent) => indent > head));
}

function findEarly(
  file: TestFile,
  block: Block,
  fresh: TestFile['patched']['units'],
): readonly GateFinding[] {
  const { changed, patched } = file;
  const masked = changed.patched.masked();
  const removed = changed.base.masked().slice(block.baseFrom, block.baseTo);
  return masked.slice(block.newFrom, block.newTo).flatMap((line, at) => {
    if (!EARLY.test(line)) return [];
    const number = block.newFrom + at + 1;
    const inside = patched.units.some(
      (unit) =>
        number > unit.line &&
        number < unit.endLine &&
        !fresh.includes(unit) &&
        indentOf(line) <= bodyIndent(masked, unit),
    );
    if (!inside || removed.some((old) => EARLY.test(old))) return [];
    return [
      {
        outcome: 'fail' as const,
        why: 'an existing test returns early',
        line: gateLine(changed.path, number, line.trim()),
      },
    ];
  });
}

function findLost(file: TestFile, block: Block, survey: TestSurvey): readonly GateFinding[] {
  const { codeChanged } = survey;
  const { changed, base } = file;
  const path = changed.file.oldPath ?? changed.path;
  const says = (line: string) => !HOLLOW.test(line);
  const masked = changed.base.masked().slice(block.baseFrom, block.baseTo);
  const gone = changed.base.lines
    .slice(block.baseFrom, block.baseTo)
    .map((line, at) => ({ line, code: masked[at] ?? '', at }));
  const lost = gone.filter(({ code }) => says(code));
  const now = changed.patched.masked().slice(block.newFrom, block.newTo).filter(says);
  const inUnit = touches(block.baseFrom, block.baseTo, base.units);
  const rows = (lines: readonly string[]) => lines.filter((line) => ROW.test(line)).length;
  const first = lost[0];
  if (first === undefined) return [];
  const say = (outcome: GateFinding['outcome'], why: string): GateFinding => ({
    outcome,
    why,
    line: gateLine(path, block.baseFrom + first.at + 1, first.line.trim()),
  });
  if (now.length === 0) {
    if (moved(file, lost)) return [];
    if (rows(lost.map(({ line }) => line)) > 0) return [say('fail', 'cases of an existing test are removed')];
    if (!inUnit) return codeChanged ? [] : [say('needs-human', 'shared lines of tests are removed')];
    const checks = lost.some(({ code }) => CHECKS.test(code)) && !reported(file, block);
    return [say(checks || !codeChanged ? 'fail' : 'needs-human', 'lines of an existing test are removed')];
  }
  if (
    rows(lost.map(({ line }) => line)) >
    rows(changed.patched.lines.slice(block.newFrom, block.newTo)) + 1
  ) {
    return [say('needs-human', 'rows of an existing test are replaced by fewer')];
  }
  // How many checks a test plans follows from the checks, which are compared one by one.
  if (lost.every(({ code }) => PLANS.test(code))) return [];
  const values =
    lost.length === now.length &&
    lost.every(({ line }, at) => shapeOf(line) === shapeOf(changed.patched.lines[block.newFrom + at] ?? ''));
  if (values) {
    const old = lost.map(({ line }) => line).join(' ');
    const fresh = changed.patched.lines.slice(block.newFrom, block.newTo).join(' ');
    const expects = ROW.test(old) || /\b(?:want|expect\w*|expected|exp|wanted|result)\b/i.test(old);
    const bent = expects && !survey.gained && !isRelated(old, fresh, survey);
    return [say(codeChanged && !bent ? 'needs-human' : 'fail', 'an existing test has other values')];
  }
  return codeChanged || !inUnit ? [] : [say('fail', 'an existing test is changed, and no code')];
}

/** Whether the lines stand somewhere else in the file now. */
function moved({ changed }: TestFile, lost: readonly { readonly line: string }[]): boolean {
  const now = new Set(changed.added.map((at) => changed.patched.lines[at]?.trim()));
  return lost.every(({ line }) => now.has(line.trim()));
}

/** Whether the assertions on these lines were compared already and stand elsewhere now. */
function reported({ base, patched }: TestFile, { baseFrom, baseTo }: Block): boolean {
  const all = (suite: TestFile['base']) =>
    [...suite.units, suite.outside].flatMap(({ assertions }) => assertions);
  const gone = new Set(onlyIn(all(base), all(patched)).map(({ text }) => text));
  const here = all(base).filter(({ line }) => line - 1 >= baseFrom && line - 1 < baseTo);
  return here.length > 0 && here.every(({ text }) => !gone.has(text));
}
