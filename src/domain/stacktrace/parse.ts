import type { Exception } from '../event.ts';
import { arrange, type Block } from './arrange.ts';
import { frameLine } from './frame-line.ts';
import { type Header, headerLine, rubyTail } from './header.ts';
import { reportLines } from './lines.ts';
import type { RawFrame } from './raw-frame.ts';
import { ownSections } from './sections.ts';

/** Lines between a header and its first frame that may still be its message. */
const LONGEST_MESSAGE = 30;
/** Lines of source, carets or notes that may stand between two frames of one stack. */
const WIDEST_GAP = 8;

interface State {
  readonly blocks: Block[];
  frames: RawFrame[];
  header: Header | null;
  /** Lines since the header, or since the last frame. */
  gap: string[];
  /** `Traceback (most recent call last):` was seen: the header comes after the frames. */
  traceback: boolean;
  /** Order that the text states itself. */
  stated: 'newest-first' | 'newest-last' | null;
  link: Block['link'];
}

/**
 * Reads every stack trace in a text of any language, prose around it included. Answers the exceptions in the order of
 * events: root cause first; frames outermost first, innermost last. Empty when there is none. Total; linear.
 */
export function parseStacktrace(text: string): Exception[] {
  const lines = ownSections(reportLines(text));
  const state: State = {
    blocks: [],
    frames: [],
    header: null,
    gap: [],
    traceback: false,
    stated: null,
    link: 'none',
  };
  lines.forEach((line, index) => {
    readLine(state, line, lines[index - 1] ?? '');
  });
  close(state);
  return arrange(state.blocks);
}

function readLine(state: State, line: string, before: string): void {
  const opening = openingLine(line);
  const link = linkLine(line);
  if (opening !== null) {
    open(state, opening);
  } else if (link !== null) {
    close(state);
    state.link = link;
  } else {
    readContent(state, line, before);
  }
}

function readContent(state: State, line: string, before: string): void {
  const frame = frameLine(line, before);
  const header = frame === null ? headerLine(line) : null;
  if (frame !== null) {
    addFrame(state, frame);
  } else if (header !== null && accepts(state, header, line)) {
    startBlock(state, header, line);
  } else {
    state.gap.push(line);
    if (state.frames.length > 0 && state.gap.length > WIDEST_GAP) close(state);
    if (state.frames.length === 0 && state.gap.length > LONGEST_MESSAGE) state.header = null;
  }
}

