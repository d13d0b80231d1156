/** A piece of running text: plain, or shown as code because GitHub would act on it. */
export interface Piece {
  readonly kind: 'plain' | 'code';
  readonly text: string;
}

/**
 * Words in which GitHub sees more than text: mentions and e-mail (`@`), issue and commit references, addresses, math,
 * task boxes and alerts, our own commands and markers. A word is a run without white space, so that no split hides one.
 */
const ACTIVE: readonly RegExp[] = [
  /@/,
  /#\d/,
  /\bGH-\d/i,
  /:\/\//,
  /\bwww\./i,
  /\b(?:mailto|xmpp|javascript|data|vbscript|file):/i,
  /\$/,
  /^\[(?:!|[ xX]\])/,
  /^\[[ xX]?$/,
  /(?:^|[^0-9a-z])[0-9a-f]{7,64}(?:$|[^0-9a-z])/i,
  /^\/[a-z]/i,
  /patchpilot:/i,
  /[<>]/,
  /\]\(|\]:/,
  /`/,
  /\bhttps?:?/i,
];

/** Cuts text into plain runs and words that must be shown as code. Neighbouring pieces of one kind are one. */
export function inertPieces(text: string): Piece[] {
  const pieces: Piece[] = [];
  for (const part of text.split(/(\s+)/)) {
    if (part === '') continue;
    const kind = !/^\s/.test(part) && ACTIVE.some((pattern) => pattern.test(part)) ? 'code' : 'plain';
    const last = pieces.at(-1);
    if (last?.kind === 'plain' && kind === 'plain')
      pieces[pieces.length - 1] = { kind, text: last.text + part };
    else pieces.push({ kind, text: part });
  }
  return pieces;
}
