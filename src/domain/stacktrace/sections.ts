import { printedAsPython } from './notebook.ts';
import { pythonLine } from './python-line.ts';

/** Lines of a report without the stacks that are no error's own, and with pytest's layout told as Python tells it. */
export function ownSections(lines: readonly string[]): string[] {
  const own = withoutAllocations(withoutOtherThreads(withoutComponentStacks(lines)));
  return pytestAsPython(ginAsGo(printedAsPython(own)));
}

const COMPONENT_STACK =
  /The above error occurred in (?:the <|one of your React components)|^\s*(?:React )?component ?stack(?: trace)?:|^\s*(?:Check the render method of|This error is located at:)/i;
const COMPONENT = /^\s*(?:(?:at|in) [\w$.()<> ]{1,100}(?: \(.{0,400}\))?|[\w$.]{1,100}@\S{1,400})$/;

/** React shows which components contain the broken one: that is a tree of views, not of calls. */
function withoutComponentStacks(lines: readonly string[]): string[] {
  let within = false;
  return lines.filter((line) => {
    if (COMPONENT_STACK.test(line)) within = true;
    else if (within && line.trim() !== '') within = COMPONENT.test(line);
    return !(within && COMPONENT.test(line));
  });
}

const GOROUTINE = /^goroutine \d{1,12} (?:gp=\S{1,40} )?(?:m=\S{1,20} )?(?:mp=\S{1,40} )?\[/;
const THREAD = /^Thread \d{1,6}(?: name|\b)[^:]{0,100}:/;

/** Go and Apple dump every thread; the first goroutine is the one that broke, Apple names it. */
function withoutOtherThreads(lines: readonly string[]): string[] {
  const crashed = lines.some((line) => THREAD.test(line) && line.includes('Crashed'));
  let seen = false;
  let dropped = false;
  return lines.filter((line) => {
    if (/^panic: |^fatal error: /.test(line)) [seen, dropped] = [false, false];
    if (GOROUTINE.test(line)) {
      dropped = seen;
      seen = true;
    } else if (crashed && THREAD.test(line)) dropped = !/Crashed|^Thread \d{1,6} name/.test(line);
    else if (line.trim() === '') dropped = crashed ? dropped : false;
    return !dropped;
  });
}

const SANITIZED = /\b(?:Address|Leak|Memory|Thread|UndefinedBehavior)Sanitizer\b/;
const ALLOCATION =
  /^\s*(?:(?:freed|previously allocated|allocated) by thread |Thread T\d{1,6} created by |Uninitialized value was |SUMMARY: |\d{1,12}-byte region |Previous (?:read|write|atomic) )/;

/** Sanitizers show below the fault where the memory came from: true, but not where it broke. */
function withoutAllocations(lines: readonly string[]): readonly string[] {
  const from = lines.findIndex((line) => SANITIZED.test(line));
  if (from < 0) return lines;
  let within = false;
  return lines.filter((line, at) => {
    if (at > from && ALLOCATION.test(line)) within = true;
    else if (within && SANITIZED.test(line)) within = false;
    else if (within && !/^\s*(?:#\d|$)/.test(line)) within = false;
    return !within;
  });
}

const GIN_PLACE = /^(\S{1,400}\.(?:go|s)):(\d{1,7}) \(0x[0-9a-f]{1,16}\)$/;
const GIN_NAME = /^\t(\S{1,200}): /;

/** Gin writes a frame's place first, then its function and source: Go itself, the other way round. */
function ginAsGo(lines: readonly string[]): readonly string[] {
  if (!lines.some((line) => GIN_PLACE.test(line))) return lines;
  return lines.flatMap((line, at) => {
    const place = GIN_PLACE.exec(line);
    if (place !== null)
      return [`${GIN_NAME.exec(lines[at + 1] ?? '')?.[1] ?? ''}()`, `\t${place[1]}:${place[2]}`];
    return GIN_PLACE.test(lines[at - 1] ?? '') ? [] : [line];
  });
}

const TEST_ERROR = /^E {3,}(\S.{0,1500})$/;
const TEST_FRAME = /^((?:[A-Za-z]:)?[^\s:'"()]{1,300}\.pyx?):(\d{1,7}): (?:in (\S{1,200}))?$/;
const TEST_PLACE = /^((?:[A-Za-z]:)?[^\s:'"()]{1,300}\.pyx?):(\d{1,7}): ([A-Z][\w.]{0,100})$/;

/** pytest writes `file.py:12: in fn`, `E   Type: message` and, in its long form, `file.py:4: Type` at the end. */
function pytestAsPython(lines: readonly string[]): string[] {
  if (!lines.some((line) => TEST_ERROR.test(line))) return [...lines];
  const told: string[] = [];
  let [opened, error] = [false, null as string | null];
  let within: string | undefined;
  const finish = () => {
    if (opened && error !== null) told.push(error);
    [opened, error] = [false, null];
  };
  for (const line of lines) {
    const [frame, place, said] = [TEST_FRAME.exec(line), TEST_PLACE.exec(line), TEST_ERROR.exec(line)];
    if (frame !== null) {
      if (opened && error !== null) finish();
      if (!opened) told.push('Traceback (most recent call last):');
      opened = true;
      told.push(pythonLine(frame[1], frame[2], frame[3] ?? within));
      within = undefined;
    } else if (place !== null) {
      if (!opened) told.push('Traceback (most recent call last):');
      told.push(pythonLine(place[1], place[2], within));
      within = undefined;
      [opened, error] = [true, error ?? place[3] ?? null];
      finish();
    } else if (said !== null) error ??= said[1] ?? null;
    else {
      if (/^[_=]{3,} .{0,200} [_=]{3,}$/.test(line)) finish();
      // The long form shows the function's source above its place.
      within ??= /^\s{0,80}(?:async )?def (\w{1,200})\(/.exec(line)?.[1];
      told.push(line);
    }
  }
  finish();
  return told;
}
