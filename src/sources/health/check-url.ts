import { isPublicAddress } from './address.ts';

/** Why an address may not be asked. */
export type UrlRefusal = 'not-a-url' | 'not-https' | 'has-credentials' | 'private-address' | 'odd-host';

/**
 * Reads a health check's address. https only, no user or password, no address of a private network in any spelling. Names
 * are checked again when they are resolved, at connect time.
 */
export function healthUrl(text: string): URL | UrlRefusal {
  if (text.length > 2_000 || /[\s\p{C}\\]/u.test(text) || !URL.canParse(text)) return 'not-a-url';
  const url = new URL(text);
  if (url.protocol !== 'https:') return 'not-https';
  if (url.username !== '' || url.password !== '') return 'has-credentials';
  return hostRefusal(url.hostname) ?? url;
}

/** The URL parser has already turned `0x7f.1`, `2130706433` and `127.1` into dotted form. */
function hostRefusal(hostname: string): UrlRefusal | null {
  const host = hostname.replace(/\.$/, '').toLowerCase();
  if (host.startsWith('[') || /^[\d.]+$/.test(host)) return isPublicAddress(host) ? null : 'private-address';
  if (
    host === 'localhost' ||
    /\.(?:localhost|local|internal|intranet|lan|home|corp|localdomain|arpa|onion|test|invalid|example)$/.test(
      host,
    )
  )
    return 'private-address';
  if (!host.includes('.') || /^xn--.*\.$|[^a-z0-9.-]/.test(host)) return 'odd-host';
  return null;
}
