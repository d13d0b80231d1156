import type { Token } from '../code/token.ts';
import type { Assertion } from './assertion.ts';

/** How much an assertion pins down. `nothing`: it holds whatever the code does. */
export const STRENGTH = { nothing: 0, weak: 1, truth: 2, partial: 3, exact: 4 } as const;
export type Strength = (typeof STRENGTH)[keyof typeof STRENGTH];

/** Matchers that only ask whether something holds. */
const TRUTH =
  /^(?:tobetruthy|tobefalsy|beok|isok|ok|notok|truthy|falsy|true|false|betrue|befalse|betruthy|befalsey?)$/;
/** Matchers that leave most open: something is there, was called at all. Compared lower case, without `_`. */
const WEAK =
  /^(?:tobedefined|tohavebeencalled|tobecalled|nottobenull|isnotnull|notnull|isnotnone|assertisnotnone|assertnotnull|notnil|assertnotnil|bepresent|exists?|bedefined|toexist|called|assertcalled|isinstanceof|assertisinstance|assertinstanceof|tobeinstanceof|instanceof|isa|isnotempty|assertnotempty|notempty|tobevisible|tobeinthedocument|isdefined|kindof|respondto|predicate|nothingraised|is(?:array|string|int|float|bool|object|callable|iterable|numeric|a|an)|fileexists|benil|benotnull|notbenull|shouldnotbenull|isnotblank|error|haserror|doesnotthrow|assertdoesnotthrow|nothrow|notthrow|tohavereturned)$/;
/** Matchers that compare a part, a bound or a shape. */
const PARTIAL =
  /^(?:tocontain|tocontainequal|contains?|containstring|includes?|toinclude|tomatch|match(?:es)?|tomatchobject|assertin|assertcontains|assertregex|assertmatches|stringcontaining|objectcontaining|arraycontaining|startswith|endswith|hasitems?|hasentry|haskey|tohaveproperty|tohavelength|haslength|lengthof|hassize|assertcount|count|assertalmostequal|tobecloseto|closeto|approx|indelta|inepsilon|assertgreater\w*|assertless\w*|greater\w*|less\w*|tobegreater\w*|tobeless\w*|above|below|atleast|atmost|isin|notin|assertnotin|notcontains?|assertnotequals?|notequals?|assertisnot|regexp?|like|tohavebeencalledtimes|elementsmatch|subset|areequivalent|string(?:contains|starts|ends|matches)\w*|array(?:haskey|subset|issubset)|containsonly\w*|matchesregularexpression|operator|between|notsame|notstrictequal|notdeepequal\w*|(?:debugassert)?ne|arenotequal|arenotsame|isnotequalto|isnotsameas|includesall|assertdictcontainssubset|anyof|oneof|isoneof|be(?:an?)?instanceof)$/;
const EXACT =
  /(?:equals?|equal(?:to|s)?|eql?|isequalto|same|identical|exactly|tobe|is|aresame|areequal|snapshot|strict\w*|calledwith|calledoncewith|raises|throws|tothrow|content|values?|returns|hasvalue)$/;
/** Stand-ins that match any value. */
const WILDCARDS =
  /^(?:any|anything|ANY|anyString|anyInt|anyLong|anyList|anyMap|anyObject|Any|Anything|AnythingOfType|isA|objectContaining|arrayContaining|stringContaining|stringMatching|argThat|anyOf|a_kind_of|be_a|kind_of|instance_of|IsAny|InstanceOf|atLeast|atLeastOnce|atMost|AnyTimes|MinTimes|at_least|at_most)$/;
const CONSTANTS =
  /^(?:true|false|null|nil|none|undefined|nan|assert_?(?:true|false|equals?|eq|ne|same|that|(?:is_?)?(?:not_?)?(?:null|nil|none|empty|equals?))?|expect|to\w*|be|is\w*|and|or|not|ok|equals?|t|self|static|\$?this|1|xctassert\w*|require|eq|should\w*)$/i;

const plain = (word: string): string => word.replace(/_/g, '').toLowerCase();
/** The object that a check is called on says nothing about it. */
const OWNERS = /^(?:\$?this|self|static|parent|\$[a-z]\w*)$/;

