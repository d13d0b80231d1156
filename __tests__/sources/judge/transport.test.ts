import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { JudgeAnswer } from '../../../src/domain/judge.ts';
import {
  DEFAULT_JUDGE_POLICY,
  JUDGE_PROVIDERS,
  type JudgeProvider,
} from '../../../src/domain/policy/judge.ts';
import { createJudgeClient } from '../../../src/sources/judge/client.ts';
import { createTransport } from '../../../src/sources/judge/transport.ts';
import { question } from './question.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

async function serve(listener: RequestListener): Promise<{ url: string; asked: IncomingMessage[] }> {
  const asked: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    asked.push(request);
    request.resume();
    listener(request, response);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

const ask = (provider: JudgeProvider, url: string): Promise<JudgeAnswer> =>
  createJudgeClient({ provider, model: 'm', key: 'k', url, policy: DEFAULT_JUDGE_POLICY }).ask(question());

const SOON = { 'retry-after-ms': '1' };

describe('the way out', () => {
  it('leads to one address', async () => {
    const { url, asked } = await serve((_, response) => response.end('{}'));
    const transport = createTransport(`${url}/v1/messages`);
    for (const other of [`${url}/v1/files`, `${url}/v1/messages?x=1`, 'http://127.0.0.1:1/v1/messages']) {
      await expect(transport.fetch(other)).rejects.toThrow('Not the address');
    }
    await expect(transport.fetch(new Request(`${url}/v1/messages`))).rejects.toThrow('Not the address');
    expect([asked.length, transport.sent()]).toEqual([0, 0]);
  });
});

describe.each(JUDGE_PROVIDERS)('through the SDK of %s', (provider) => {
  it.each([301, 302, 303, 307, 308])('a %i leads nowhere', async (status) => {
    const elsewhere = await serve((_, response) => response.end('{}'));
    const { url, asked } = await serve((_, response) =>
      response.writeHead(status, { location: `${elsewhere.url}/v1/messages` }).end(),
    );
    expect(await ask(provider, url)).toMatchObject({ kind: 'unanswered', why: 'unavailable' });
    expect([asked.length, elsewhere.asked.length]).toEqual([1, 0]);
  });

  it.each<[number, Record<string, string>]>([
    [429, { 'retry-after': '6' }],
    [429, { 'retry-after': 'Fri, 31 Dec 2100 23:59:59 GMT' }],
    [429, { 'retry-after-ms': '86400000' }],
    [503, { 'retry-after': '600' }],
    [503, { 'retry-after': '600', 'x-should-retry': 'true' }],
  ])('a %i that asks for patience (%o) is left to the next run', async (status, headers) => {
    const { url, asked } = await serve((_, response) => response.writeHead(status, headers).end('{}'));
    expect(await ask(provider, url)).toMatchObject({ why: 'unavailable' });
    expect(asked).toHaveLength(1);
  });

  it.each([408, 409, 429, 500, 503])('a %i is asked again once', async (status) => {
    const { url, asked } = await serve((_, response) => response.writeHead(status, SOON).end('secret words'));
    const answer = await ask(provider, url);
    expect(answer).toMatchObject({ why: 'unavailable', usage: null });
    expect(JSON.stringify(answer)).not.toContain('secret words');
    expect(asked).toHaveLength(2);
  });

  it.each<[number, string, RegExp]>([
    [400, 'unavailable', /judge-model/],
    [401, 'forbidden', /judge-key/],
    [403, 'forbidden', /may not use this model/],
    [404, 'forbidden', /judge-url/],
    [413, 'unavailable', /too large/],
    [418, 'unavailable', /status 418/],
  ])('a %i is final and named', async (status, why, advice) => {
    const { url, asked } = await serve((_, response) => response.writeHead(status).end('{"error":{}}'));
    expect(await ask(provider, url)).toMatchObject({ why, advice: expect.stringMatching(advice) });
    expect(asked.length).toBe(status === 400 && provider === 'compatible' ? 2 : 1);
  });

  it.each<[string, string, string]>([
    ['larger than any verdict', 'application/json', JSON.stringify({ pad: 'x'.repeat(1_048_577) })],
    ['of nothing', 'application/json', ''],
    ['null', 'application/json', 'null'],
    ['a list', 'application/json', '[]'],
    ['a number', 'application/json', '7'],
    ['a login page', 'text/html', '<html></html>'],
    ['half of an object', 'application/json', '{"object":"response","output":'],
    [
      'an object of other things',
      'application/json',
      '{"object":"response","output":7,"content":7,"choices":7}',
    ],
    [
      'with a list of null',
      'application/json',
      '{"object":"response","output":[null],"content":[null],"choices":[null]}',
    ],
  ])('an answer %s is asked for again, and is no verdict', async (_, type, body) => {
    const { url, asked } = await serve((_, response) =>
      response.writeHead(200, { 'content-type': type }).end(body),
    );
    expect(await ask(provider, url)).toMatchObject({ kind: 'unanswered', why: 'malformed', usage: null });
    expect(asked).toHaveLength(2);
  });

  it('no more than two requests are made, whoever repeats them', async () => {
    const { url, asked } = await serve((_, response) =>
      asked.length === 1 ? response.writeHead(500, SOON).end() : response.end('<html></html>'),
    );
    expect(await ask(provider, url)).toMatchObject({ why: 'malformed' });
    expect(asked).toHaveLength(2);
  });

  it('nobody at the address is no answer', async () => {
    expect(await ask(provider, 'http://127.0.0.1:1')).toMatchObject({
      why: 'unavailable',
      advice: 'The judge could not be reached, or did not answer in time.',
    });
  });
});
