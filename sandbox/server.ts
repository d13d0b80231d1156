import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { type Clock, createClock } from './clock.ts';
import type { Answer, SandboxRequest, Service } from './exchange.ts';
import { answerInstead, createFaultQueue, type Fault, type FaultQueue } from './faults.ts';
import { type LoggedRequest, type OpenEntry, openEntry } from './request-log.ts';
import { cutMidway, drip, encode, send } from './transmit.ts';

/** Called just before the service sees a request and just after it acted, before it answers. `drop` cuts the connection. */
export type Boundary = (moment: {
  readonly when: 'before' | 'after';
  readonly request: LoggedRequest;
}) => Promise<'go' | 'drop'>;

/** What all services of one sandbox share. */
export type Core = {
  readonly clock: Clock;
  readonly faults: FaultQueue;
  readonly log: readonly LoggedRequest[];
  /** Forgets the requests seen so far; numbering starts again at 1. */
  readonly forget: () => void;
  /** Milliseconds that every answer takes, as a network would. */
  latency: number;
  boundary: Boundary | undefined;
};

type OpenCore = Core & { readonly log: OpenEntry[] };

export type Listening = { readonly url: string; readonly close: () => Promise<void> };

export function createCore(start?: string): Core {
  const log: OpenEntry[] = [];
  return {
    clock: createClock(start),
    faults: createFaultQueue(),
    log,
    forget: () => {
      log.length = 0;
    },
    latency: 0,
    boundary: undefined,
  };
}

/** Starts a service on a free loopback port. */
export async function listen(service: Service, core: Core): Promise<Listening> {
  const server = createServer((message, response) => {
    serve({ service, core: core as OpenCore, message, response }).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error(String(error)));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

type Exchange = {
  readonly service: Service;
  readonly core: OpenCore;
  readonly message: IncomingMessage;
  readonly response: ServerResponse;
};

async function serve({ service, core, message, response }: Exchange): Promise<void> {
  const bytes = await readAll(message);
  const request = toRequest({ service, message, bytes, n: core.log.length + 1 });
  const entry = openEntry(service, request, core.clock.iso());
  core.log.push(entry);
  if (core.latency > 0) await wait(core.latency);
  const pass = async (when: 'before' | 'after') =>
    core.boundary === undefined || (await core.boundary({ when, request: entry })) === 'go';
  if (!(await pass('before'))) return void response.destroy();

  const faults = core.faults.take(request, entry.label);
  if (faults.length > 0) entry.fault = faults.map((fault) => fault.kind).join('+');
  for (const fault of faults) if (fault.kind === 'delay') await wait(fault.milliseconds);
  if (faults.some((fault) => fault.kind === 'cut')) return void response.destroy();
  const answer = applyEdits(answerOf(service, request, faults), faults);
  if (answer.unknown !== undefined) entry.unknown = answer.unknown;
  if (!(await pass('after'))) return void response.destroy();

  const late = faults.find((fault) => fault.kind === 'commit-then-fail');
  if (late?.with === 'cut') return void response.destroy();
  const final: Answer =
    late === undefined ? answer : { status: Number(late.with), body: { message: 'Server Error' } };
  entry.status = final.status;
  await transmit({ response, answer: final, faults, clock: core.clock });
}

type Transmission = {
  readonly response: ServerResponse;
  readonly answer: Answer;
  readonly faults: readonly Fault[];
  readonly clock: Clock;
};

async function transmit({ response, answer, faults, clock }: Transmission): Promise<void> {
  const encoded = encode(answer, clock);
  if (faults.some((fault) => fault.kind === 'cut-midway')) return cutMidway(response, encoded);
  const slow = faults.find((fault) => fault.kind === 'drip');
  if (slow !== undefined) return drip(response, encoded, slow.milliseconds);
  if (!faults.some((fault) => fault.kind === 'truncated')) return send(response, encoded);
  send(response, { ...encoded, bytes: encoded.bytes.subarray(0, Math.ceil(encoded.bytes.length / 2)) });
}

function answerOf(service: Service, request: SandboxRequest, faults: readonly Fault[]): Answer {
  for (const fault of faults) {
    const instead = answerInstead(fault);
    if (instead !== undefined) return instead;
  }
  return service.answer(request);
}

function applyEdits(answer: Answer, faults: readonly Fault[]): Answer {
  let edited = answer;
  for (const fault of faults) {
    if (fault.kind === 'headers') edited = { ...edited, headers: { ...edited.headers, ...fault.headers } };
    if (fault.kind === 'edit') edited = { ...edited, body: fault.edit(structuredClone(edited.body)) };
  }
  return edited;
}

async function readAll(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

type Arrival = Pick<Exchange, 'service' | 'message'> & { readonly bytes: Buffer; readonly n: number };

function toRequest({ service, message, bytes, n }: Arrival): SandboxRequest {
  const origin = `http://${message.headers.host ?? '127.0.0.1'}`;
  const [pathname = '/', search = ''] = (message.url ?? '/').split('?', 2);
  const headers = Object.fromEntries(
    Object.entries(message.headers).map(([name, value]) => [name, [value].flat().join(', ')]),
  );
  return {
    service: service.name,
    n,
    method: message.method ?? 'GET',
    pathname,
    query: new URLSearchParams(search),
    headers,
    bytes,
    body: parseBody(bytes),
    origin,
  };
}

function parseBody(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined;
  const text = bytes.toString('utf8');
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
