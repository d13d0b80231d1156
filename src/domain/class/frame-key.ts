import type { Frame } from '../event.ts';
import { locateFrame } from '../tree/path.ts';
import { functionName } from './function-name.ts';

/** A frame as far as it tells error classes apart. `''` stands for unknown. */
export interface FrameKey {
  /** File without folders, ending and build hash; with its folder where the name alone says nothing. */
  readonly file: string;
  readonly function: string;
  /** Only compared, never part of a key: unrelated edits move it. */
  readonly line: number | null;
}

/** Names that many files share. */
const COMMON = new Set([
  'index',
  'main',
  'app',
  'utils',
  'util',
  'helpers',
  '__init__',
  '__main__',
  'mod',
  'lib',
  'page',
  'route',
  'handler',
  'base',
  'core',
  'common',
  'views',
  'models',
  'server',
  'client',
  'types',
  'layout',
]);
/** What bundlers name their output: says which build, not which code. */
const BUNDLE = /^(?:chunk|vendors?|runtime|polyfills|framework|bundle|commons|entry|pages|\d+)$/;
const GENERATED_CLASS =
  /^(?:\$Proxy\d+|.*\$\$(?:EnhancerBy|FastClassBy|SpringCGLIB|Lambda)|GeneratedMethodAccessor\d+|NativeMethodAccessorImpl|DelegatingMethodAccessorImpl)/;

/** What compilers put between an async function and its caller. */
const ASYNC_RUNNER =
  /^(?:__awaiter|__generator|fulfilled|rejected|asyncGeneratorStep|_next|_throw|tryCatch|Generator\.(?:next|throw|<anonymous>)|Generator\.invoke.*|new Promise|Promise\.then.*)$/;
/** The language's own way to call a function. */
const APPLIED = /^(?:(?:Function|Object|Reflect|Anonymous)(?:\.prototype)?\.)?(?:apply|call)$/;

/** `null` for frames that generated code inserts. */
export function frameKey(frame: Frame): FrameKey | null {
  const called = (frame.function ?? '').replace(/^async /, '');
  if (ASYNC_RUNNER.test(called)) return null;
  if (APPLIED.test(called) && (frame.path ?? frame.module) === null) return null;
  const cls = (frame.module ?? '').split(/[./\\]/).at(-1) ?? '';
  if (GENERATED_CLASS.test(cls) && (frame.path === null || frame.line === null)) return null;
  const raw = frame.path ?? frame.absPath ?? '';
  const name = raw === '' ? className(frame) : fileName(raw);
  return { file: name, function: ownFunction(frame, name), line: frame.line };
}

/** A class and its inner classes stand in one file. */
function className(frame: Frame): string {
  const last =
    (frame.module ?? '')
      .replace(/\$\$.*$/, '')
      .split(/[./\\]|::/)
      .at(-1) ?? '';
  return last
    .replace(/[$+].*$/, '')
    .replace(/Kt$/, '')
    .replace(/<.*$/, '');
}

/** Kotlin and .NET hide the function's name in the class of its state machine. */
function ownFunction(frame: Frame, file: string): string {
  const name = functionName(frame.function);
  if (
    name !== '' &&
    !/^(?:MoveNext|invokeSuspend|invoke|run|call|apply|accept|get|test)$/.test(frame.function ?? '')
  )
    return minified(name, file) ? '' : name;
  const parts = (frame.module ?? '').split(/[$.+]/).filter((part) => /^(?:<\w+>.*|[a-z]\w+)$/.test(part));
  const inner = /[$+<]/.test(frame.module ?? '') ? parts.at(-1) : undefined;
  if (inner !== undefined) return functionName(inner);
  return minified(name, file) ? '' : name;
}

/** One or two letters in a bundle are another function in the next build. */
function minified(name: string, file: string): boolean {
  return name.length <= 2 && (file === '' || BUNDLE.test(file) || /^[a-z]{0,2}$/i.test(name));
}

function fileName(raw: string): string {
  if (/^(?:<anonymous>|\[native code\]|native|unknown|<unknown>|eval code|debugger eval code)$/.test(raw))
    return '';
  const { segments } = locateFrame(raw);
  const stem = stemOf(segments.at(-1) ?? '');
  if (BUNDLE.test(stem)) return '';
  const folder = segments.at(-2);
  return COMMON.has(stem) && folder !== undefined ? `${folder.toLowerCase()}/${stem}` : stem;
}

/** Base64 of a content hash without a digit (Vite, Rollup): eight letters of mixed case behind a name. */
const MIXED_HASH = /(?<=\w)[.-](?=[A-Za-z_-]{0,7}[a-z])(?=[A-Za-z_-]{1,7}[A-Z])[A-Za-z_-]{8}$/;

/** `Cart.3f2a1b9c.js` → `cart`; `index-BxY12z_a.mjs` → `index`. */
function stemOf(name: string): string {
  const bare = name
    .replace(/\.(?:min|prod|development|production|bundle|chunk|esm|cjs|umd|es)(?=\.)/g, '')
    .replace(/(?:\.[a-z][a-z0-9]{0,6}){1,2}$/i, (end) =>
      /^\.[a-z0-9]{1,6}$/i.test(end) || /\.(?:html|js)\.erb$/.test(end)
        ? ''
        : end.replace(/\.[a-z0-9]{1,6}$/i, ''),
    );
  const plain = bare
    .replace(/[.~-](?=[\w-]{0,40}\d)[0-9a-zA-Z_-]{6,40}$/, '')
    .replace(/[.-][0-9a-f]{6,32}$/i, '');
  return (plain === '' ? bare : plain.replace(MIXED_HASH, '')).toLowerCase();
}
