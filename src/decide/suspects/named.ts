import type { ErrorEvent } from '../../domain/event.ts';
import { pathKind } from '../../domain/tree/kind.ts';
import { isCommonName } from '../../domain/tree/match.ts';
import { longestSuffix, type TreeIndex } from '../../domain/tree/tree.ts';
import { plainName } from './role.ts';

/** How much text is searched for names. */
const TEXT_READ = 60_000;
/** How many names are looked up. */
const NAMES_READ = 400;

/** Endings of files that code lives in. */
const CODE = [
  'py',
  'pyx',
  'js',
  'ts',
  'tsx',
  'jsx',
  'mjs',
  'cjs',
  'mts',
  'cts',
  'vue',
  'svelte',
  'java',
  'kt',
  'scala',
].concat(['go', 'rb', 'php', 'cs', 'fs', 'swift', 'm', 'mm', 'rs', 'ex', 'dart', 'c', 'cc', 'cpp', 'h']);

/**
 * Files that define what the exceptions' messages name: `'Cart' object has no attribute 'x'` → `cart.py`,
 * `No module named app.cart` → `app/cart.py`. Only where one source file of the tree is called so.
 */
export function filesNamed(event: Pick<ErrorEvent, 'exceptions'>, index: TreeIndex): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { value } of event.exceptions) {
    const names =
      (value ?? '').slice(0, 2_000).match(/[A-Za-z_][\w$]{3,80}(?:[./][A-Za-z_][\w$]{0,80}){0,8}/g) ?? [];
    for (const name of names.slice(0, 40)) {
      const path = definingFile(name, index);
      if (path !== null) found.add(path);
    }
  }
  return found;
}

function definingFile(name: string, index: TreeIndex): string | null {
  const parts = name.split(/[./]/).filter((part) => part !== '');
  const last = parts.at(-1) ?? '';
  const type = /^[A-Z]/.test(last) && /[a-z]/.test(last);
  if (parts.length === 1 && !type) return null;
  const stems = type ? [last, plainName(last), plainName(last).replaceAll('_', '-')] : [last];
  for (const stem of stems) {
    if (stem.length < 4 || isCommonName(stem)) continue;
    const match = longestSuffix(index, [...parts.slice(0, -1), stem], CODE);
    const files = match?.files.filter((file) => pathKind(file.path) === 'source') ?? [];
    const enough = match !== null && (type || match.depth === parts.length);
    if (files.length === 1 && files[0] !== undefined && enough) return files[0].path;
  }
  return null;
}

/** What a report's prose, outside of its traces, points at. */
export interface Mentions {
  readonly paths: ReadonlySet<string>;
  /** Plain names of functions and types in code quotes. */
  readonly names: ReadonlySet<string>;
}

/** Lines that belong to a trace: they are frames already, not somebody's opinion. */
const TRACE_LINE =
  /^\s*(?:[|>│❱]\s*)?(?:File ["~/]|(?:File )?\S{1,300}:\d+,? in |\S{1,300}\.pyx? in |(?:Cell|Input) In|-+> \d|at |\.\.\. \d|from \S{1,200}:\d|\S{1,300}:\d+:(?:in |\s|$)|\S{1,300}\.go:\d+|#\d+\s|\d+: |\[\d+\]|@)/;

/** Reads paths (permalinks included) and quoted names from prose. Linear. */
export function readMentions(text: string, index: TreeIndex): Mentions {
  const prose = text
    .slice(0, TEXT_READ)
    .split('\n')
    .filter((line) => !TRACE_LINE.test(line))
    .join('\n');
  const paths = new Set<string>();
  const words = prose.match(/[\w@$+~%()[\].\\/-]{4,300}/g) ?? [];
  for (const word of words) {
    if (paths.size >= NAMES_READ) break;
    const path = mentionedPath(word, index);
    if (path !== null) paths.add(path);
  }
  const quoted = prose.match(/`[^`\n]{2,120}`/g) ?? [];
  const names = quoted.slice(0, NAMES_READ).map((quote) => plainName(quote.slice(1, -1).trim()));
  return { paths, names: new Set(names.filter((name) => name.length >= 4)) };
}

function mentionedPath(word: string, index: TreeIndex): string | null {
  const link = /\/blob\/[^/]{1,100}\/(.{1,250})$/.exec(word)?.[1];
  const plain = (link ?? word)
    .replace(/^[([./\\]{1,8}/, '')
    .replace(/[)\].,]{1,8}$/, '')
    .replaceAll('\\', '/');
  if (!/\.[A-Za-z]{1,6}$/.test(plain)) return null;
  if (index.paths.has(plain)) return pathKind(plain) === 'source' ? plain : null;
  const segments = plain.split('/');
  if (segments.length < 2) return null;
  const match = longestSuffix(index, segments);
  const file = match?.files.length === 1 ? match.files[0] : undefined;
  const enough = match !== null && match.depth >= Math.min(segments.length, 3);
  return file !== undefined && enough && pathKind(file.path) === 'source' ? file.path : null;
}
