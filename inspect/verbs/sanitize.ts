import { z } from 'zod';
import { sanitizeMarkdown } from '../../src/safety/sanitize.ts';

const Input = z.object({
  markdown: z.string(),
  hosts: z.array(z.string()).default([]),
  limit: z.number().int().min(100).default(60_000),
});

/** `{"markdown", "hosts"?, "limit"?}` → `{markdown}`, inert. */
export function sanitize(input: unknown): unknown {
  const parsed = Input.safeParse(input);
  if (!parsed.success) throw new Error('give "markdown" (a string); "hosts" is a list of host names');
  const { markdown, hosts, limit } = parsed.data;
  return { markdown: sanitizeMarkdown(markdown, { hosts, limit }) };
}
