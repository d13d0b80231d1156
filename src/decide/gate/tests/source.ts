import type { Language } from '../code/language.ts';
import { matchBrackets, type Token } from '../code/token.ts';

/** The code of one side of a file, ready for looking for tests: tokens without comments, and each bracket's partner. */
export interface TestSource {
  readonly language: Language;
  readonly tokens: readonly Token[];
  readonly partner: Int32Array;
  /** Comments, for the languages in which one marks a test. */
  readonly comments: readonly Token[];
}

export function testSource(all: readonly Token[], language: Language): TestSource {
  const tokens = all.filter(({ kind }) => kind !== 'comment');
  const comments = all.filter(({ kind }) => kind === 'comment');
  return { language, tokens, partner: matchBrackets(tokens), comments };
}

/** A test's place: token indexes, end included. `suite` tests hold others and have no content of their own. */
export interface Span {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

export const wordAt = ({ tokens }: TestSource, at: number): string =>
  tokens[at]?.kind === 'word' ? (tokens[at]?.text ?? '') : '';

export const signAt = ({ tokens }: TestSource, at: number): string =>
  tokens[at]?.kind === 'sign' ? (tokens[at]?.text ?? '') : '';

/** Whether a token is the first of its line. */
export const leads = ({ tokens }: TestSource, at: number): boolean =>
  at === 0 || tokens[at - 1]?.endLine !== tokens[at]?.line;

/** Index of the `}` that ends the first block behind `at`; -1 when a `;` or the end comes first. */
export function blockEnd(source: TestSource, at: number): number {
  for (let i = at; i < source.tokens.length; i += 1) {
    const sign = signAt(source, i);
    if (sign === ';') return -1;
    if (sign === '{') return source.partner[i] ?? -1;
    const close = source.partner[i] ?? -1;
    if ((sign === '(' || sign === '[') && close > i) i = close;
  }
  return -1;
}
