const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Base address of a service from configuration: https, or plain http on this machine (the sandbox); no user, query or
 * fragment. Returns the origin plus path without a final slash, or a sentence that says what to change.
 */
export function serviceUrl(text: string): { readonly url: string } | { readonly cure: string } {
  if (!URL.canParse(text)) return { cure: 'use a full address such as `https://sentry.io`' };
  const url = new URL(text);
  if (url.username !== '' || url.password !== '')
    return { cure: 'leave user name and password out of the address' };
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && LOOPBACK.has(url.hostname))) {
    return { cure: 'use https: a token is never sent over an open line' };
  }
  if (url.search !== '' || url.hash !== '') return { cure: 'leave out what follows the `?` or `#`' };
  return { url: `${url.origin}${url.pathname.replace(/\/+$/, '')}` };
}
