import { type ParserPlugin, parse } from '@babel/parser';
import type { Token } from './token.ts';

interface BabelToken {
  readonly type: string | { readonly label: string };
  readonly start: number;
  readonly end: number;
  readonly loc: {
    readonly start: { readonly line: number; readonly column: number };
    readonly end: { readonly line: number };
  };
}

/** Generics and old casts of TypeScript clash with JSX, so both readings are tried, then Flow's. */
const DIALECTS: readonly (readonly ParserPlugin[])[] = [
  ['typescript', 'jsx', 'decorators'],
  ['typescript', 'decorators'],
  ['flow', 'jsx', 'decorators'],
];
/** Larger scripts are generated; the plain scanner reads them. */
const LONGEST = 400_000;

/**
 * Tokens of JavaScript or TypeScript by Babel, which alone knows where a pattern, a template or JSX begins. `null` when no
 * dialect fits: then the plain scanner has to do.
 */
export function scanScript(text: string): readonly Token[] | null {
  if (text.length > LONGEST) return null;
  for (const plugins of DIALECTS) {
    try {
      const { tokens } = parse(text, {
        sourceType: 'unambiguous',
        errorRecovery: true,
        tokens: true,
        allowReturnOutsideFunction: true,
        allowAwaitOutsideFunction: true,
        allowUndeclaredExports: true,
        attachComment: false,
        plugins: [...plugins],
      });
      return (tokens as readonly BabelToken[]).flatMap((token) => toToken(text, token));
    } catch {
      // This dialect does not fit.
    }
  }
  return null;
}

function toToken(text: string, { type, start, end, loc }: BabelToken): readonly Token[] {
  if (start === end) return [];
  const own = text.slice(start, end);
  const label = typeof type === 'string' ? type : type.label;
  const place = { line: loc.start.line, endLine: loc.end.line, column: loc.start.column, start };
  if (label === '${') {
    // The bracket must pair with its `}`.
    return [{ kind: 'sign', text: '{', ...place, start: start + 1 }];
  }
  return [{ kind: kindOf(label, own), text: own, ...place }];
}

function kindOf(label: string, own: string): Token['kind'] {
  if (label.startsWith('Comment')) return 'comment';
  if (/^(?:string|template|regexp|jsxText|jsxString)/.test(label)) return 'string';
  if (/^[\p{L}_$#@]/u.test(own) && own.length > (own.startsWith('#') || own.startsWith('@') ? 1 : 0))
    return 'word';
  return /^\d|^\.\d/.test(own) ? 'number' : 'sign';
}
