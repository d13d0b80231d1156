import { z } from 'zod';
import type { JudgeQuestion, JudgeVerdict } from '../../domain/judge.ts';
import { untrusted } from '../../domain/trust.ts';

/** Characters of an answer that are read; five answers with quotes have 5,000. */
const LONGEST = 65_536;
const LONGEST_WORDS = 400;

const words = z
  .string()
  .max(8_000)
  .transform((text) => untrusted(text.slice(0, LONGEST_WORDS).toWellFormed()));
const score = z.number().int().min(0).max(5);
const Score = z.object({
  reason: words,
  quotes: z.array(z.string().max(4_000).transform(untrusted)).max(12),
  score,
});
const End = z.object({ overall: score, summary: words });

/**
 * Reads a verdict; `null` when it is none: no JSON, a question without an answer, a score off the scale. Servers without
 * structured answers put words or a fence around the object, so the outermost braces are tried as well.
 */
export function readVerdict(text: string, questions: readonly JudgeQuestion[]): JudgeVerdict | null {
  const object = parseObject(text);
  if (object === null) return null;
  const scores = questions.map((question) => ({ question, parsed: Score.safeParse(own(object, question)) }));
  const end = End.safeParse(object);
  if (!end.success || scores.some(({ parsed }) => !parsed.success)) return null;
  return {
    scores: scores.flatMap(({ question, parsed }) => (parsed.success ? [{ question, ...parsed.data }] : [])),
    ...end.data,
  };
}

function parseObject(text: string): object | null {
  if (text.length > LONGEST) return null;
  for (const part of [text, text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1)]) {
    try {
      const value: unknown = JSON.parse(part);
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
    } catch {
      // The next form, or none.
    }
  }
  return null;
}

function own(object: object, key: string): unknown {
  return Object.hasOwn(object, key) ? (object as Record<string, unknown>)[key] : undefined;
}

/**
 * The form of a verdict as JSON Schema, within what every provider's strict mode takes: all keys required, no other keys,
 * an enumeration in place of a range. Reasons come before scores, so that a score follows from its reason.
 */
export function verdictSchema(questions: readonly JudgeQuestion[]): Readonly<Record<string, unknown>> {
  const scale = { type: 'integer', enum: [0, 1, 2, 3, 4, 5] };
  const text = { type: 'string' };
  const one = strict({ reason: text, quotes: { type: 'array', items: text }, score: scale });
  return strict({
    ...Object.fromEntries(questions.map((question) => [question, one])),
    summary: text,
    overall: scale,
  });
}

function strict(properties: Readonly<Record<string, object>>): Readonly<Record<string, unknown>> {
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
}