/** Words outside of brackets: the names of the check and its matchers, never what they are given. */
export function matcherWords(tokens: readonly Token[]): readonly string[] {
  const words: string[] = [];
  let depth = 0;
  for (const { kind, text } of tokens) {
    if (kind === 'sign' && /^(?:\(|\[|\{|#\[)$/.test(text)) depth += 1;
    else if (kind === 'sign' && /^[)\]}]$/.test(text)) depth -= 1;
    else if (depth === 0 && kind === 'word' && !OWNERS.test(text)) words.push(plain(text));
  }
  return words;
}

/** Arguments of the first call, split at its commas, each as normalised text. */
export function argumentsOf(tokens: readonly Token[]): readonly string[] {
  const parts: string[][] = [[]];
  let depth = 0;
  for (const { kind, text } of tokens) {
    const opens = kind === 'sign' && /^[([{]$/.test(text);
    if (kind === 'sign' && /^[)\]}]$/.test(text)) {
      depth -= 1;
      if (depth === 0) break;
    }
    if (depth === 1 && text === ',' && kind === 'sign') parts.push([]);
    else if (depth > 0) parts.at(-1)?.push(text);
    if (opens) depth += 1;
  }
  return parts.map((part) => part.join(' ')).filter((part) => part !== '');
}

/** Compares itself with itself, holds only constants, or ends in "or true". */
function isTautology({ tokens, text }: Assertion): boolean {
  const code = tokens.map(({ kind, text: own }) => (kind === 'string' ? '""' : own)).join(' ');
  if (/(?:\|\||\bor\b) (?:true|True|1)\b|(?:^|[(,]|\bassert) ?(?:true|True|1) (?:\|\||or\b)/.test(code))
    return true;
  const words = matcherWords(tokens);
  if (
    words.some((word) =>
      /^(?:fail\w*|errorf?|fatalf?|plan|snapshot|raises|throws|tothrow\w*|pass|called\w*|tomatch\w*snapshot)$/.test(
        word,
      ),
    )
  ) {
    return words.at(-1) === 'pass';
  }
  const open = tokens.filter(({ kind, text: own }) => kind === 'word' && !CONSTANTS.test(own));
  const signs = tokens.some(({ kind, text: own }) => kind === 'sign' && own === '{');
  if (open.length === 0 && !signs && tokens.length > 1) return true;
  const compared = /^(?:assert|assert\w*equals?|tobe|toequal|equals?|is|eq|areequal|same)/;
  const args = argumentsOf(tokens);
  // Two calls may differ, and whether they do may be the question.
  if (words.some((word) => compared.test(word)) && !/\(.*\(/.test(text)) {
    const [first, second] = args[0] === 't' ? args.slice(1) : args;
    if (first !== undefined && first === second) return true;
  }
  const chained =
    /^expect \( (.{1,200}) \) \. (?:toBe|toEqual|toStrictEqual|to \. equal|to \. be) \( (.{1,200}) \)$/.exec(
      text,
    );
  if (chained !== null && chained[1] === chained[2]) return true;
  const sides = /^assert (.{1,200}) (?:==|is) (.{1,200})$/.exec(text);
  return sides !== null && sides[1] === sides[2];
}

/** Strength of a bare expression: `assert x == y`, `assertTrue(x.equals(y))`, `if got != want`. */
function ofExpression(text: string): Strength {
  if (/(?:===?|\bis\b(?! not None)|\beq\b|equals \(|DeepEqual \(|compareTo \(|Compare \(|!=)/.test(text))
    return STRENGTH.exact;
  if (
    / (?:<=?|>=?|in|=~|not in) | (?:startsWith|startswith|endsWith|endswith|contains|includes|match|HasPrefix|Contains|some|every|any|all|isinstance|len|has) \(/.test(
      text,
    )
  ) {
    return STRENGTH.partial;
  }
  return / is not None$|!= (?:null|nil)$|!== undefined$/.test(text) ? STRENGTH.weak : STRENGTH.truth;
}

/** Strength of a condition under which a test fails: failing when two are the same only says that they differ. */
function ofCondition(text: string): Strength {
  const [condition = ''] = text.split(/ (?:t|b|tb|tt) \. (?:Error|Fatal|Fail)/);
  const differ = / == /.test(condition) && !/ != |== (?:nil|null|false|true)\b/.test(condition);
  return differ ? STRENGTH.partial : ofExpression(text);
}

/** Whether a matcher is of a kind, written alone (`includes`) or behind its library's word (`assert_includes`). */
const is = (kind: RegExp, word: string): boolean =>
  kind.test(word) || (word.startsWith('assert') && kind.test(word.slice('assert'.length)));

/** How much an assertion pins down, by its matchers. Unknown checks count as exact: losing one is noticed all the same. */
export function strengthOf(assertion: Assertion): Strength {
  if (isTautology(assertion)) return STRENGTH.nothing;
  // A bare assertion goes by its expression; words in that are no matchers.
  if (/^assert (?![.:])/.test(assertion.text)) return ofExpression(assertion.text);
  const words = matcherWords(assertion.tokens);
  const asked =
    /^(?:assert|asserttrue|assertfalse|istrue|isfalse|true|false|verify|check|xctasserttrue|xctassert|refute)$/;
  if (asked.test(words.at(-1) ?? '') && !words.some((word) => EXACT.test(word) && word !== 'is'))
    return ofExpression(assertion.text);
  if (words.includes('if')) return ofCondition(assertion.text);
  const matcher = words.filter(
    (word) => !/^(?:expect|assert|assertthat|to|be|and|not|is|has|have|that|a|an|self|this|t)$/.test(word),
  );
  if (matcher.some((word) => is(EXACT, word) && !is(WEAK, word) && !is(TRUTH, word) && !is(PARTIAL, word)))
    return STRENGTH.exact;
  if (matcher.some((word) => is(PARTIAL, word))) return STRENGTH.partial;
  if (matcher.some((word) => is(TRUTH, word))) return STRENGTH.truth;
  if (matcher.some((word) => is(WEAK, word))) return STRENGTH.weak;
  return STRENGTH.exact;
}

/** How many stand-ins for any value an assertion holds. */
export function wildcardsOf({ tokens }: Assertion): number {
  return tokens.filter(({ kind, text }) => kind === 'word' && WILDCARDS.test(text)).length;
}

/** Whether an assertion says that something is not so. */
export function isNegated({ tokens, text }: Assertion): boolean {
  const words = matcherWords(tokens);
  const nots = words.filter((word) =>
    /^(?:not|notto|tonot|false|ne|(?:debug)?assertne|assertnot)$|not(?=equal|null|in|nil|same|empty|contain|throw|ok|match|deep|strict|like|truthy|predicate|operator|exist)|^refute|false$|falsy$/.test(
      word,
    ),
  );
  return (nots.length + (text.match(/! ?=|(?:^|[ (])! /g)?.length ?? 0)) % 2 === 1;
}
