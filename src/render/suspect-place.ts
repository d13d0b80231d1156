import type { Suspect } from '../domain/suspect.ts';

/** `src/cart.ts`, `src/cart.ts:12` or `src/cart.ts:12-30`. */
export function suspectPlace({ path, lines }: Suspect): string {
  if (lines === null) return path;
  const [first, last] = lines;
  return first === last ? `${path}:${first}` : `${path}:${first}-${last}`;
}
