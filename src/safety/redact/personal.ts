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

const IPV6 =
  /(?<![\w:.$-])(?:[\da-fA-F]{1,4}:){1,7}(?::?[\da-fA-F]{1,4}){1,7}(?![\w:])|(?<![\w:.$>)\]-])::(?:ffff:)?[\da-fA-F]{1,4}(?:[:.][\da-fA-F]{1,4}){0,6}(?![\w:])/g;

function isIpv6(text: string): boolean {
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const groups = text.split(':').filter((group) => group !== '');
  if (halves.length === 1) return groups.length === 8 && /[a-f]|\d{3}/i.test(text);
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
    if (!isIpv6(whole)) continue;
    if (
      whole.startsWith('::1') &&
      SERVICE_PORT.test(text.slice(match.index + whole.length, match.index + whole.length + 12))
    )
      continue;
    if (/^::1:\d{2,5}$/.test(whole)) continue;
    spans.push(span(match.index, whole, 'ip'));
  }
  return spans;
}

const CARD = /(?<![\w.-])\d(?:[ -]?\d){12,18}(?![\w-]|\.\d)/g;
/** Issuer ranges of Visa, Mastercard, American Express, Discover, JCB, Diners, UnionPay, Maestro. */
const ISSUER =
  /^(?:4\d{12}(?:\d{3}){0,2}|5[1-5]\d{14}|2(?:2[2-9]|[3-6]\d|7[01]|720)\d{12,13}|3[47]\d{13}|6(?:011|4[4-9]\d|5\d\d)\d{12,15}|35[2-8]\d{13}|3(?:0[0-5]|[689]\d)\d{11}|62\d{14,17}|(?:5[06-8]|6\d)\d{11,17})$/;

/** The check of ISO/IEC 7812-1 annex B. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = digits.charCodeAt(digits.length - 1 - i) - 48;
    sum += i % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2;
  }
  return sum % 10 === 0;
}

export function matchCards(text: string): readonly Span[] {
  const spans: Span[] = [];
  for (const match of text.matchAll(CARD)) {
    const digits = match[0].replace(/[ -]/g, '');
    if (ISSUER.test(digits) && passesLuhn(digits) && new Set(digits).size > 1)
      spans.push(span(match.index, match[0], 'creditcard'));
  }
  return spans;
}

const IBAN = /(?<![\w-])[A-Z]{2}\d{2}(?:[ -]?[A-Z\d]{4}){2,7}(?:[ -]?[A-Z\d]{1,3})?(?![\w-])/g;

/** The check of ISO 13616: the number with its first four characters last, letters as 10–35, is 1 modulo 97. */
export function passesMod97(iban: string): boolean {
  let rest = 0;
  for (const char of iban.slice(4) + iban.slice(0, 4)) {
    const value = Number.parseInt(char, 36);
    rest = (value > 9 ? rest * 100 + value : rest * 10 + value) % 97;
  }
  return rest === 1;
}

export function matchIbans(text: string): readonly Span[] {
  const spans: Span[] = [];
  for (const match of text.matchAll(IBAN)) {
    const iban = match[0].replace(/[ -]/g, '');
    if (iban.length >= 15 && iban.length <= 34 && passesMod97(iban))
      spans.push(span(match.index, match[0], 'iban'));
  }
  return spans;
}

const SSN = /(?<![\w.-])(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\w-]|\.\d)/g;
const PHONE =
  /(?<![\w.+(/-])(?:\+\d{1,3}(?:[ .-]?\(?\d{1,4}\)?){2,6}|\(\d{3}\)[ .-]?\d{3}[ .-]\d{4}|[2-9]\d{2}[ .-][2-9]\d{2}[ .-]\d{4})(?![\w-]|\.\d)/g;
const MAC = /(?<![\w:-])(?:[\da-fA-F]{2}:){5}[\da-fA-F]{2}(?![\w:-])/g;

export function matchNumbers(text: string): readonly Span[] {
  const spans: Span[] = [];
  for (const match of text.matchAll(SSN)) spans.push(span(match.index, match[0], 'usssn'));
  for (const match of text.matchAll(PHONE)) {
    const digits = match[0].replace(/\D/g, '').length;
    if (digits >= 9 && digits <= 15) spans.push(span(match.index, match[0], 'phone'));
  }
  for (const match of text.matchAll(MAC)) spans.push(span(match.index, match[0], 'mac'));
  return spans;
}