/** `Traceback (most recent call last):` and the two ways in which Sentry introduces a dump. */
function openingLine(line: string): Opening | null {
  if (!line.includes('(most recent call ')) return null;
  // PyTorch prints a worker's own traceback below the one that it caused.
  if (/^\s*Original Traceback \(/.test(line))
    return { traceback: true, stated: 'newest-last', link: 'caused-by' };
  if (/^\s*Traceback \(|(?:^|\s)(?:Exception Group )?Traceback \(most recent call last\):?\s*$/i.test(line))
    return { traceback: true, stated: 'newest-last' };
  const stated = /^\s*Stack ?trace \(most recent call (last|first)\)/i.exec(line);
  if (stated === null) return null;
  return { traceback: false, stated: stated[1]?.toLowerCase() === 'last' ? 'newest-last' : 'newest-first' };
}

interface Opening extends Pick<State, 'traceback' | 'stated'> {
  readonly link?: Block['link'];
}

function open(state: State, opening: Opening): void {
  const { header } = state;
  const kept = opening.traceback || state.frames.length > 0 ? null : header;
  close(state);
  Object.assign(state, opening, { header: kept });
}

/** Sentences with which Python, .NET and Java join the parts of a chain. */
function linkLine(line: string): Block['link'] | null {
  if (/The above exception was the direct cause|During handling of the above exception/.test(line))
    return 'wrapped-by';
  const member = /^ {0,80}\+-[-+]{0,80} (\d{1,4}) -{4,}$/.exec(line);
  if (member !== null) return member[1] === '1' ? 'caused-by' : 'beside';
  if (/--- End of (?:inner exception )?stack trace/i.test(line)) return 'outer-continues';
  return null;
}

function addFrame(state: State, frame: RawFrame & { readonly tail?: string }): void {
  if (frame.tail !== undefined) {
    close(state);
    state.header = rubyTail(frame.tail);
    if (state.blocks.length > 0) state.link = 'caused-by';
  } else if (
    state.frames.length > 0 &&
    state.frames[0]?.kind !== frame.kind &&
    !related(state.frames[0], frame)
  ) {
    close(state);
  }
  if (state.frames.length === 0 && state.header === null)
    state.header = weakHeader(messageLines(state, frame));
  else if (state.frames.length === 0 && state.header !== null)
    state.header = withMessage(state.header, messageLines(state, frame));
  state.gap = [];
  const { tail: _, ...plain } = frame;
  state.frames.push(plain);
}

/** Lines between header and frame; Go, Rust and red screens write a frame's function on the line above its place. */
function messageLines({ gap }: State, { kind, ...frame }: RawFrame): readonly string[] {
  const named =
    kind === 'go' || kind === 'rust' || (frame.function !== null && gap.at(-1) === frame.function);
  return named ? gap.slice(0, -1) : gap;
}

/** Formats that one stack may mix: Sentry's dumps, a JavaScript engine's two spellings, native frames below others. */
function related(first: RawFrame | undefined, frame: RawFrame): boolean {
  const kinds = [first?.kind, frame.kind];
  return kinds.includes('sentry') && kinds.includes('python')
    ? true
    : kinds.includes('java') && kinds.includes('csharp');
}

/** A weak header in the middle of a message or a stack is more likely a line of code. */
function accepts(state: State, header: Header, line: string): boolean {
  if (state.frames.length > 0 && state.traceback) return header.strong || !/^\s/.test(line);
  if (header.strong)
    return state.frames.length === 0 || !/^\s{4,}/.test(line) || /caused by|\[cause\]|suppressed/i.test(line);
  return state.frames.length === 0 && state.header === null && !/^\s{2,}/.test(line);
}

function startBlock(state: State, header: Header, line: string): void {
  if ((state.traceback && state.frames.length > 0) || endsPart(state, header, line)) {
    state.header = header;
    close(state);
    return;
  }
  // A second strong header before any frame is a better one only when the first was prose.
  if (state.frames.length === 0 && state.header?.strong && !isCause(line)) {
    state.gap.push(line);
    return;
  }
  if (state.header !== null || state.frames.length > 0) close(state);
  state.link =
    isCause(line) && state.blocks.length > 0
      ? linkOfCause(line)
      : /^\s*Next /.test(line)
        ? 'wrapped-by'
        : state.link;
  state.header = inner(state, header);
  state.gap = [];
}

/** Somebody pasted the end of Python's traceback: the first strong header below the frames names their error. */
function endsPart({ frames, header: above }: State, header: Header, line: string): boolean {
  return (
    frames[0]?.kind === 'python' && !above?.strong && header.strong && !/^\s/.test(line) && !isCause(line)
  );
}

/** .NET writes `Outer: message ---> Inner: message`: the frames that follow belong to the inner one. */
function inner(state: State, header: Header): Header {
  const parts = header.value.split(/\s-{2,3}>\s/);
  if (parts.length < 2) return header;
  state.blocks.push({ header: { ...header, value: parts[0] ?? '' }, frames: [], stated: null, link: 'none' });
  state.link = 'caused-by';
  return (
    headerLine(parts.slice(1).join(' ---> ')) ?? {
      type: null,
      value: parts.slice(1).join(' '),
      strong: false,
    }
  );
}

/** What Java suppressed while it closed things is no cause, nor are that one's own causes, which it indents. */
function linkOfCause(line: string): Block['link'] {
  return /^\s*suppressed:|^\t\s*caused by:/i.test(line) ? 'beside' : 'caused-by';
}

function isCause(line: string): boolean {
  return /^\s*(?:caused by:|\[cause\]:|suppressed:|wrapped by:|-{2,3}> )/i.test(line);
}

function close(state: State): void {
  const { header, frames, stated, link, traceback } = state;
  if (frames.length > 0 || (header?.strong && header.type !== null)) {
    state.blocks.push({ header, frames, stated: traceback ? 'newest-last' : stated, link });
    state.link = 'none';
  }
  state.frames = [];
  state.header = null;
  state.gap = [];
  state.traceback = false;
  state.stated = null;
}

const DETAIL = /^\s{2,}[A-Z][\w ]{1,30}: /;

/** Text right above frames, when nothing better names the error. */
function weakHeader(gap: readonly string[]): Header | null {
  const said = gap.filter(
    (line) =>
      line.trim() !== '' &&
      !/^\s*(?:```|goroutine \d|stack ?(?:trace|backtrace)|\[signal|thread \d)/i.test(line),
  );
  // Tools indent the details of what they say: `  Plugin: …`, `  File: …`.
  const last = said.findLast((line, at) => !(at > 0 && DETAIL.test(line))) ?? said.at(-1);
  if (last === undefined || last.length > 300) return null;
  return headerLine(last) ?? { type: null, value: last.trim(), strong: false };
}

function withMessage(header: Header, gap: readonly string[]): Header {
  const more = gap.filter(
    (line) =>
      !/^\s*(?:```|goroutine \d|\[signal|stack ?(?:trace|backtrace):?|note: run with|panic: |\*{3} first throw call stack:|\(\s*$|exception (?:codes|subtype|note):|triggered by |thread \d|when the exception was thrown)/i.test(
        line,
      ),
  );
  const text = more
    .join('\n')
    .trim()
    .replace(/^what\(\): {0,4}/, '');
  return text === '' || text.length > 2_000
    ? header
    : { ...header, value: header.value === '' ? text : `${header.value}\n${text}` };
}
