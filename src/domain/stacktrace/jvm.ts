import type { RawFrame } from './raw-frame.ts';

const FRAME = /^\s*at (?:[\w.@$-]{0,200}\/{1,2}){0,3}([\w$.<>#-]{1,400})\(([^()]{0,300})\)(?:\s*[~[].*)?$/;
/** A class that the JVM spins for a lambda: its name is a number or an address of this run. */
const LAMBDA = /^\s*at ([\w.$]{1,300}\$\$Lambda)(?:\$\d{1,9})?\/(?:0x)?[0-9a-f]{1,16}\./;
const POSITION = /^([^:]{1,200})(?::(\d{1,7}))?$/;

/** `at com.acme.Cart.total(Cart.java:12)`, also Kotlin, Scala, Android and module-prefixed. */
export function javaFrame(line: string): RawFrame | null {
  const match = FRAME.exec(line);
  if (match === null) return null;
  const lambda = LAMBDA.exec(line);
  if (lambda !== null)
    return {
      kind: 'java',
      path: null,
      module: lambda[1] ?? null,
      function: 'lambda',
      line: null,
      inApp: false,
    };
  const [, name = '', inside = ''] = match;
  const dot = name.lastIndexOf('.');
  const position = POSITION.exec(inside);
  const file = position?.[1] ?? '';
  const known =
    /\.(?:java|kt|kts|scala|groovy|clj|gradle)$/.test(file) ||
    file === 'SourceFile' ||
    position?.[2] !== undefined;
  if (dot < 0 || !(known || /^(?:Native Method|Unknown Source|<generated>|r8-map.*|)$/.test(inside)))
    return null;
  // A JavaScript frame without a space before its bracket would need a path in it.
  if (/[/\\]/.test(inside)) return null;
  return {
    kind: 'java',
    path: known ? file : null,
    module: name.slice(0, dot),
    function: name.slice(dot + 1),
    line: position?.[2] === undefined ? null : Number(position[2]),
  };
}
