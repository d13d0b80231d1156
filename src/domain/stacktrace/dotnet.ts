import type { RawFrame } from './raw-frame.ts';

/** `Acme.Player.Update () (at Assets/Player.cs:42)`. */
const UNITY =
  /^\s*([\w.`<>$+]{1,300}[.:][\w<>.$]{1,200}) ?\([^()]{0,300}\) ?\(at (.{1,300}\.cs):(\d{1,7})\)\s*$/;
const PLACE = / in (.{1,400}):(?:(?:line|строка|zeile|ligne|línea|行号) ?)?(\d{1,7})\s*$/;
const CALL =
  /^[\w.+`<>[\]|$,&=-]{1,400}(?:\[[^\]]{0,200}\])?\([^()]{0,400}(?:\([^()]{0,100}\)[^()]{0,100}){0,5}\)$/;

/** `at Acme.Cart.Total(Order order) in C:\src\Cart.cs:line 12`, with or without the place. */
export function dotnetFrame(line: string): RawFrame | null {
  const unity = UNITY.exec(line);
  if (unity !== null) {
    const { module, name } = called(unity[1] ?? '');
    return { kind: 'csharp', path: unity[2] ?? null, module, function: name, line: Number(unity[3]) };
  }
  // Mono: `at Acme.Cart.Total (Order order) [0x00012] in /src/Cart.cs:12`
  const text = line.trim().replace(/ \(([^()]{0,400})\)(?: \[0x[0-9a-f]{1,8}\])?(?= in )/, '($1)');
  if (!text.startsWith('at ')) return null;
  const place = PLACE.exec(text);
  const call = (place === null ? text.slice(3) : text.slice(3, place.index)).trim();
  const open = call.indexOf('(');
  const name = open < 0 ? call : call.slice(0, open);
  // `at Cart.total(./src/cart.ts:7:3)` is JavaScript, as Sentry prints it.
  if (place === null && /:\d{1,7}(?::\d{1,5})?\)$/.test(call)) return null;
  if (place === null && !(CALL.test(call) && /^[A-Z_<][\w`<>]*[.+]/.test(name))) return null;
  const target = called(name);
  return {
    kind: 'csharp',
    path: place?.[1]?.startsWith('<') ? null : (place?.[1] ?? null),
    module: target.module,
    function: target.name,
    line: place === null || place[2] === '0' ? null : Number(place[2]),
  };
}

/** `Acme.Cart..ctor` → `Acme.Cart` and `.ctor`. */
function called(name: string): { readonly module: string | null; readonly name: string } {
  const plain = name.replace(':', '.');
  const constructs = plain.endsWith('.ctor') || plain.endsWith('.cctor');
  const dot = plain.lastIndexOf('.', constructs ? plain.lastIndexOf('.') - 1 : plain.length);
  return dot < 0
    ? { module: null, name: plain }
    : { module: plain.slice(0, dot), name: plain.slice(dot + 1) };
}
