import { hash64 } from '../../domain/class/hash.ts';
import type { ErrorClass } from '../../domain/error-class.ts';
import type { SpanName } from '../../domain/performance.ts';
import { plainSql } from './sql.ts';

/** Longest name that is read: Sentry cuts at 200, self-made names may be anything. */
const LONGEST = 1_000;

/** One path segment or word that is a value. First match wins; each pattern is anchored and linear. */
const VALUES: readonly { readonly name: string; readonly pattern: RegExp; readonly example: string }[] = [
  { name: 'parameter', pattern: /^[:$@][A-Za-z_]\w{0,60}[?+*]?$/, example: ':orderId' },
  { name: 'braces', pattern: /^\{[^{}]{0,80}\}$/, example: '{order_id}' },
  { name: 'brackets', pattern: /^\[{1,2}(?:\.{3})?[\w-]{0,60}\]{1,2}$/, example: '[...slug]' },
  { name: 'angles', pattern: /^<[^<>]{0,80}>$/, example: '<int:pk>' },
  { name: 'wildcard', pattern: /^\(?\.?\*{1,2}\)?$/, example: '**' },
  { name: 'group', pattern: /^\(\?P<\w{1,60}>.{0,80}\)$/, example: '(?P<pk>[0-9]+)' },
  { name: 'number', pattern: /^-?\d+(?:[.,]\d+)?$/, example: '4711' },
  { name: 'uuid', pattern: /^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/i, example: '0b8…-…' },
  { name: 'hex', pattern: /^(?=[a-f]{0,64}\d)[0-9a-f]{8,64}$/i, example: '5f43a1b2c9' },
  { name: 'day', pattern: /^\d{4}-\d{2}(?:-\d{2})?(?:T[\d:.+Z-]{1,30})?$/, example: '2026-11-21' },
  { name: 'address', pattern: /^[^@\s]{1,64}@[^@\s]{1,64}$/, example: 'jo@example.org' },
];

/** A word that looks drawn at random: long, of letters and digits in turns. */
function isDrawn(word: string): boolean {
  if (word.length < 10 || !/^[\w~.=-]+$/.test(word)) return false;
  const digits = word.match(/\d/g)?.length ?? 0;
  const mixed = /[a-z]/.test(word) && /[A-Z]/.test(word);
  if (word.includes('-') || word.includes('.')) return digits >= 6 && digits * 3 >= word.length;
  return digits >= 2 && (digits * 5 >= word.length || mixed || word.length >= 20);
}

/** `prefix_9fK2…`, `order-88123`: the name stays, what counts up goes. */
function segment(text: string): string {
  const word = decoded(text);
  if (word === '') return '';
  const [, head, tail] = /^([A-Za-z][A-Za-z_]{0,30}[-_:])([A-Za-z0-9]{3,64})$/.exec(word) ?? [];
  if (head !== undefined && tail !== undefined && (/^\d+$/.test(tail) || isDrawn(tail))) return `${head}{id}`;
  if (VALUES.some(({ pattern }) => pattern.test(word)) || isDrawn(word)) return '{id}';
  const [, slug] = /^([a-z][a-z0-9-]{2,200})-\d{3,20}$/.exec(word) ?? [];
  return slug === undefined ? word : '{id}';
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A path with every value as `{id}`; without query, fragment, host of its own and last slash. */
export function plainPath(text: string): string {
  const bare = text.slice(0, LONGEST).split(/[?#]/, 1)[0] ?? '';
  const [, host, path] = /^https?:\/\/([^/\s]{1,255})(\/?.*)$/i.exec(bare) ?? [];
  const parts = (path ?? bare).split('/').map(segment);
  const joined = parts.join('/').replace(/\/+$/, '');
  return `${host === undefined ? '' : host.toLowerCase().replace(/:\d+$/, '')}${joined === '' ? '/' : joined}`;
}

const METHOD = /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\s{1,5}(\S.*)$/i;

/** A transaction or a description of an HTTP span: `GET /users/42?q=1` → `GET /users/{id}`. */
export function plainRequest(text: string): string {
  const line = text.slice(0, LONGEST).trim();
  const [, method, rest] = METHOD.exec(line) ?? [];
  if (method !== undefined && rest !== undefined) return `${method.toUpperCase()} ${plainPath(rest)}`;
  if (/^https?:\/\/|^\/|\//i.test(line) && !/\s/.test(line)) return plainPath(line);
  return plainWords(line);
}

/** Anything else: words, with what is a value as `{id}`. */
export function plainWords(text: string): string {
  return text
    .slice(0, LONGEST)
    .trim()
    .split(/\s{1,100}/)
    .map((word) => word.split(':').map(segment).join(':'))
    .join(' ');
}

/** A description by its op: SQL, a request, or words. */
export function plainDescription(op: string, text: string): string {
  if (/^db(?:\.sql)?(?:\.|$)/.test(op) && isSql(text)) return plainSql(text.slice(0, 4_000));
  if (op.startsWith('http') || op.startsWith('resource') || METHOD.test(text.slice(0, LONGEST)))
    return plainRequest(text);
  return isSql(text) ? plainSql(text.slice(0, 4_000)) : plainWords(text);
}

function isSql(text: string): boolean {
  return /^[\s(]{0,20}(?:\/\*|--|(?:select|insert|update|delete|with|merge|replace|call|begin|commit|rollback|savepoint|explain|set|create|alter|drop|truncate)\b)/i.test(
    text,
  );
}

/** The performance class of a span name: one for all requests of one kind, whatever makes them slow. */
export function performanceClass({ op, transaction }: Pick<SpanName, 'op' | 'transaction'>): ErrorClass {
  const name = plainRequest(transaction);
  return {
    fingerprint: hash64(`performance 1\n${op}\n${name}`),
    parts: {
      types: [`performance: ${op}`.slice(0, 100)],
      message: name.slice(0, 280),
      frames: [],
      basis: 'library',
    },
  };
}
