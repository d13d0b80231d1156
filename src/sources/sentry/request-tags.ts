import { type Untrusted, untrusted } from '../../domain/trust.ts';

type Json = Readonly<Record<string, unknown>>;

/** Headers that say where a request came from; all others stay in Sentry. */
const HEADERS: Readonly<Record<string, string>> = {
  'user-agent': 'user_agent',
  host: 'host',
  'x-forwarded-host': 'host',
  'x-forwarded-for': 'forwarded_for',
};

/**
 * What an event's request and user say of where it came from, as tags: `url`, `user_agent`, `host`, and `local` when the
 * address is this machine's own. An address itself is personal and is not kept.
 */
export function requestTags(request: unknown, user: unknown): Readonly<Record<string, Untrusted>> {
  const tags: Record<string, Untrusted> = {};
  const { url, headers } = record(request);
  if (typeof url === 'string') tags.url = untrusted(url.slice(0, 1_000));
  for (const [name, value] of pairs(headers)) {
    const tag = HEADERS[name.toLowerCase()];
    if (tag === 'forwarded_for' ? isLoopback(value) : tag !== undefined)
      tags[tag === 'forwarded_for' ? 'local' : (tag ?? '')] = untrusted(value.slice(0, 500));
  }
  const { ip_address: address } = record(user);
  if (typeof address === 'string' && isLoopback(address)) tags.local = untrusted('user');
  return tags;
}

const LOOPBACK_URL = /^https?:\/\/(?:127\.0\.0\.1|0\.0\.0\.0|\[::1\])(?:[:/?#]|$)/i;

/** Addresses are masked before anybody decides: that one is this machine's own must be said here. */
export function withLocal(tags: Readonly<Record<string, Untrusted>>): Readonly<Record<string, Untrusted>> {
  return tags.local === undefined && LOOPBACK_URL.test(tags.url ?? '')
    ? { ...tags, local: untrusted('url') }
    : tags;
}

function isLoopback(address: string): boolean {
  return address === '127.0.0.1' || address === '::1';
}

function pairs(headers: unknown): readonly (readonly [string, string])[] {
  const list: unknown[] = Array.isArray(headers) ? headers : Object.entries(record(headers));
  return list.slice(0, 100).flatMap((pair) => {
    const [name, value] = Array.isArray(pair) ? pair : [];
    return typeof name === 'string' && typeof value === 'string' ? [[name, value] as const] : [];
  });
}

function record(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}
