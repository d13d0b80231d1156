import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { SourceError } from '../../../src/domain/errors.ts';
import { createHttpClient } from '../../../src/sources/http/client.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const client = (baseUrl: string, extra = {}) =>
  createHttpClient({
    source: 'sentry',
    baseUrl,
    authorization: 'Bearer t',
    advice: { 403: 'Give it the scope.' },
    ...extra,
  });

async function fault(run: Promise<unknown>) {
  const error = await run.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(SourceError);
  return (error as SourceError).fault;
}

describe('http client', () => {
  it('asks again after 5xx and a cut connection, then answers', async () => {
    let calls = 0;
    const url = await serve((request, response) => {
      calls += 1;
      if (calls === 1) return void response.writeHead(502).end('bad');
      if (calls === 2) return void request.socket.destroy();
      response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end('{"ok":true}');
    });
    expect((await client(url).get('/x')).data).toEqual({ ok: true });
    expect(calls).toBe(3);
  });

  it.each([
    [403, 'forbidden', 'Give it the scope.'],
    [404, 'not-found', 'Sentry answered with status 404.'],
    [
      302,
      'malformed',
      'Sentry answered with a redirect, which a call with a token never follows: check its address.',
    ],
  ])('takes %d for final, without the service’s own words', async (status, why, advice) => {
    let calls = 0;
    const url = await serve((_, response) => {
      calls += 1;
      response.writeHead(status, { location: 'http://127.0.0.1:1/steal' }).end('<b>secret words</b>');
    });
    expect(await fault(client(url).get('/x'))).toMatchObject({ status, why, advice, retryable: false });
    expect(calls).toBe(1);
  });

  it('takes a login page for no evidence', async () => {
    const url = await serve(
      (_, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
    );
    expect((await fault(client(url).get('/x'))).why).toBe('malformed');
  });

  it('stops reading an answer that is too large', async () => {
    const url = await serve((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify('x'.repeat(100_000)));
    });
    expect((await fault(client(url, { maxBytes: 1_000 }).get('/x'))).advice).toContain('larger than any');
  });

  it('gives up a service that drips', async () => {
    const url = await serve((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{');
    });
    expect((await fault(client(url, { deadline: 150 }).get('/x'))).why).toBe('unavailable');
  });

  it.each([
    ['<BASE/api/next?cursor=1>; rel="next"; results="true"; cursor="0:100:0"', '/api/next?cursor=1'],
    ['<BASE/api/next?cursor=1>; rel="next"; results="false"', null],
    ['<https://evil.example/api/next>; rel="next"; results="true"', null],
    ['<not a url>; rel="next"', null],
    ['<BASE/a>; rel="previous"; results="true", <BASE/b>; rel="next"; results="true"', '/b'],
  ])('follows %s', async (link, next) => {
    const url = await serve((request, response) => {
      const base = `http://${request.headers.host}`;
      response
        .writeHead(200, { 'content-type': 'application/json', link: link.replaceAll('BASE', base) })
        .end('[]');
    });
    expect((await client(url).get('/x')).next).toBe(next);
  });

  it('leaves a long rate limit to the next run', async () => {
    let calls = 0;
    const url = await serve((_, response) => {
      calls += 1;
      response.writeHead(429, { 'retry-after': '3600' }).end();
    });
    expect((await fault(client(url).get('/x'))).advice).toContain('next run');
    expect(calls).toBe(1);
  });
});
