import type { PatchFile } from '../../domain/gate.ts';
import { type Language, languageOf } from './code/language.ts';
import { maskCode } from './code/mask.ts';
import { scanCode } from './code/scan.ts';
import type { Token } from './code/token.ts';
import { type Block, changedBlocks } from './line-change.ts';
import { type FileKind, kindOf } from './paths/kind.ts';

/** One side of a file as the gates read it. Tokens and masked lines are made when first asked for. */
export interface Side {
  readonly text: string;
  readonly lines: readonly string[];
  readonly tokens: () => readonly Token[];
  /** Lines with comments and the insides of strings blanked out; columns stay. */
  readonly masked: () => readonly string[];
}

/** A file of the patch with its changed lines. */
export interface ChangedFile {
  readonly file: PatchFile;
  readonly path: string;
  readonly kind: FileKind;
  readonly language: Language | null;
  readonly base: Side;
  readonly patched: Side;
  readonly blocks: readonly Block[];
  /** 0-based indexes of the patched lines that are new. */
  readonly added: readonly number[];
  /** 0-based indexes of the base lines that are gone. */
  readonly removed: readonly number[];
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function sideOf(text: string, language: Language | null): Side {
  const tokens = once(() => (language === null ? [] : scanCode(text, language)));
  return {
    text,
    lines: splitText(text),
    tokens,
    masked: once(() => (language === null ? splitText(text) : splitText(maskCode(text, tokens())))),
  };
}

/** Lines without their ends; a last line end opens no further line. */
function splitText(text: string): readonly string[] {
  if (text === '') return [];
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

const NOTHING = '';

/** Compares the two sides of a file. A side above `maxBytes` is treated as empty: the size gate refuses it. */
export function changeFile(file: PatchFile, maxBytes: number): ChangedFile {
  const language = languageOf(file.path) ?? languageOf(file.oldPath ?? '');
  const read = (text: string | null) => (text === null || text.length > maxBytes ? NOTHING : text);
  const base = sideOf(file.copied === true ? NOTHING : read(file.base), language);
  const patched = sideOf(read(file.patched), language);
  const blocks = changedBlocks(base.lines, patched.lines);
  const range = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at);
  return {
    file,
    path: file.path,
    kind: kindOf(file.path),
    language,
    base,
    patched,
    blocks,
    added: blocks.flatMap(({ newFrom, newTo }) => range(newFrom, newTo)),
    removed: blocks.flatMap(({ baseFrom, baseTo }) => range(baseFrom, baseTo)),
  };
}
