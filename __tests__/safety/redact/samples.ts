import { ALPHABETS, type Shape } from '../../../src/safety/redact/shape.ts';

/** A small seeded generator (mulberry32): the same samples in every run. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Random characters of an alphabet, or a UUID. */
export function randomText(alphabet: string, length: number, random: () => number): string {
  const chars = ALPHABETS[alphabet] ?? alphabet;
  const pick = () => chars[Math.floor(random() * chars.length)] ?? '';
  if (alphabet !== 'uuid') return Array.from({ length }, pick).join('');
  const hex = randomText('hex', 32, random);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** Fills the parts in angle brackets with random characters: built here, so no secret is in the sources. */
export function fillPattern(pattern: string, random: () => number): string {
  return pattern.replace(/<(\w+):(\d+)(?:-\d+|\+)?>/g, (whole, alphabet: string, length: string) =>
    alphabet in ALPHABETS ? randomText(alphabet, Number(length), random) : whole,
  );
}

/** A token of the shape. */
export const exampleOf = (shape: Shape, random: () => number): string => fillPattern(shape.pattern, random);
