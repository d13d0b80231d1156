import { RANK, type Span } from './span.ts';

const span = (start: number, end: number, kind: string): Span => ({ start, end, kind, rank: RANK.personal });

const CARD = /(?<![\w.-])\d(?:[ -]?\d){12,18}(?![\w-]|\.\d)/g;

/** Issuer ranges of Visa, Mastercard, American Express, Discover, JCB, Diners, UnionPay, Maestro. */
const ISSUER =
  /^(?:4\d{12}(?:\d{3}){0,2}|5[1-5]\d{14}|2(?:2[2-9]|[3-6]\d|7[01]|720)\d{12,13}|3[47]\d{13}|6(?:011|4[4-9]\d|5\d\d)\d{12,15}|35[2-8]\d{13}|3(?:0[0-5]|[689]\d)\d{11}|62\d{14,17}|(?:5[06-8]|6\d)\d{11,17})$/;

/** The check of ISO/IEC 7812-1 annex B. */
function passesLuhn(digits: string): boolean {
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
    if (ISSUER.test(digits) && passesLuhn(digits) && new Set(digits).size > 1) {
      spans.push(span(match.index, match.index + match[0].length, 'creditcard'));
    }
  }
  return spans;
}

const IBAN = /(?<![\w-])[A-Z]{2}\d{2}(?:[ -]?[A-Z\d]{4}){2,7}(?:[ -]?[A-Z\d]{1,3})?(?![\w-])/g;

/** The check of ISO 13616: the number with its first four characters last, letters as 10–35, is 1 modulo 97. */
function passesMod97(iban: string): boolean {
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
    if (iban.length >= 15 && iban.length <= 34 && passesMod97(iban)) {
      spans.push(span(match.index, match.index + match[0].length, 'iban'));
    }
  }
  return spans;
}

const SSN = /(?<![\w.-])(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\w-]|\.\d)/g;
const US_PHONE = /(?<![\w.+/-])(?:\(\d{3}\)[ .-]?|[2-9]\d{2}[ .-])[2-9]\d{2}[ .-]\d{4}(?![\w-]|\.\d)/g;
const PLUS = /(?<![\w.+/-])\+(?=\d)/g;
const MAC = /(?<![\w:-])(?:[\da-fA-F]{2}:){5}[\da-fA-F]{2}(?![\w:-])/g;

/** End of the international number (ITU-T E.164: at most 15 digits) behind a plus sign, or -1. */
function internationalEnd(text: string, plus: number): number {
  let digits = 0;
  let end = plus + 1;
  for (let at = end; at < text.length && at - end < 3; at++) {
    const char = text[at] ?? '';
    if (char >= '0' && char <= '9') {
      if (digits++ === 15) return -1;
      end = at + 1;
    } else if (!' .-()'.includes(char)) break;
  }
  return digits >= 9 && !/[\w-]/.test(text[end] ?? ' ') ? end : -1;
}

export function matchNumbers(text: string): readonly Span[] {
  const spans: Span[] = [];
  const add = (kind: string) => (match: RegExpExecArray) =>
    spans.push(span(match.index, match.index + match[0].length, kind));
  for (const match of text.matchAll(SSN)) add('usssn')(match);
  for (const match of text.matchAll(US_PHONE)) add('phone')(match);
  for (const match of text.matchAll(MAC)) add('mac')(match);
  for (const { index } of text.matchAll(PLUS)) {
    const end = internationalEnd(text, index);
    if (end !== -1) spans.push(span(index, end, 'phone'));
  }
  return spans;
}
