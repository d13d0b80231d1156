import type { z } from 'zod';
import { kebabKey } from './keys.ts';

type Issue = z.core.$ZodIssue;

/**
 * Turns schema findings into sentences that name the key, the value and the cure.
 * `where` is the file or `input`; `value` the parsed whole, to quote what stands there.
 */
export function problemSentences(where: string, value: unknown, issues: readonly Issue[]): string[] {
  return issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => {
        const name = keyName([...issue.path, key]);
        return `${where}: ${name} is not a known key: remove it or correct its spelling${hint(issue, key)}.`;
      });
    }
    const name = keyName(issue.path);
    return [
      `${where}: ${name === '' ? 'the content' : name} is ${quote(valueAt(value, issue.path))}: ${cure(issue)}.`,
    ];
  });
}

/** Key as the user writes it: `budgets.open-pull-requests[2]`. */
function keyName(path: readonly PropertyKey[]): string {
  return path.reduce<string>((name, part) => {
    if (typeof part === 'number') return `${name}[${part}]`;
    const key = kebabKey(String(part));
    return name === '' ? key : `${name}.${key}`;
  }, '');
}

function hint(issue: Issue, key: string): string {
  return /[A-Z]/.test(key)
    ? ` (keys are written ${kebabKey(key)}, not ${key})`
    : issue.path.length === 0
      ? ' (docs/configuration.md lists all keys)'
      : '';
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: '`true` or `false`',
  array: 'a list',
  object: 'a group of keys',
  record: 'a group of keys',
};

function cure(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `use ${KINDS[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `use ${issue.values.map((value) => `\`${String(value)}\``).join(', ')}`;
    case 'too_small':
      return issue.origin === 'string' || issue.origin === 'array'
        ? `give at least ${issue.minimum}`
        : `use ${issue.minimum} or more`;
    case 'too_big':
      return issue.origin === 'string' || issue.origin === 'array'
        ? `give at most ${issue.maximum}`
        : `use ${issue.maximum} or less`;
    case 'invalid_union':
      return `use one of the forms in docs/configuration.md`;
    default:
      return issue.message.replace(/\.$/, '');
  }
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null ? (inner as Record<PropertyKey, unknown>)[key] : undefined,
    value,
  );
}

/** At most 80 characters of the value on one line. */
function quote(value: unknown): string {
  if (value === undefined) return 'missing';
  const text = JSON.stringify(value) ?? String(value);
  const line = text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, ' ');
  return line.length > 80 ? `${line.slice(0, 77)}…` : line;
}
