import { decodeNamedCharacterReference } from 'decode-named-character-reference';

/**
 * Code points that show nothing or change what is shown: controls but line feed and tab, soft hyphen, fillers, joiners,
 * bidirectional controls, variation selectors, tags, interlinear marks, blank Braille, private use, non-characters.
 * Default_Ignorable_Code_Point and Cf of Unicode 17, and what renders as nothing beside them. Emoji joined by U+200D
 * fall apart into their parts, which is the price.
 */
const INVISIBLE =
  /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Co}\p{Cn}\p{Cs}\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u2800\u3164\uffa0\u115f\u1160\u17b4\u17b5]/gu;

const COLOURS = /\u001b\[[0-9;?]{0,30}[A-Za-z]|\u001b\][^\u0007\u001b]{0,500}(?:\u0007|\u001b\\)/g;
const ENTITY = /&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?/g;
/** The opening of our own marker: nobody else may write it, not even in quotation. */
const MARKER = /<!-{2,10}\s{0,20}patchpilot/gi;
/** Most rounds of decoding: each shortens the text, and nobody nests deeper in earnest. */
const ROUNDS = 12;

/**
 * Text without anything that hides: entities decoded, normalised (NFC), invisible code points out, to a fixpoint, so that
 * `cleanText(cleanText(x)) = cleanText(x)`. Line ends become `\n`.
 */
export function cleanText(text: string): string {
  let current = once(text);
  for (let round = 0; round < ROUNDS; round += 1) {
    const next = once(current);
    if (next === current) return current;
    current = next;
  }
  // Still something to decode after so many layers is an attack: break what is left of it.
  return once(current.replace(/&/g, '+'));
}

function once(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(COLOURS, '')
    .replace(ENTITY, (entity) => decodeEntity(entity))
    .toWellFormed()
    .normalize('NFC')
    .replace(INVISIBLE, '')
    .replace(MARKER, 'patchpilot');
}

function decodeEntity(entity: string): string {
  const inner = entity.slice(1).replace(/;$/, '');
  if (!inner.startsWith('#')) return decodeNamedCharacterReference(inner) || entity;
  const code = /^#[xX]/.test(inner) ? Number.parseInt(inner.slice(2), 16) : Number(inner.slice(1));
  return code === 0 || code > 0x10ffff ? '' : String.fromCodePoint(code).toWellFormed();
}

/** What marks a cut. */
export const CUT_MARK = '… (cut)';

/** At most `limit` UTF-16 units including the mark; never cuts a code point in two. */
export function truncate(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const room = Math.max(0, limit - CUT_MARK.length);
  return `${text
    .slice(0, room)
    .toWellFormed()
    .replace(/\ufffd$/, '')}${CUT_MARK}`;
}
