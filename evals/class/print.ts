import type { Language, Raised } from './languages.ts';
import type { Call } from './story.ts';

const place = (call: Call, language: Language) => call.library?.path ?? language.path(call.file);
const named = (call: Call, language: Language) =>
  call.library?.name ?? language.function(call.name, call.file);

const newestFirst = (raised: Raised) => [...raised.calls].reverse();

/** The trace as the language's runtime prints it. */
export function printV8(chain: readonly Raised[], language: Language): string {
  return [...chain]
    .reverse()
    .map((raised, at) => {
      const head = `${at === 0 ? '' : '  [cause]: '}${raised.type}: ${raised.message}`;
      const indent = at === 0 ? '    ' : '      ';
      return [
        head,
        ...newestFirst(raised).map(
          (call) => `${indent}at ${named(call, language)} (${place(call, language)}:${call.line}:13)`,
        ),
      ].join('\n');
    })
    .join('\n');
}

export function printPython(chain: readonly Raised[], language: Language): string {
  return chain
    .map((raised) =>
      [
        'Traceback (most recent call last):',
        ...raised.calls.flatMap((call) => [
          `  File "${place(call, language)}", line ${call.line}, in ${named(call, language)}`,
          `    return ${named(call, language)}(request)`,
        ]),
        `${raised.type}: ${raised.message}`,
      ].join('\n'),
    )
    .join('\n\nThe above exception was the direct cause of the following exception:\n\n');
}

export function printJava(chain: readonly Raised[], language: Language): string {
  return [...chain]
    .reverse()
    .map((raised, at) =>
      [
        `${at === 0 ? '' : 'Caused by: '}${raised.type}: ${raised.message}`,
        ...newestFirst(raised).map((call) =>
          call.library
            ? `\tat ${call.library.name}(${call.library.path}:${call.line})`
            : `\tat ${language.module(call.file)}.${named(call, language)}(${place(call, language)}:${call.line})`,
        ),
      ].join('\n'),
    )
    .join('\n');
}

export function printGo(chain: readonly Raised[], language: Language): string {
  const raised = chain[0] as Raised;
  return [
    `panic: ${raised.message}`,
    '',
    `goroutine ${(raised.calls[0]?.line ?? 0) + 17} [running]:`,
    ...newestFirst(raised).flatMap((call) => [
      `${call.library ? call.library.name : `${language.module(call.file)}.${named(call, language)}`}(0xc000${(call.line * 7919).toString(16)}, 0x2)`,
      `\t${place(call, language)}:${call.line} +0x${(call.line * 31).toString(16)}`,
    ]),
    'exit status 2',
  ].join('\n');
}

export function printRuby(chain: readonly Raised[], language: Language): string {
  const raised = chain[0] as Raised;
  const [first, ...rest] = newestFirst(raised).map(
    (call) => `${place(call, language)}:${call.line}:in '${named(call, language)}'`,
  );
  return [`${first}: ${raised.message} (${raised.type})`, ...rest.map((line) => `\tfrom ${line}`)].join('\n');
}

/** PHP names at each place the function that it calls. */
export function printPhp(chain: readonly Raised[], language: Language): string {
  const raised = chain[0] as Raised;
  const calls = newestFirst(raised);
  const inner = calls[0] as Call;
  return [
    `PHP Fatal error:  Uncaught ${raised.type}: ${raised.message} in ${place(inner, language)}:${inner.line}`,
    'Stack trace:',
    ...calls.slice(1).map((call, at) => {
      const callee = calls[at] as Call;
      const owner = callee.library ? '' : `${language.module(callee.file)}->`;
      return `#${at} ${place(call, language)}(${call.line}): ${owner}${named(callee, language)}(Object(Request))`;
    }),
    `#${calls.length - 1} {main}`,
    `  thrown in ${place(inner, language)} on line ${inner.line}`,
  ].join('\n');
}

export function printDotnet(chain: readonly Raised[], language: Language): string {
  const outer = [...chain].reverse();
  const frames = (raised: Raised) =>
    newestFirst(raised).map((call) =>
      call.library
        ? `   at ${call.library.name}(HttpContext context)`
        : `   at ${language.module(call.file)}.${named(call, language)}(Order order) in ${place(call, language)}:line ${call.line}`,
    );
  const head = outer.map((raised) => `${raised.type}: ${raised.message}`).join('\n ---> ');
  const [last, ...before] = [...outer].reverse();
  return [
    head,
    ...frames(last as Raised),
    ...before.flatMap((raised) => ['   --- End of inner exception stack trace ---', ...frames(raised)]),
  ].join('\n');
}

export function printSwift(chain: readonly Raised[], language: Language): string {
  const raised = chain[0] as Raised;
  return [
    `*** Terminating app due to uncaught exception '${raised.type}', reason: '${raised.message}'`,
    '*** First throw call stack:',
    ...newestFirst(raised).map((call, at) => {
      const address = `0x0000000${(0x104c3d2a4 + call.line * 64).toString(16)}`;
      return call.library
        ? `${at}   ${call.library.path.padEnd(30)}\t${address} ${call.library.name} + ${call.line}`
        : `${at}   ${'Shop'.padEnd(30)}\t${address} ${named(call, language)}(_:) + ${call.line} (${place(call, language)}:${call.line})`;
    }),
  ].join('\n');
}

export function printNative(chain: readonly Raised[], language: Language): string {
  const raised = chain[0] as Raised;
  return [
    `terminate called after throwing an instance of '${raised.type}'`,
    `  what():  ${raised.message}`,
    ...newestFirst(raised).map(
      (call, at) =>
        `    #${at} 0x${(0x55d0c0de00 + call.line * 16).toString(16)} in ${named(call, language)} ${place(call, language)}:${call.line}:9`,
    ),
  ].join('\n');
}
