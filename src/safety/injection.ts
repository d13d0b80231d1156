import { INJECTION_RULES } from './injection-rules.ts';
import { cleanText } from './unicode.ts';

/** A text that was examined, by the field it stood in. */
export interface ExaminedText {
  readonly field: string;
  readonly text: string;
}

/** Characters examined of one field. */
const LONGEST = 16_384;
/** Tag characters (U+E0020–U+E007E) spell ASCII that no reader sees. */
const TAGS = /[\u{e0020}-\u{e007e}]{4,}/gu;
/** More than this many invisible signs in a field is no accident. */
const MOST_HIDDEN = 24;
const HIDDEN = /\p{Default_Ignorable_Code_Point}/gu;
const ENCODED = /[A-Za-z0-9+/]{24,4096}={0,2}/g;

/**
 * Fields whose text addresses an agent, as `field: rule`; empty when none does. Hidden spellings (tag characters, base64)
 * are read too. Finding something never hides it: it is shown to a person, and no worker gets it.
 */
export function findInjection(texts: readonly ExaminedText[]): string[] {
  return texts.flatMap(({ field, text }) => {
    const rule = ruleOf(text.slice(0, LONGEST));
    return rule === null ? [] : [`${field}: ${rule}`];
  });
}

function ruleOf(text: string): string | null {
  const hidden = [...text.matchAll(TAGS)].map(([run]) =>
    String.fromCodePoint(...[...run].map((c) => (c.codePointAt(0) ?? 0) - 0xe0000)),
  );
  if (hidden.length > 0) return 'hidden text';
  if ((text.match(HIDDEN)?.length ?? 0) > MOST_HIDDEN) return 'hidden text';
  return spoken(text) ?? (decoded(text).some((inner) => spoken(inner) !== null) ? 'encoded text' : null);
}

function spoken(text: string): string | null {
  const plain = cleanText(text)
    .toLowerCase()
    .replace(/[*`"“”~]+/g, '')
    .replace(/[ \t]{1,100}/g, ' ')
    .replace(/ ?\n ?/g, '\n');
  const line = plain.replace(/\n+/g, ' ');
  return INJECTION_RULES.find(({ pattern }) => pattern.test(plain) || pattern.test(line))?.name ?? null;
}

/** Readable text behind base64. */
function decoded(text: string): string[] {
  return [...text.matchAll(ENCODED)].slice(0, 20).flatMap(([run]) => {
    const inner = fromBase64(run);
    return /^[\n\r\t -~]{12,}$/.test(inner) && inner.includes(' ') ? [inner] : [];
  });
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Bytes of base64 as Latin-1; enough to recognise words, and pure. */
function fromBase64(run: string): string {
  let bits = 0;
  let held = 0;
  let text = '';
  for (const char of run.replace(/=+$/, '')) {
    held = ((held << 6) | ALPHABET.indexOf(char)) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      text += String.fromCharCode((held >> bits) & 0xff);
    }
  }
  return text;
}
