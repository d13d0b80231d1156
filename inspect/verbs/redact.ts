import { z } from 'zod';
import { redact as redactText } from '../../src/safety/redact/redact.ts';

const Input = z.object({ text: z.string(), homePaths: z.enum(['prose', 'all', 'none']).optional() });

/** `redact`: `{"text"}` → `{text, found, cut}`; each case has its own placeholder numbers. */
export function redact(input: unknown): unknown {
  const parsed = Input.safeParse(input);
  if (!parsed.success)
    throw new Error('redact reads {"text": string, "homePaths"?: "prose" | "all" | "none"}');
  const { text, homePaths } = parsed.data;
  const { text: safe, found, cut } = redactText(text, homePaths === undefined ? {} : { homePaths });
  return { text: safe, found, cut };
}
