import type { ModelReply } from './behaviour.ts';
import { isObject, type ModelQuestion, toQuestion } from './question.ts';

/** Names that the three services give to the same things. */
export type WireFormat = {
  readonly path: string;
  /** The key, from the headers. */
  readonly key: (headers: Readonly<Record<string, string>>) => string | undefined;
  /** The question, or what is wrong with the request. */
  readonly read: (body: Readonly<Record<string, unknown>>) => ModelQuestion | string;
  /** The demanded form; `undefined`: none. */
  readonly schema: (body: Readonly<Record<string, unknown>>) => unknown;
  readonly write: (reply: ModelReply, told: Told) => unknown;
  readonly error: (message: string, type: string) => unknown;
};

/** What an answer tells beside the text. */
export type Told = {
  readonly model: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cost: number | undefined;
};

const bearer = (headers: Readonly<Record<string, string>>) =>
  /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1];
const inner = (value: unknown, ...keys: readonly string[]): unknown =>
  keys.reduce<unknown>((part, key) => (isObject(part) ? part[key] : undefined), value);
const contents = (messages: unknown, role: string): string =>
  (Array.isArray(messages) ? messages : [])
    .filter((message) => inner(message, 'role') === role)
    .map((message) => String(inner(message, 'content')))
    .join('\n');

const anthropic: WireFormat = {
  path: '/v1/messages',
  // Since version 2026-10-21 its own clients send the key as a bearer token.
  key: (headers) =>
    headers['anthropic-version'] === undefined ? undefined : (headers['x-api-key'] ?? bearer(headers)),
  schema: (body) => inner(body, 'output_config', 'format', 'schema'),
  read: (body) => {
    if (!Number.isInteger(body.max_tokens)) return 'max_tokens: Field required';
    return toQuestion(String(body.system ?? ''), contents(body.messages, 'user'), anthropic.schema(body));
  },
  write: ({ end, text }, told) => ({
    id: 'msg_01',
    type: 'message',
    role: 'assistant',
    model: told.model,
    content:
      end === 'refused'
        ? []
        : [
            { type: 'thinking', thinking: '…' },
            { type: 'text', text },
          ],
    stop_reason: end === 'refused' ? 'refusal' : end === 'cut-off' ? 'max_tokens' : 'end_turn',
    usage: { input_tokens: told.inputTokens, output_tokens: told.outputTokens, cache_read_input_tokens: 0 },
  }),
  error: (message, type) => ({ type: 'error', error: { type, message } }),
};

const openAiError = (message: string, type: string) => ({
  error: { message, type, param: null, code: null },
});

const responses: WireFormat = {
  path: '/v1/responses',
  key: bearer,
  schema: (body) => inner(body, 'text', 'format', 'schema'),
  read: (body) =>
    toQuestion(String(body.instructions ?? ''), String(body.input ?? ''), responses.schema(body)),
  write: ({ end, text }, told) => ({
    id: 'resp_01',
    object: 'response',
    model: told.model,
    status: end === 'cut-off' ? 'incomplete' : 'completed',
    incomplete_details: end === 'cut-off' ? { reason: 'max_output_tokens' } : null,
    output: [
      { type: 'reasoning', summary: [] },
      {
        type: 'message',
        role: 'assistant',
        content:
          end === 'refused'
            ? [{ type: 'refusal', refusal: 'I cannot help.' }]
            : [{ type: 'output_text', text, annotations: [] }],
      },
    ],
    usage: { input_tokens: told.inputTokens, output_tokens: told.outputTokens },
  }),
  error: openAiError,
};

const chat: WireFormat = {
  path: '/v1/chat/completions',
  key: bearer,
  schema: (body) => inner(body, 'response_format', 'json_schema', 'schema'),
  read: (body) =>
    toQuestion(contents(body.messages, 'system'), contents(body.messages, 'user'), chat.schema(body)),
  write: ({ end, text }, told) => ({
    id: 'chatcmpl-01',
    object: 'chat.completion',
    model: told.model,
    choices: [
      {
        index: 0,
        finish_reason: end === 'cut-off' ? 'length' : 'stop',
        message: { role: 'assistant', content: text, refusal: end === 'refused' ? 'I cannot help.' : null },
      },
    ],
    usage: {
      prompt_tokens: told.inputTokens,
      completion_tokens: told.outputTokens,
      ...(told.cost === undefined ? {} : { cost: told.cost }),
    },
  }),
  error: openAiError,
};

export const WIRE_FORMATS: readonly WireFormat[] = [anthropic, responses, chat];
