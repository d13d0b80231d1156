import { z } from 'zod';
import type { Dialect } from './dialect.ts';

const count = z.number().int().min(0).nullish();

const Message = z.object({
  model: z.string().max(200).nullish(),
  stop_reason: z.string().max(100).nullish(),
  content: z.array(z.object({ type: z.string().max(100), text: z.string().optional() })).max(1_000),
  usage: z
    .object({
      input_tokens: count,
      output_tokens: count,
      cache_creation_input_tokens: count,
      cache_read_input_tokens: count,
    })
    .nullish(),
});

/** Anthropic's Messages API with a structured answer (`output_config.format`). No tools are offered. */
export const anthropicDialect: Dialect = {
  home: 'https://api.anthropic.com',
  path: '/v1/messages',
  headers: (key) => ({ 'x-api-key': key, 'anthropic-version': '2023-06-01' }),
  body: ({ prompt, model, maxTokens, schema }) => ({
    model,
    max_tokens: maxTokens,
    system: prompt.system,
    messages: [{ role: 'user', content: prompt.user }],
    ...(schema === null ? {} : { output_config: { format: { type: 'json_schema', schema } } }),
  }),
  read: (data) => {
    const parsed = Message.safeParse(data);
    if (!parsed.success) return null;
    const { content, stop_reason: stop, usage, model } = parsed.data;
    const cached = (usage?.cache_creation_input_tokens ?? 0) + (usage?.cache_read_input_tokens ?? 0);
    return {
      end: stop === 'refusal' ? 'refused' : stop === 'max_tokens' ? 'cut-off' : 'text',
      text: content.map((part) => (part.type === 'text' ? (part.text ?? '') : '')).join(''),
      model: model ?? null,
      inputTokens: usage?.input_tokens == null ? null : usage.input_tokens + cached,
      outputTokens: usage?.output_tokens ?? null,
      costUsd: null,
    };
  },
};
