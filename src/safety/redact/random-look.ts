/**
 * Does a value look random, or like words? Plain entropy cannot tell `getUserAccountName` from a token of the same
 * length; letter pairs can: words are made of frequent pairs, random text is not.
 *
 * Each digit below is -log2 P(second letter | first letter), rounded, in hex (row = first letter a–z, column = second).
 * Counted over 14,000 distinct words and identifier parts of type declarations and readmes, weighted by √frequency.
 */
const PAIRS = [
  '9444a75b5b7353c5a342568869 3669399736927738b4463bab59 39583bc35a448a28a4635aaf7d 4885187929957747b54757997b',
  '4843666989a55385723486757b 3a78349a2aa4763ba4554be85a 488b27543e956456a34648ae79 29b92ba93e97673984745bae6e',
  '5645455dac845235954395f7f6 3bb72b995878b936b7194b5b8b 4665156939c685778737697c7c 378527983b839837b855579d4d',
  '25962b8a39964843a85859eb7b 4943363949677657b83266ad7a 6655866a68644254f355455889 3a8738955c837a34f35459d97f',
  'bbbb89b97bb28b9bb98b0b9bbb 3766276a3d665637c544578d5d 594727a43b767744873248886b 3a5828942bb68847b4455b895d',
  '5456465b5f934384b33399f8a9 3a7a1b7d2db9884ad87989babb 39a73d733a97d339d447dd6add 484836c738c85762c962ccc669',
  '4557467c4a9443429734c95c77 397918b73bb68b4bbb6b5b8964',
]
  .join(' ')
  .split(' ')
  .map((row) => Array.from(row, (digit) => Number.parseInt(digit, 16)));

/** Mean pair cost above which a run of letters is no word (words: 3.9 on average; uniform letters: 7.2). */
const WORD_COST = 5.2;

const RUNS = /[A-Z]?[a-z]+|[A-Z]+|\d+|[^A-Za-z\d]+/g;

function pairCost(run: string): number {
  const lower = run.toLowerCase();
  let cost = 0;
  for (let i = 1; i < lower.length; i++) {
    cost += PAIRS[lower.charCodeAt(i - 1) - 97]?.[lower.charCodeAt(i) - 97] ?? 8;
  }
  return cost / Math.max(1, lower.length - 1);
}

/** Letters of a run that read as a word: at least three of them, of frequent pairs. */
function wordLetters(run: string): number {
  if (run.length < 3) return 0;
  const limit = run.length === 3 ? WORD_COST - 1.2 : run.length < 6 ? WORD_COST - 0.2 : WORD_COST;
  return pairCost(run) <= limit ? run.length : 0;
}

/** Share of the letters and digits of a value that read as words: 0 for random text, 1 for prose. */
export function wordShare(value: string): number {
  let words = 0;
  let total = 0;
  for (const [run] of value.slice(0, 512).matchAll(RUNS)) {
    const first = run.charCodeAt(0);
    if (first >= 48 && first <= 57) total += run.length;
    else if ((first | 32) >= 97 && (first | 32) <= 122) {
      total += run.length;
      words += wordLetters(run);
    }
  }
  return total === 0 ? 1 : words / total;
}

/** How many different characters a value has (case counts), looking at the first 512. */
export function distinctChars(value: string): number {
  return new Set(value.slice(0, 512)).size;
}

/** Shannon entropy in bits a character over the first 512 characters. */
export function entropy(value: string): number {
  const counts = new Map<string, number>();
  const cut = value.slice(0, 512);
  for (const char of cut) counts.set(char, (counts.get(char) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / cut.length) * Math.log2(count / cut.length);
  return bits;
}

const HEX = /^(?:[0-9a-f]+|[0-9A-F]+)$/;
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

export const isHex = (value: string): boolean => HEX.test(value) && /\d/.test(value) && /[a-f]/i.test(value);
export const isUuid = (value: string): boolean => UUID.test(value);

/** Digits between letters, more than once: hardly ever a name. */
function digitRuns(value: string): number {
  return value.match(/(?<=[A-Za-z])\d+/g)?.length ?? 0;
}

/**
 * True for values that no person made up: hex, UUIDs and text of few words, many different characters and, when
 * short, of mixed classes. `min` is the shortest length (in UTF-16 units) worth a judgement.
 */
export function looksRandom(value: string, min = 10): boolean {
  if (value.length < min || distinctChars(value) < Math.min(8, 4 + value.length / 8)) return false;
  if (isUuid(value)) return true;
  if (isHex(value)) return value.length >= 16 || entropy(value) > 2.8;
  const digits = /\d/.test(value);
  const letters = /[A-Za-z]/.test(value);
  if (!letters) return false;
  const share = wordShare(value);
  if (!digits) return value.length >= 14 && share < 0.34 && entropy(value) > 3;
  if (share < 0.65 && digitRuns(value) >= 2 && /^[A-Za-z\d]+$/.test(value)) return true;
  return share < (value.length < 16 ? 0.4 : 0.5) && entropy(value) > 2.5;
}
