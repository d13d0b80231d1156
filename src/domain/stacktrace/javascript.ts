import { splitLocation } from './location.ts';
import type { RawFrame } from './raw-frame.ts';

/** What may stand after the `@` of Firefox and Safari, or alone on a line of old Safari. */
const ADDRESS =
  /^(?:[a-z][a-z0-9+.-]{1,30}:|\/|\[native code\]|debugger eval code|<anonymous>|[\w$.@/-]{1,300}\.[a-z]{1,6}:\d)/i;

/** `at fn (address)`: V8, Edge, Internet Explorer, Node, PhantomJS. `null` for other lines. */
export function v8Frame(line: string): RawFrame | null {
  const rest = afterAt(line);
  if (rest === null) return null;
  const { name, inside } = parts(rest);
  const location = splitLocation(evaluated(inside).replace(HERMES, ''));
  if (name === null && !isAddress(location.path, location.line)) return null;
  if (
    name !== null &&
    !isAddress(location.path, location.line) &&
    !/^(?:native|<anonymous>|index \d+|unknown)/.test(inside)
  )
    return null;
  return {
    kind: 'javascript',
    path: location.path === 'native' || /^index \d+$/.test(location.path) ? null : location.path,
    function: name === null ? null : plainName(name),
    line: location.line,
    column: location.column,
  };
}

/** Name and place; Sentry prints no space between them, and `?` for no name. */
function parts(rest: string): { readonly name: string | null; readonly inside: string } {
  const open = rest.endsWith(')') ? rest.indexOf(' (') : -1;
  if (open >= 0) {
    const name = rest.slice(0, open);
    return { name: name === '?' ? null : name, inside: rest.slice(open + 2, -1) };
  }
  const tight = /^([\w$.<>#[\]]{1,200})\(([^()\s]{1,800}:\d{1,7}(?::\d{1,7})?)\)$/.exec(rest);
  return tight === null ? { name: null, inside: rest } : { name: tight[1] ?? null, inside: tight[2] ?? '' };
}

/** What Hermes puts before an address in its bytecode. */
const HERMES = /^address at /;

/** `    List webpack-internal:///./src/List.jsx:14`: a stack copied from the console of Firefox. */
const CONSOLE =
  /^\s{2,}(?:([\w$./<>*[\]-]{1,200}) )?((?:https?|file|webpack|webpack-internal|resource|capacitor|app):\/\/[^\s@]{1,800}:\d{1,7}(?::\d{1,5})?)$/;

export function consoleFrame(line: string): RawFrame | null {
  const match = CONSOLE.exec(line);
  if (match === null) return null;
  return {
    kind: 'javascript',
    ...splitLocation(match[2] ?? ''),
    function: withoutAsync(match[1] ?? '') || null,
  };
}

const REDBOX = /^ {2,8}([\w./@-]{1,300}\.(?:[cm]?[jt]sx?|bundle):\d{1,7}:\d{1,7})$/;

/** React Native's red screen: the function on the line before, its place below, indented. */
export function redboxFrame(line: string, before: string): RawFrame | null {
  const place = REDBOX.exec(line)?.[1];
  if (place === undefined || !/^[\w$.<>[\]*#]{1,200}$/.test(before)) return null;
  return { kind: 'javascript', ...splitLocation(place), function: before };
}

const OPERA =
  /^\s*(?:Error thrown at|called from|called via [\w.]{1,60}\(\) from) line (\d{1,7}), column (\d{1,5}) in (?:(.{1,300}) in )?(https?:\/\/\S{1,400}):$/;
const OLD_OPERA =
  /^\s*Line (\d{1,7}) of (?:linked|inline#?\d{0,3}|function) script (https?:\/\/[^\s:]{1,100}(?::\d{1,5})?[^\s:]{0,300})(?:: In function (\S{1,100}))?$/;

/** `called from line 46, column 8 in total() in https://…:` and the still older `Line 44 of linked script https://…`. */
export function operaFrame(line: string): RawFrame | null {
  const match = OPERA.exec(line);
  if (match !== null) {
    const [, row, column, name, path] = match;
    return {
      kind: 'javascript',
      path: path ?? null,
      function: name ?? null,
      line: Number(row),
      column: Number(column),
    };
  }
  const old = OLD_OPERA.exec(line);
  return old === null
    ? null
    : {
        kind: 'javascript',
        path: old[2] ?? null,
        function: old[3] ?? null,
        line: Number(old[1]),
        column: null,
      };
}

/** A whole line that is an address with its position. */
const BARE = /^(?:https?|file|capacitor|ionic|app|webpack|blob:https?):\/\/[^\s@]{1,800}:\d{1,7}:\d{1,7}$/;

/** `fn@address` (Firefox, Safari), a bare address (old Safari), `address line 3 > eval:1:1`. */
export function geckoFrame(line: string): RawFrame | null {
  const text = line.trim();
  if (BARE.test(text)) return { kind: 'javascript', ...splitLocation(text), function: null };
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const address = text.slice(at + 1);
    if (!ADDRESS.test(address)) continue;
    const name = text.slice(0, at);
    // Prose with a mail address or a package name is no frame.
    if (
      /\s/.test(name) &&
      !/^(?:global|module|eval) code$|^(?:promise callback|set(?:Timeout|Interval) handler|requestAnimationFrame callback)\*|^<?anonymous function|\(\[arguments not available\]\)$|^\[.*\]$/.test(
        name,
      )
    )
      return null;
    const location = splitLocation(address.replace(/ line (\d{1,9}) > (?:eval|Function).*$/, ':$1'));
    if (location.line === null && location.path !== '[native code]') return null;
    return {
      kind: 'javascript',
      path: location.path,
      function:
        name === ''
          ? null
          : withoutAsync(name)
              .replace(/\(\[arguments not available\]\)$/, '')
              .replace(/^<anonymous function: (.*)>$/, '$1'),
      line: location.line,
      column: location.column,
    };
  }
  return null;
}

/** Text after `at `, with leading marks of list or quote removed. */
function afterAt(line: string): string | null {
  const text = line.trim();
  if (text.startsWith('at ')) return withoutAsync(text.slice(3).trim());
  return null;
}

/** V8 says `async total`; Firefox `async*total`, `setTimeout handler*total`, `promise callback*total`. */
function withoutAsync(text: string): string {
  if (text.startsWith('async ')) return text.slice(6);
  return text.replace(
    /^(?:async|(?:promise callback|setTimeout handler|setInterval handler|EventListener\.handleEvent|EventHandlerNonNull|requestAnimationFrame callback|MessageListener\.receiveMessage))\*/,
    '',
  );
}

/** `eval at f (file.js:1:2), <anonymous>:3:4` → `file.js:1:2`: where the text that was evaluated came from. */
function evaluated(inside: string): string {
  if (!inside.startsWith('eval at ') && !inside.startsWith('eval code')) return inside;
  const end = inside.indexOf(')');
  const open = end < 0 ? -1 : inside.lastIndexOf('(', end);
  return open < 0 ? inside : inside.slice(open + 1, end);
}

function isAddress(path: string, line: number | null): boolean {
  if (path === '<anonymous>') return true;
  return (
    line !== null &&
    path !== '' &&
    !/\s(?:in|at)\s/.test(path) &&
    (/[./\\:]/.test(path) || /^[\w$-]+$/.test(path))
  );
}

function plainName(name: string): string {
  return name.replace(/ \[as [^\]]{1,200}\]$/, '');
}
