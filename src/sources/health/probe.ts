import { lookup as resolve } from 'node:dns';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { type RequestOptions, request } from 'node:https';
import type { LookupFunction } from 'node:net';
import { isPublicAddress } from './address.ts';
import { healthUrl, type UrlRefusal } from './check-url.ts';

/** What a probe saw. Nothing of the answer's text leaves but whether it held the expected words. */
export type ProbeAnswer =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly milliseconds: number;
      readonly body: string;
    }
  | { readonly kind: 'refused'; readonly why: UrlRefusal | 'too-many-redirects' }
  | { readonly kind: 'failed'; readonly why: 'unreachable' | 'too-slow' };

export interface ProbeOptions {
  readonly method: 'GET' | 'HEAD';
  /** Milliseconds for all hops together. */
  readonly timeout: number;
  /** Resolves a name; a test's own stands in for the network. */
  readonly resolve?: LookupFunction;
  /** Opens a connection; for tests. */
  readonly open?: (url: URL, options: RequestOptions) => ClientRequest;
}

const MAX_HOPS = 3;
const MAX_BYTES = 65_536;

/**
 * Asks a configured address whether it is alive. No header or body of ours carries anything; every hop is read anew and
 * every name is resolved here, its addresses checked where the connection is made, so that a name which resolves
 * differently the second time gains nothing.
 */
export async function probe(address: string, options: ProbeOptions): Promise<ProbeAnswer> {
  const start = performance.now();
  let next = address;
  for (let hop = 0; hop <= MAX_HOPS; hop += 1) {
    const url = healthUrl(next);
    if (typeof url === 'string') return { kind: 'refused', why: url };
    const left = options.timeout - (performance.now() - start);
    const answer = left <= 0 ? null : await ask(url, { ...options, timeout: left });
    if (answer === null) return { kind: 'failed', why: 'too-slow' };
    if (typeof answer === 'string')
      return answer === 'private-address'
        ? { kind: 'refused', why: answer }
        : { kind: 'failed', why: answer };
    const { location } = answer;
    if (location === null)
      return {
        kind: 'answered',
        status: answer.status,
        body: answer.body,
        milliseconds: Math.round(performance.now() - start),
      };
    if (!URL.canParse(location, url.href)) return { kind: 'refused', why: 'not-a-url' };
    next = new URL(location, url.href).href;
  }
  return { kind: 'refused', why: 'too-many-redirects' };
}

interface Hop {
  readonly status: number;
  readonly body: string;
  /** Where a redirect leads; `null` for a final answer. */
  readonly location: string | null;
}

function ask(url: URL, options: ProbeOptions): Promise<Hop | 'unreachable' | 'too-slow' | 'private-address'> {
  const { method, timeout } = options;
  const open = options.open ?? ((address: URL, details: RequestOptions) => request(address.href, details));
  return new Promise((done) => {
    const call = open(url, {
      method,
      lookup: guardedLookup(options.resolve ?? (resolve as LookupFunction)),
      agent: false,
      signal: AbortSignal.timeout(Math.ceil(timeout)),
      headers: { 'user-agent': 'patchpilot-health' },
    });
    call.once('response', (response) => readHop(response).then(done, () => done('unreachable')));
    call.once('error', (error: NodeJS.ErrnoException) => {
      done(
        error.code === 'EPRIVATE'
          ? 'private-address'
          : error.name === 'TimeoutError' || error.name === 'AbortError'
            ? 'too-slow'
            : 'unreachable',
      );
    });
    call.end();
  });
}

/** Hands out only addresses that are public, all of them; one private address among them refuses the name. */
export function guardedLookup(inner: LookupFunction): LookupFunction {
  return (hostname, options, callback) => {
    inner(hostname, { ...options, all: true }, (error, addresses) => {
      const list = Array.isArray(addresses) ? addresses : [];
      if (error !== null) return void callback(error, '', 0);
      if (list.length === 0 || !list.every(({ address }) => isPublicAddress(address))) {
        const refusal: NodeJS.ErrnoException = Object.assign(new Error('private address'), {
          code: 'EPRIVATE',
        });
        return void callback(refusal, '', 0);
      }
      const [first] = list;
      if (options.all) return void callback(null, list);
      callback(null, first?.address ?? '', first?.family ?? 4);
    });
  };
}

async function readHop(response: IncomingMessage): Promise<Hop> {
  const status = response.statusCode ?? 0;
  const { location } = response.headers;
  if (status >= 300 && status < 400 && location !== undefined) {
    response.destroy();
    return { status, body: '', location };
  }
  let body = '';
  for await (const chunk of response) {
    body += String(chunk);
    if (body.length >= MAX_BYTES) break;
  }
  response.destroy();
  return { status, body: body.slice(0, MAX_BYTES), location: null };
}
