import type { GateLine, GateOutcome, GateResult } from '../../domain/gate.ts';
import {
  type CheckedScore,
  JUDGE_GATE,
  type JudgeAnswer,
  type JudgePrompt,
  type JudgeQuestion,
  type JudgeResult,
  type JudgeScore,
  type Unanswered,
} from '../../domain/judge.ts';
import type { JudgePolicy } from '../../domain/policy/judge.ts';
import { findQuotes } from './quotes.ts';
import { type ShownLine, shownLines } from './shown-lines.ts';

/** What each question found wanting is called in a reason. */
const WANTING: Readonly<Record<JudgeQuestion, string>> = {
  'root-cause': 'it does not remove the cause',
  'no-swallowing': 'it hides failures',
  'nothing-invented': 'it does more than was asked for',
  conventions: 'it does not fit the code around it',
  'meaningful-test': 'its test proves little',
};

const WHY: Readonly<Record<Unanswered, string>> = {
  refused: 'the model declined to answer',
  malformed: 'its answer was not in the form that was asked for, twice',
  'cut-off': 'its answer was cut off at the limit of tokens',
  unavailable: 'it did not answer',
  forbidden: 'it refused the key or the model',
};

const MOST_LINES = 20;
const LONGEST_LINE = 200;

type NotJudged = Extract<JudgeResult, { readonly kind: 'not-judged' }>;

/** The result when no judge was asked: no key, or a patch that cannot be shown whole. */
export function notJudged(reason: string, policy: JudgePolicy, wanted: boolean): NotJudged {
  const outcome: GateOutcome = policy.required ? 'fail' : 'needs-human';
  const gate = policy.required || wanted ? result(outcome, `Not judged: ${reason}.`) : null;
  return { kind: 'not-judged', gate, reason, usage: null };
}

/** What a judge's answer means for the patch. Doubt never makes a pass: a verdict without true quotes is none. */
export function decideJudge(answer: JudgeAnswer, prompt: JudgePrompt, policy: JudgePolicy): JudgeResult {
  if (answer.kind === 'unanswered') {
    return { ...notJudged(WHY[answer.why], policy, true), usage: answer.usage };
  }
  const material = shownLines(prompt);
  const checked = answer.verdict.scores.map((score) => check(score, material));
  const scores = checked.map(({ score }) => score);
  const overall = overallOf(answer.verdict.overall, scores);
  return {
    kind: 'judged',
    gate: gateOf({ checked, overall, prompt, policy, asked: prompt.questions }),
    scores,
    overall,
    summary: answer.verdict.summary,
    usage: answer.usage,
  };
}

interface Checked {
  readonly score: CheckedScore;
  readonly lines: readonly ShownLine[];
}

function check(score: JudgeScore, material: readonly ShownLine[]): Checked {
  const found = findQuotes(score.quotes, material);
  return { score: { ...score, void: !found.true }, lines: found.lines };
}

/** A kind sum over unkind parts is the commonest lie of a judge. */
function overallOf(stated: number, scores: readonly CheckedScore[]): number {
  const counting = scores.filter((score) => !score.void).map(({ score }) => score);
  if (counting.length === 0) return 0;
  const mean = counting.reduce((sum, score) => sum + score, 0) / counting.length;
  return Math.round(Math.min(stated, mean) * 10) / 10;
}

interface GateCase {
  readonly checked: readonly Checked[];
  readonly overall: number;
  readonly prompt: JudgePrompt;
  readonly policy: JudgePolicy;
  readonly asked: readonly JudgeQuestion[];
}

function gateOf({ checked, overall, prompt, policy, asked }: GateCase): GateResult {
  const counting = checked.filter(({ score }) => !score.void);
  const below = (limit: number) => counting.filter(({ score }) => score.score < limit);
  const answered = new Set(counting.map(({ score }) => score.question));
  const open = asked.filter((question) => !answered.has(question));
  const wrong = below(policy.floor);
  if (wrong.length > 0) return found('fail', `The judge refuses it: ${wanting(wrong)}`, wrong);
  if (open.length === 0 && overall < policy.threshold) {
    const reason = `The judge gives ${overall} of 5 where ${policy.threshold} is the least`;
    return found('fail', reason, below(policy.doubt));
  }
  if (open.length > 0) {
    const reason = `The judge's answer to ${open.join(', ')} rests on lines that are not in the material, so it counts for nothing`;
    return result(policy.required ? 'fail' : 'needs-human', `${reason}.`);
  }
  const doubts = below(policy.doubt);
  if (doubts.length > 0) return found('needs-human', `The judge doubts it: ${wanting(doubts)}`, doubts);
  if (prompt.addressed.length > 0) {
    return result('needs-human', 'The judge would pass it, but the patch holds text that speaks to a model.');
  }
  return result('pass', `The judge gives ${overall} of 5 and no answer below ${policy.doubt}.`);
}

function wanting(checked: readonly Checked[]): string {
  return checked.map(({ score }) => `${WANTING[score.question]} (${score.score} of 5)`).join('; ');
}

function found(outcome: GateOutcome, reason: string, checked: readonly Checked[]): GateResult {
  const lines = checked.flatMap((part) => part.lines).map(gateLine);
  return { name: JUDGE_GATE, outcome, reason: `${reason}.`, lines: lines.slice(0, MOST_LINES) };
}

function result(outcome: GateOutcome, reason: string): GateResult {
  return { name: JUDGE_GATE, outcome, reason, lines: [] };
}

function gateLine({ path, line, text }: ShownLine): GateLine {
  return { path, line, text: text.slice(0, LONGEST_LINE).toWellFormed() };
}
