import type { Answer, SandboxRequest, Service } from '../exchange.ts';
import { type ModelBehaviour, reply } from './behaviour.ts';
import { isObject, schemaFault } from './question.ts';
import { WIRE_FORMATS, type WireFormat } from './wire.ts';

/** The model's state: who may ask, what it does, what it was asked. */
export type ModelState = {
  /** Name of each key's owner, by key. */
  readonly keys: Map<string, string>;
  /** Models that exist. */
  readonly models: Set<string>;
  behaviour: ModelBehaviour;
  /** Behaviours of the next answers; then `behaviour` again. */
  readonly next: ModelBehaviour[];
  /** False: a server that answers 400 to a demanded form. */
  structured: boolean;
  /** US dollars that an answer says it cost, where the wire format has a place for it. */
  cost: number | undefined;
};

export function createModelState(): ModelState {
  return {
    keys: new Map(),
    models: new Set(['judge-1']),
    behaviour: { kind: 'fair' },
    next: [],
    structured: true,
    cost: undefined,
  };
}

/** A language model on loopback, in the wire formats of Anthropic and OpenAI. */
export function modelService(state: ModelState): Service {
  return {
    name: 'model',
    caller: ({ headers }) => {
      const key = headers['x-api-key'] ?? headers.authorization?.replace(/^Bearer /, '');
      const scheme = headers['x-api-key'] === undefined ? 'Bearer' : 'x-api-key';
      return key === undefined ? undefined : { scheme, name: state.keys.get(key) };
    },
    // A question changes nothing: a dry run may ask.
    writes: () => false,
    answer: (request) => answer(state, request),
  };
}

function answer(state: ModelState, request: SandboxRequest): Answer {
  const wire = WIRE_FORMATS.find(({ path }) => path === request.pathname);
  if (wire === undefined || request.method !== 'POST') {
    const reason = `the sandbox's model has no ${request.method} ${request.pathname}`;
    return { status: 501, unknown: reason, body: { error: { message: reason } } };
  }
  const refuse = (status: number, type: string, message: string): Answer => ({
    status,
    body: wire.error(message, type),
  });
  const key = wire.key(request.headers);
  if (key === undefined || !state.keys.has(key))
    return refuse(401, 'authentication_error', 'invalid api key');
  if (!isObject(request.body)) return refuse(400, 'invalid_request_error', 'not JSON');
  if (!state.models.has(String(request.body.model))) return refuse(404, 'not_found_error', 'no such model');
  return ask(state, wire, { body: request.body, refuse });
}

type Asked = {
  readonly body: Readonly<Record<string, unknown>>;
  readonly refuse: (status: number, type: string, message: string) => Answer;
};

function ask(state: ModelState, wire: WireFormat, { body, refuse }: Asked): Answer {
  const schema = wire.schema(body);
  const fault = schema === undefined ? null : schemaFault(schema);
  if (schema !== undefined && !state.structured) {
    return refuse(400, 'invalid_request_error', 'response_format is not supported');
  }
  if (fault !== null) return refuse(400, 'invalid_request_error', fault);
  const question = wire.read(body);
  if (typeof question === 'string') return refuse(400, 'invalid_request_error', question);
  const said = reply(state.next.shift() ?? state.behaviour, question);
  // Four characters a token, as all of them say of English.
  const told = {
    model: String(body.model),
    inputTokens: Math.ceil((question.system.length + question.user.length) / 4),
    outputTokens: Math.ceil(said.text.length / 4),
    cost: state.cost,
  };
  return { status: 200, body: wire.write(said, told) };
}
