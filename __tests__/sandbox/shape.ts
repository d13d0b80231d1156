/** The JSON type of a value; lists are told by their first item. */
const kindOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;

/** Paths where two JSON values differ in kind, or that only the first has. `null` fits any kind. */
export function differences(expected: unknown, actual: unknown, at = ''): string[] {
  const [left, right] = [kindOf(expected), kindOf(actual)];
  if (right === 'undefined') return [`${at}: missing`];
  if (left === 'null' || right === 'null') return [];
  if (left !== right) return [`${at}: ${left} is ${right}`];
  if (left === 'array') {
    const [first] = expected as unknown[];
    const [other] = actual as unknown[];
    return first === undefined || other === undefined ? [] : differences(first, other, `${at}[]`);
  }
  if (left !== 'object') return [];
  const have = actual as Record<string, unknown>;
  return Object.entries(expected as object).flatMap(([key, value]) =>
    differences(value, have[key], `${at}.${key}`),
  );
}
