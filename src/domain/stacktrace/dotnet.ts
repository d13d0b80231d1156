import type { RawFrame } from './raw-frame.ts';

const PLACE = / in (.{1,400}):(?:line|строка|zeile|ligne|línea|行号) ?(\d{1,7})\s*$/;
const CALL =
  /^[\w.+`<>[\]|$,&=-]{1,400}(?:\[[^\]]{0,200}\])?\([^()]{0,400}(?:\([^()]{0,100}\)[^()]{0,100}){0,5}\)$/;

/** `at Acme.Cart.Total(Order order) in C:\src\Cart.cs:line 12`, with or without the place. */
export function dotnetFrame(line: string): RawFrame | null {
  const text = line.trim();
  if (!text.startsWith('at ')) return null;
  const place = PLACE.exec(text);
  const call = (place === null ? text.slice(3) : text.slice(3, place.index)).trim();
  const open = call.indexOf('(');
  const name = open < 0 ? call : call.slice(0, open);
  if (place === null && !(CALL.test(call) && /^[A-Z_<][\w`<>]*[.+]/.test(name))) return null;
  const dot = name.lastIndexOf(
    '.',
    name.endsWith('.ctor') || name.endsWith('.cctor') ? name.lastIndexOf('.') - 1 : name.length,
  );
  return {
    kind: 'csharp',
    path: place?.[1] ?? null,
    module: dot < 0 ? null : name.slice(0, dot),
    function: dot < 0 ? name : name.slice(dot + 1),
    line: place === null ? null : Number(place[2]),
  };
}
