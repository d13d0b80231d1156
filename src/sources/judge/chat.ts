import { z } from 'zod';
import type { Asking, Dialect } from './dialect.ts';
import { openAi, statusOf } from './openai.ts';

const count = z.number().int().min(0).nullish();

const Completion = z.object({
  model: z.string().max(200).nullish(),
  choices: z
    .array(
      z.object({
        finish_reason: z.string().max(100).nullish(),
        message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
      }),
    )
    .min(1)
    .max(16),
  // Some gateways add the price that they charge.
  usage: z
    .object({ prompt_tokens: count, completion_tokens: count, cost: z.number().min(0).max(1_000).nullish() })
    .nullish(),
});

/**
 * Chat Completions, as OpenAI-compatible servers speak it. `max_tokens` is the name that all of them know; OpenAI's own
 * models are asked through the Responses API.
 */
export const chatDialect: Dialect = {
  home: null,
  path: '/chat/completions',
  open: (line) => {
    const { completions } = openAi(line).chat;
    return (asking, call) => completions.create(bodyOf(asking), call);
  },
  read: (data) => {
    const parsed = Completion.safeParse(data);
    const choice = parsed.data?.choices[0];
    if (!parsed.success || choice === undefined) return null;
    const { usage, model } = parsed.data;
    const { finish_reason: finish, message } = choice;
    const refused = (message.refusal ?? '') !== '' || finish === 'content_filter';
    return {
      end: refused ? 'refused' : finish === 'length' ? 'cut-off' : 'text',
      text: message.content ?? '',
      model: model ?? null,
      inputTokens: usage?.prompt_tokens ?? null,
      outputTokens: usage?.completion_tokens ?? null,
      costUsd: usage?.cost ?? null,
    };
  },
  statusOf,
};

function bodyOf({ prompt, model, maxTokens, schema }: Asking) {
  return {
    model,
    max_tokens: maxTokens,
    messages: [
      { role: 'system' as const, content: prompt.system },
      { role: 'user' as const, content: prompt.user },
    ],
    ...(schema === null
      ? {}
      : {
          response_format: {
            type: 'json_schema' as const,
            json_schema: { name: 'verdict', strict: true, schema },
          },
        }),
  };
}
