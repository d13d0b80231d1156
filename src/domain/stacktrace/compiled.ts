import { splitLocation } from './location.ts';
import type { RawFrame } from './raw-frame.ts';

const GO_PLACE = /^\s+((?:[A-Z]:)?[^\s:]{1,400}\.(?:go|s)):(\d{1,7})(?: \+0x[0-9a-f]{1,16})?\s*$/;
const RUST_PLACE = /^\s+at ((?:[A-Z]:)?[^\s:]{1,400}\.rs:\d{1,7}(?::\d{1,5})?)\s*$/;
const RUST_NAME = /^\s*\d{1,4}:\s+(?:0x[0-9a-f]{4,16} - )?(\S.{0,399})$/;
const GDB =
  /^\s*#\d{1,4}\s+(?:0x[0-9a-f]{4,16} (?:in )?)?(\S.{0,300}?) ?\(.{0,600}\) at ((?:[A-Z]:)?[^\s:]{1,400}:\d{1,7})\s*$/;
const ASAN =
  /^\s*#\d{1,4} 0x[0-9a-f]{4,16} in (\S.{0,300}?) ((?:\/|[A-Z]:)[^\s:]{1,400}:\d{1,7}(?::\d{1,5})?)\s*$/;
/** A frame without debug information: `#0  0x00007f in strlen () from /lib64/libc.so.6`, `#3 0x4a in f+0x12 (/usr/bin/app+0x4a)`. */
const GDB_BARE =
  /^\s*#\d{1,4}\s+0x[0-9a-f]{4,16} in (\S.{0,300}?) ?\([^()]{0,600}\)(?: from (\S{1,300}))?\s*$/;
const APPLE =
  /^\s*\d{1,3}\s{1,10}([\w.+-]{1,100})\s{1,40}0x[0-9a-f]{6,16} (.{1,400}?)(?: \+ \d{1,9})?(?: \(([\w+.-]{1,200}):(\d{1,7})\)| at (\/[^\s:]{1,400}):(\d{1,7}))?\s*$/;
const DART = /^\s*#\d{1,4}\s{1,10}(\S.{0,300}?) \(((?:package|dart|file):[^\s)]{1,300})\)\s*$/;

/** The place line of a Go frame; its function stands on the line before. */
export function goFrame(line: string, before: string): RawFrame | null {
  const match = GO_PLACE.exec(line);
  if (match === null) return null;
  const name = before
    .trim()
    .replace(/^created by /, '')
    .replace(/ in goroutine \d{1,9}$/, '');
  const open = name.endsWith(')') ? name.lastIndexOf('(') : -1;
  const call = open > 0 ? name.slice(0, open) : name;
  const isName = call !== '' && !/\s/.test(call) && /[.\w]/.test(call) && !call.endsWith(':');
  return { kind: 'go', path: match[1] ?? null, ...goName(isName ? call : null), line: Number(match[2]) };
}

/** `github.com/acme/shop/cart.(*Cart).Add` → package and function. */
function goName(call: string | null): { readonly module: string | null; readonly function: string | null } {
  if (call === null) return { module: null, function: null };
  const dot = call.indexOf('.', call.lastIndexOf('/') + 1);
  return dot < 0
    ? { module: null, function: call }
    : { module: call.slice(0, dot), function: call.slice(dot + 1) };
}

/** The place line of a Rust backtrace; its function stands on the line before. */
export function rustFrame(line: string, before: string): RawFrame | null {
  const match = RUST_PLACE.exec(line);
  if (match === null) return null;
  const location = splitLocation(match[1] ?? '');
  const name = RUST_NAME.exec(before)?.[1] ?? null;
  return { kind: 'rust', ...location, function: name === null ? null : name.replace(/::h[0-9a-f]{16}$/, '') };
}

/** gdb, AddressSanitizer, Apple crash reports, Dart. */
export function nativeFrame(line: string): RawFrame | null {
  const traced = GDB.exec(line) ?? ASAN.exec(line);
  if (traced !== null)
    return { kind: 'native', ...splitLocation(traced[2] ?? ''), function: traced[1] ?? null };
  const bare = GDB_BARE.exec(line);
  if (bare !== null)
    return {
      kind: 'native',
      path: bare[2] ?? null,
      function: bare[1]?.replace(/\+0x[0-9a-f]{1,16}$/, '') ?? null,
      line: null,
    };
  const dart = DART.exec(line);
  if (dart !== null) return { kind: 'dart', ...splitLocation(dart[2] ?? ''), function: dart[1] ?? null };
  const apple = APPLE.exec(line);
  if (apple === null) return null;
  const row = apple[4] ?? apple[6];
  return {
    kind: 'swift',
    path: apple[3] ?? apple[5] ?? null,
    module: apple[1] ?? null,
    function: apple[2] ?? null,
    line: row === undefined ? null : Number(row),
  };
}
