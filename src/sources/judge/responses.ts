import { z } from 'zod';
import type { Asking, Dialect } from './dialect.ts';
import { openAi, statusOf } from './openai.ts';

const count = z.number().int().min(0).nullish();

const Response = z.object({
  model: z.string().max(200).nullish(),
  status: z.string().max(100).nullish(),
  incomplete_details: z.object({ reason: z.string().max(100).nullish() }).nullish(),
  output: z
    .array(
      z.object({
        type: z.string().max(100),
        content: z.array(z.object({ type: z.string().max(100), text: z.string().optional() })).nullish(),
      }),
    )
    .max(1_000),
  usage: z.object({ input_tokens: count, output_tokens: count }).nullish(),
});

/** OpenAI's Responses API with a strict structured answer, kept nowhere (`store: false`). No tools are offered. */
export const responsesDialect: Dialect = {
  home: 'https://api.openai.com/v1',
  path: '/responses',
  open: (line) => {
    const { responses } = openAi(line);
    return (asking, call) => responses.create(bodyOf(asking), call);
  },
  read: (data) => {
    const parsed = Response.safeParse(data);
    if (!parsed.success) return null;
    const { output, usage, model, incomplete_details: incomplete } = parsed.data;
    const parts = output.flatMap((item) => (item.type === 'message' ? (item.content ?? []) : []));
    const refused = parts.some(({ type }) => type === 'refusal') || incomplete?.reason === 'content_filter';
    return {
      end: refused ? 'refused' : incomplete?.reason === 'max_output_tokens' ? 'cut-off' : 'text',
      text: parts.map((part) => (part.type === 'output_text' ? (part.text ?? '') : '')).join(''),
      model: model ?? null,
      inputTokens: usage?.input_tokens ?? null,
      outputTokens: usage?.output_tokens ?? null,
      costUsd: null,
    };
  },
  statusOf,
};

function bodyOf({ prompt, model, maxTokens, schema }: Asking) {
  return {
    model,
    store: false,
    max_output_tokens: maxTokens,
    instructions: prompt.system,
    input: prompt.user,
    ...(schema === null
      ? {}
      : { text: { format: { type: 'json_schema' as const, name: 'verdict', strict: true, schema } } }),
  };
}
