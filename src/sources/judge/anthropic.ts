import { APIError, BaseAnthropic } from '@anthropic-ai/sdk';
import { Messages } from '@anthropic-ai/sdk/resources/messages';
import { z } from 'zod';
import type { Asking, Dialect, Line } from './dialect.ts';
import { withoutVariables } from './environment.ts';

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
  open: (line) => {
    // The client without its other APIs: a third of the size.
    const messages = new Messages(withoutVariables(() => clientOf(line)));
    return (asking, call) => messages.create(bodyOf(asking), call);
  },
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
  statusOf: (error) => (error instanceof APIError ? (error.status ?? null) : undefined),
};

function clientOf({ key, baseUrl, timeout, fetch }: Line): BaseAnthropic {
  return new BaseAnthropic({
    apiKey: key,
    authToken: null,
    credentials: null,
    config: null,
    profile: null,
    webhookKey: null,
    baseURL: baseUrl,
    timeout,
    fetch,
    defaultHeaders: { 'user-agent': 'patchpilot' },
    logLevel: 'off',
    openTelemetry: { propagation: false, traces: false },
  });
}

function bodyOf({ prompt, model, maxTokens, schema }: Asking) {
  return {
    model,
    max_tokens: maxTokens,
    system: prompt.system,
    messages: [{ role: 'user' as const, content: prompt.user }],
    ...(schema === null ? {} : { output_config: { format: { type: 'json_schema' as const, schema } } }),
  };
}
