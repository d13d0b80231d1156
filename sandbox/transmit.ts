import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from './clock.ts';
import type { Answer } from './exchange.ts';

/** An answer as it goes over the wire. */
export type Encoded = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
};

/** JSON unless the answer brings its own text. The `Date` header tells the sandbox's time, for skew tests. */
export function encode(answer: Answer, clock: Clock): Encoded {
  const { body } = answer;
  const bytes = bytesOf(body);
  return {
    status: answer.status,
    headers: {
      date: new Date(clock.now()).toUTCString(),
      ...(body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }),
      ...answer.headers,
    },
    bytes,
  };
}

const BODILESS = new Set([204, 304]);

function head(response: ServerResponse, { status, headers, bytes }: Encoded): void {
  const length = BODILESS.has(status) ? {} : { 'content-length': String(bytes.length) };
  response.writeHead(status, { ...headers, ...length });
}

export function send(response: ServerResponse, encoded: Encoded): void {
  head(response, encoded);
  response.end(BODILESS.has(encoded.status) ? undefined : encoded.bytes);
}

export function cutMidway(response: ServerResponse, encoded: Encoded): void {
  head(response, encoded);
  response.write(encoded.bytes.subarray(0, Math.ceil(encoded.bytes.length / 2)), () => response.destroy());
}

/** Sends one byte each interval until the client gives up. */
export async function drip(response: ServerResponse, encoded: Encoded, milliseconds: number): Promise<void> {
  head(response, encoded);
  for (const byte of encoded.bytes) {
    if (response.destroyed) return;
    response.write(Buffer.from([byte]));
    await wait(milliseconds);
  }
  response.end();
}

function bytesOf(body: unknown): Buffer {
  if (body === undefined) return Buffer.alloc(0);
  if (Buffer.isBuffer(body)) return body;
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body), 'utf8');
}
