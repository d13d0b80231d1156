const GAP = ' \t\r\n,;{-"\'\\';
const JOIN = ' \t:="\'\\';
const NAMING = ['name', 'key', 'variable', 'id'];

/**
 * The name that a pair gives in its own field, when `at` is where the word "value" (or "default") begins:
 * `{"name": "API_KEY", "value": …}`, `<add key="Password" value=…>`, `variable "db_password" { default = … }`.
 */
export function namedBefore(text: string, at: number): string | undefined {
  const end = back(text, at, { set: GAP, max: 24 });
  let start = end;
  while (start > 0 && end - start < 60 && /[\w.-]/.test(text[start - 1] ?? ' ')) start--;
  const joined = back(text, start, { set: JOIN, max: 9 });
  if (end === at || start === end || joined === start) return undefined;
  const field = text.slice(Math.max(0, joined - 8), joined).toLowerCase();
  return NAMING.some((word) => field.endsWith(word)) ? text.slice(start, end) : undefined;
}

function back(text: string, at: number, { set, max }: { set: string; max: number }): number {
  let start = at;
  while (start > 0 && at - start < max && set.includes(text[start - 1] ?? 'x')) start--;
  return start;
}
