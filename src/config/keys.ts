/**
 * The file speaks kebab-case like every other key of a workflow; the code speaks camelCase. Keys with a dot or a
 * slash are data (a span op, a path), not names, and stay as they are.
 */
function camelKey(key: string): string {
  return /^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(key)
    ? key.replace(/-([a-z0-9])/g, (_, c: string) => c.toUpperCase())
    : key;
}

export function kebabKey(key: string): string {
  return /^[a-z][a-zA-Z0-9]*$/.test(key) ? key.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`) : key;
}

/** Renames every key of a parsed file, at any depth. */
export function camelKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camelKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [camelKey(key), camelKeys(inner)]));
}
