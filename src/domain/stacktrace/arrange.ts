import type { Exception } from '../event.ts';
import { untrusted } from '../trust.ts';
import type { Header } from './header.ts';
import { type RawFrame, toFrame } from './raw-frame.ts';

/** One stack with its header, as it stands in the text. */
export interface Block {
  readonly header: Header | null;
  readonly frames: readonly RawFrame[];
  readonly stated: 'newest-first' | 'newest-last' | null;
  /** How it hangs together with the block before it. */
  readonly link: 'none' | 'caused-by' | 'beside' | 'wrapped-by' | 'outer-continues';
}

/** Most exceptions of one report; a log pasted whole holds the same error many times. */
const MAX_EXCEPTIONS = 20;

/** Puts blocks into the order of events: root cause first, frames innermost last. */
export function arrange(blocks: readonly Block[]): Exception[] {
  const chain: Block[] = [];
  for (const block of joined(told(blocks))) {
    if (block.link === 'caused-by') chain.unshift(block);
    // Members of an exception group: the first is the root, the others follow it.
    else if (block.link === 'beside') chain.splice(1, 0, block);
    else chain.push(block);
  }
  return chain.slice(0, MAX_EXCEPTIONS).map(toException);
}

/**
 * Without what is no error of its own: a type that stands alone, in a log line or a comment of the code shown, and has its
 * stack elsewhere; frames under no type where others have one.
 */
function told(blocks: readonly Block[]): readonly Block[] {
  const typed = blocks.some(({ header, frames }) => frames.length > 0 && header?.strong);
  const traced = new Set(
    blocks.flatMap(({ header, frames }) => (frames.length > 0 ? [shortType(header)] : [])),
  );
  return blocks.filter(
    ({ header, frames, link }) =>
      link !== 'none' ||
      (frames.length > 0 ? header?.type != null || !typed : !traced.has(shortType(header))),
  );
}

function shortType(header: Header | null): string {
  const type = header?.type ?? '';
  return type.slice(type.lastIndexOf('.') + 1);
}

/** .NET's outer frames come after the inner stack: they go back to the outer exception, which has none yet. */
function joined(blocks: readonly Block[]): Block[] {
  const result: Block[] = [];
  for (const block of blocks) {
    const at = block.link === 'outer-continues' ? result.findLastIndex((one) => one.frames.length === 0) : -1;
    const outer = result[at];
    if (outer !== undefined) result[at] = { ...outer, frames: block.frames };
    else if (block.link === 'outer-continues' && result.length > 0 && block.header === null) {
      const last = result.pop() as Block;
      result.push({ ...last, frames: [...last.frames, ...block.frames] });
    } else result.push(block);
  }
  return result;
}

function toException(block: Block): Exception {
  const { header } = block;
  const place: RawFrame[] =
    header?.place === undefined || isShown(header.place, block.frames)
      ? []
      : [{ kind: block.frames[0]?.kind ?? 'native', ...header.place, function: null }];
  const frames = whereItPanicked(block.frames);
  const ordered = newestLast(block) ? [...frames, ...place] : [...place, ...frames].reverse();
  return {
    type: header?.type ? untrusted(header.type) : null,
    value: header === null ? null : untrusted(header.value),
    module: null,
    handled: null,
    mechanism: null,
    frames: ordered.map(toFrame),
  };
}

/** Go prints the deferred functions that ran on top of the panic: what broke stands below the last `panic`. */
function whereItPanicked(frames: readonly RawFrame[]): readonly RawFrame[] {
  const at = frames.findLastIndex(
    ({ kind, path, function: name }) =>
      kind === 'go' && (name === 'panic' || name === 'gopanic') && path?.endsWith('runtime/panic.go'),
  );
  return at <= 0 || at === frames.length - 1 ? frames : frames.slice(at);
}

/** Rust's backtrace names the place of the panic again, with its function. */
function isShown(place: NonNullable<Header['place']>, frames: readonly RawFrame[]): boolean {
  return frames.some(({ path, line }) => line === place.line && path?.replace(/^\.\//, '') === place.path);
}

/** Only Python's own tracebacks, and dumps that say so, put the innermost frame last. */
function newestLast({ stated, frames }: Block): boolean {
  if (stated !== null) return stated === 'newest-last';
  return frames[0]?.kind === 'python';
}
