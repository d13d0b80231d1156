import { z } from 'zod';
import { similarity } from '../../src/domain/class/similarity.ts';
import { readCase } from '../case.ts';

const Input = z.object({ a: z.unknown(), b: z.unknown() });

/** `{"a": case, "b": case}` → `{same, score, why}`. */
export function same(input: unknown): unknown {
  const parsed = Input.safeParse(input);
  if (!parsed.success || parsed.data.a === undefined || parsed.data.b === undefined)
    throw new Error('give "a" and "b", each with "event" or "text"');
  return similarity(readCase(parsed.data.a), readCase(parsed.data.b));
}
