import { type GateFinding, gateLine } from '../finding.ts';
import type { Block } from '../line-change.ts';
import type { TestFile, TestSurvey } from './survey.ts';

/** Words beside a number that says how much a test forgives. */
const RAISED =
  /time_?out|deadline|retr(?:y|ies)|tolerance|delta|epsilon|threshold|flaky|max_?diff|rel=|abs=|rtol|atol|within|approx|eventually|await_?at_?most|atMost|reruns|attempts/i;
const WAITS = /sleep|wait|delay|interval|poll|Duration|time\.(?:Second|Millisecond|Minute)|setTimeout/;
/** Numbers that say how exact a comparison is: less is more forgiving. */
const LOWERED =
  /places|precision|digits|decimals?|toBeCloseTo|closeTo|almost|coverage|branches|statements|hasSize/i;
/** Limits and retries that a runner gives to one test or to all of them. */
const GIVEN =
  /\bjest\.(?:setTimeout|retryTimes)\(|\bthis\.(?:timeout|retries|slow)\(|\btest\.(?:setTimeout|slow)\(|\bmark\.(?:timeout|flaky)\b|@(?:flaky|retry|Retry\w*|Timeout|RetryingTest|RepeatedIfExceptionsTest)\b|\bretries:\s*\d|\bretry:\s*\d|\btimeout:\s*\d|\btimeout\s*=\s*\d|\bdefaultCommandTimeout\b|\btestTimeout\b|\bsetDefaultTimeout\(|^\s*\}\)?,\s*\{?\s*(?:timeout:\s*)?\d[\d_]{3,}\s*\}?\s*\)/;
const LIMITS: readonly RegExp[] = [RAISED, LOWERED, WAITS];
const UNITS: readonly RegExp[] = [
  /^(?:nano|ns)/i,
  /^(?:micro|us)/i,
  /^(?:milli|ms)/i,
  /^(?:sec|s$|ofsec)/i,
  /^(?:min|m$|ofmin)/i,
  /^(?:hour|h$|ofhour)/i,
];

const wordsOf = (line: string): readonly string[] =>
  line.match(/\d[\d_.]{0,40}(?:e[+-]?\d{1,4})?|[A-Za-z_]{1,80}|\S/g) ?? [];
const numberOf = (word: string): number => (/^\d/.test(word) ? Number(word.replace(/_/g, '')) : Number.NaN);
const unitOf = (word: string): number => UNITS.findIndex((unit) => unit.test(word.replace(/^of/i, '')));

/** A line with its numbers and units taken out: lines that a limit may connect have the same. */
const frameOf = (line: string): string =>
  wordsOf(line)
    .map((word) => (!Number.isNaN(numberOf(word)) || unitOf(word) >= 0 ? '#' : word))
    .join(' ');

/** Lines of one frame that are compared at most. */
const MOST_ALIKE = 8;

/** Whether two lines are the same but for numbers, and which way these went: 1 up, -1 down, 0 otherwise. */
function direction(old: string, now: string): number {
  const [olds, news] = [wordsOf(old), wordsOf(now)];
  if (olds.length !== news.length) return 0;
  let way = 0;
  for (const [at, word] of olds.entries()) {
    const other = news[at] ?? '';
    if (word === other) continue;
    const difference = numberOf(other) - numberOf(word) || unitOf(other) - unitOf(word);
    if (Number.isNaN(difference) || (unitOf(word) < 0 && Number.isNaN(numberOf(word)))) return 0;
    way = Math.sign(difference);
  }
  return way;
}

/** Limits of existing tests that forgive more than before. */
export function findRaisedLimits(survey: TestSurvey): readonly GateFinding[] {
  return survey.files.flatMap((file) => {
    if (file.changed.kind !== 'test' && file.patched.units.length === 0) return [];
    const fresh = file.patched.units.filter((unit) => survey.fresh.has(unit));
    const isNew = (at: number) => fresh.some((unit) => at + 1 >= unit.line && at + 1 <= unit.endLine);
    const whole = file.changed.file.base === null;
    return whole ? [] : file.changed.blocks.flatMap((block) => findInBlock(file, block, isNew));
  });
}

function findInBlock(
  { changed }: TestFile,
  block: Block,
  isNew: (at: number) => boolean,
): readonly GateFinding[] {
  const olds = changed.base.lines.slice(block.baseFrom, block.baseTo);
  const telling = olds.filter((old) => LIMITS.some((rule) => rule.test(old)));
  const frames = Map.groupBy(telling, frameOf);
  const given = olds.some((old) => GIVEN.test(old));
  const found: GateFinding[] = [];
  for (let at = block.newFrom; at < block.newTo; at += 1) {
    const now = changed.patched.lines[at] ?? '';
    if (!(GIVEN.test(now) || LIMITS.some((rule) => rule.test(now))) || isNew(at)) continue;
    const say = (outcome: GateFinding['outcome'], why: string) =>
      found.push({ outcome, why, line: gateLine(changed.path, at + 1, now.trim()) });
    const ways = (frames.get(frameOf(now)) ?? []).slice(0, MOST_ALIKE).map((old) => direction(old, now));
    if (RAISED.test(now) && ways.includes(1)) say('fail', 'a limit of an existing test is raised');
    else if (LOWERED.test(now) && ways.includes(-1)) say('fail', 'an existing test compares less exactly');
    else if (WAITS.test(now) && ways.includes(1)) say('needs-human', 'an existing test waits longer');
    else if (GIVEN.test(now) && !given) {
      say('fail', 'an existing test is given more time or more tries');
    }
  }
  return found;
}
