import { pythonLine } from './python-line.ts';

/** Lines of IPython's and rich's tracebacks, told as Python tells them; all others as they are. */
export function printedAsPython(lines: readonly string[]): string[] {
  return ipythonAsPython(richAsPython(lines));
}

/** `File ~/cart.py:12, in Cart.total(self)`: IPython since 8.0. */
const NEW_FRAME = /^File (\S.{0,400}?):(\d{1,7})(?:, in (.{1,1000}))?$/;
/** `Cell In[3], line 3`, `Input In [3], in f(x)`. */
const CELL = /^((?:Cell|Input) In ?\[\d{1,6}\])(?:, in (.{1,300}?))?(?:, line (\d{1,7}))?$/;
/** `~/cart.py in total(self)`: IPython before 8.0; the line is in the arrow below. */
const OLD_FRAME =
  /^((?:[~/.]|[A-Za-z]:\\|<ipython-input-|[\w.-]{1,80}[/\\])[^\s()]{0,400}) in ([\w.<>]{1,200}(?:\(.{0,1000})?)$/;
/** `----> 3 cart.total()`. */
const ARROW = /^-{1,8}> {0,2}(\d{1,7})(?: |$)/;
/** `     44     return 1`: source that is shown around the arrow. */
const SOURCE = /^ {0,12}\d{1,7}(?: .*)?$/;
/** Lines of source that IPython shows around the one that counts. */
const SHOWN = 30;

function ipythonAsPython(lines: readonly string[]): string[] {
  if (!lines.some((line) => NEW_FRAME.test(line) || CELL.test(line) || OLD_FRAME.test(line)))
    return [...lines];
  const told: string[] = [];
  let within = false;
  lines.forEach((line, at) => {
    const frame = ipythonFrame(line, lines, at);
    if (frame !== null) told.push(frame);
    else if (!(within && (SOURCE.test(line) || ARROW.test(line)))) told.push(line);
    within = frame !== null || (within && (line.trim() === '' || SOURCE.test(line) || ARROW.test(line)));
  });
  return told;
}

function ipythonFrame(line: string, lines: readonly string[], at: number): string | null {
  const modern = NEW_FRAME.exec(line);
  if (modern !== null) return pythonLine(modern[1], modern[2], callee(modern[3]));
  const cell = CELL.exec(line);
  if (cell !== null)
    return pythonLine(cell[1], cell[3] ?? arrowBelow(lines, at) ?? '1', callee(cell[2]) ?? '<module>');
  const old = OLD_FRAME.exec(line);
  const shown = old === null ? null : arrowBelow(lines, at);
  return shown === null ? null : pythonLine(old?.[1], shown, callee(old?.[2]));
}

/** The line that the nearest arrow below points at, before the next frame. */
function arrowBelow(lines: readonly string[], at: number): string | null {
  for (const line of lines.slice(at + 1, at + SHOWN)) {
    const arrow = ARROW.exec(line);
    if (arrow !== null) return arrow[1] ?? null;
    if (line.trim() !== '' && !SOURCE.test(line)) return null;
  }
  return null;
}

/** `Cart.total(self, x)` → `total`, as Python's own tracebacks say it. */
function callee(call: string | undefined): string | undefined {
  if (call === undefined) return undefined;
  const name = call.split('(', 1)[0]?.trim() ?? '';
  const plain = /^[\w.]+$/.test(name) ? name.slice(name.lastIndexOf('.') + 1) : name;
  return plain === '' || plain.startsWith('<cell line') ? '<module>' : plain;
}

const BOX_TOP = /^\s{0,20}[╭+][─-]{2,} ?Traceback \(most recent call last\) ?[─-]{2,}[╮+]\s*$/;
const BOX_END = /^\s{0,20}[╰+][─-]{2,}[╯+]\s*$/;
const BOX_FRAME = /^(\S[^"]{0,400}):(\d{1,7}) in (\S{1,200})$/;

/** rich draws a box: `│ /app/cart.py:12 in total   │`, source below; a long path goes on in the next line. */
function richAsPython(lines: readonly string[]): string[] {
  if (!lines.some((line) => BOX_TOP.test(line))) return [...lines];
  const told: string[] = [];
  let within = false;
  let begun = '';
  for (const line of lines) {
    if (BOX_TOP.test(line)) {
      told.push('Traceback (most recent call last):');
      [within, begun] = [true, ''];
    } else if (within && BOX_END.test(line)) within = false;
    else if (within) {
      const text = begun + unboxed(line);
      const frame = BOX_FRAME.exec(text);
      if (frame !== null) told.push(pythonLine(frame[1], frame[2], frame[3]));
      begun = frame === null ? goesOn(text) : '';
    } else told.push(line);
  }
  return told;
}

/** A path cut within, or a place cut before its function: what the next line goes on with. */
function goesOn(text: string): string {
  if (/^\S[^"]{0,400}:\d{1,7} in$/.test(text)) return `${text} `;
  return /^(?:\/|[A-Za-z]:\\)\S{0,400}$/.test(text) ? text : '';
}

/** A line without the box's own walls; source and the boxes of locals stay indented or drawn. */
function unboxed(line: string): string {
  return line
    .trim()
    .replace(/^[│|] ?/, '')
    .replace(/[│|]$/, '')
    .trimEnd();
}
