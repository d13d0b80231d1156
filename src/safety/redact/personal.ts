import { RANK, type Span } from './span.ts';

const span = (start: number, text: string, kind: string): Span => ({
  start,
  end: start + text.length,
  kind,
  rank: RANK.personal,
});

const EMAIL =
  /(?<![\w.+$}-])[A-Za-z\d_][\w.+-]{0,63}@((?:[A-Za-z\d](?:[A-Za-z\d-]{0,61}[A-Za-z\d])?\.){1,6}([A-Za-z]{2,24}))(?![\w@-]|:\d)/g;

/** Last labels that are file endings or release words: `fn@app.js`, `icon@2x.png`, `core@5.3.9.RELEASE`. */
const NOT_A_DOMAIN =
  /^(?:js|mjs|cjs|jsx|ts|tsx|mts|cts|vue|svelte|py|rb|php|java|kt|cs|html?|css|json|ya?ml|map|swift|dart|rs|png|jpe?g|gif|svg|webp|jar|dll|so|wasm|bundle|release|final|snapshot|local|service|target|socket)$/i;

export function matchEmails(text: string): readonly Span[] {
  if (!text.includes('@')) return [];
  const spans: Span[] = [];
  for (const match of text.matchAll(EMAIL)) {
    const [whole, domain = '', last = ''] = match;
    if (NOT_A_DOMAIN.test(last) || /^\d+\.\d/.test(domain) || /^git@/.test(whole)) continue;
    spans.push(span(match.index, whole, 'email'));
  }
  return spans;
}

const IPV4 = /(?<![\w.-])(?:\d{1,3}\.){3}\d{1,3}(?![\w-]|\.\d)/g;
const SERVICE_PORT = /^["'\])]{0,2}(?::\d|,[ \t]?(?:port )?\d)/;

function isAddress(octets: readonly string[]): boolean {
  if (octets.some((octet) => Number(octet) > 255 || (octet.length > 1 && octet.startsWith('0'))))
    return false;
  return octets[0] !== '0' && octets.slice(1).join('.') !== '0.0.0';
}

/**
 * IPv4, but no versions (`Chrome/120.0.0.1`, `Version=4.0.0.0`, `jar:5.3.9.1`), and no loopback address of a service
 * (`127.0.0.1:5432`): that is nobody's address and says what failed.
 */
export function matchIpv4(text: string): readonly Span[] {
  const spans: Span[] = [];
  for (const match of text.matchAll(IPV4)) {
    const [whole] = match;
    const ahead = text.slice(Math.max(0, match.index - 12), match.index);
    if (
      !isAddress(whole.split('.')) ||
      (/(?:version|ver|section|rfc|[~<>=]=|release|jar|assembly|build)["']?[\s:=@/(]{0,2}$|[A-Za-z)]\/$|[/!]:$|@$/i.test(
        ahead,
      ) &&
        !/:\/\/$|:\/\/[^/]*@$/.test(ahead))
    )
      continue;
    if (
      whole.startsWith('127.') &&
      SERVICE_PORT.test(text.slice(match.index + whole.length, match.index + whole.length + 12))
    )
      continue;
    spans.push(span(match.index, whole, 'ip'));
  }
  return spans;
}

const IPV6 = /[\da-fA-F:]{3,47}/g;

function isIpv6(text: string): boolean {
  if (text.includes(':::') || text.indexOf(':') === text.lastIndexOf(':') || /(?:^|[^:]):$|^:[^:]/.test(text))
    return false;
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const groups = text.split(':').filter((group) => group !== '');
  if (halves.length === 1)
    return groups.length === 8 && groups.every((group) => group.length <= 4) && /[a-f]|\d{3}/i.test(text);
  return (
    groups.length <= 7 &&
    /\d/.test(text) &&
    (text.startsWith('::') ||
      (groups.length >= 2 && /\d/.test(groups[0] ?? '') && (groups[0]?.length ?? 0) >= 3))
  );
}

export function matchIpv6(text: string): readonly Span[] {
  if (!text.includes(':')) return [];
  const spans: Span[] = [];
  for (const match of text.matchAll(IPV6)) {
    const [whole] = match;
    const end = match.index + whole.length;
    const stuck = /[\w.$:-]/.test(text[match.index - 1] ?? ' ') || /[\w:]/.test(text[end] ?? ' ');
    if (stuck || (whole.startsWith(':') && '>)]'.includes(text[match.index - 1] ?? ' '))) continue;
    if (!isIpv6(whole) || /^::1:\d{2,5}$/.test(whole)) continue;
    if (whole === '::1' && SERVICE_PORT.test(text.slice(end, end + 12))) continue;
    spans.push(span(match.index, whole, 'ip'));
  }
  return spans;
}
