import type { Frame } from '../event.ts';
import { fileOf } from './file-name.ts';
import { functionName } from './function-name.ts';

/** A frame as far as it tells error classes apart. `''` stands for unknown. */
export interface FrameKey {
  /** File without folders, ending and build hash; with its folder where the name alone says nothing. */
  readonly file: string;
  readonly function: string;
  /** The folder and the one above it, lower case; `''` where they are a build's or unknown. Only compared. */
  readonly folder: string;
  readonly above: string;
  /** Only compared, never part of a key: unrelated edits move it. */
  readonly line: number | null;
  /** Build and place of a statement in a minified file whose name carries the build's hash; `null` elsewhere. Only compared. */
  readonly spot: { readonly build: string; readonly line: number; readonly column: number } | null;
}

const GENERATED_CLASS =
  /^(?:\$Proxy\d+|.*\$\$(?:EnhancerBy|FastClassBy|SpringCGLIB|Lambda)|GeneratedMethodAccessor\d+|.*\$HibernateProxy\$|.*_\$\$_jvst|.*\$MockitoMock\$|.*\$ByteBuddy\$|NativeMethodAccessorImpl|DelegatingMethodAccessorImpl)/;

/** What compilers put between an async function and its caller. */
const ASYNC_RUNNER =
  /^(?:__awaiter|__generator|fulfilled|rejected|asyncGeneratorStep|_next|_throw|tryCatch|Generator\.(?:next|throw|<anonymous>)|Generator\.invoke.*|new Promise|Promise\.then.*)$/;
/** The language's own way to call a function. */
const APPLIED = /^(?:(?:Function|Object|Reflect|Anonymous)(?:\.prototype)?\.)?(?:apply|call)$/;

/** Columns beyond which nobody writes by hand. */
const WIDEST_LINE = 400;

/** `null` for frames that generated code inserts. */
export function frameKey(frame: Frame): FrameKey | null {
  const written = (frame.function ?? '').replace(/^async /, '');
  if (ASYNC_RUNNER.test(written)) return null;
  if (APPLIED.test(written) && (frame.path ?? frame.module) === null) return null;
  const cls = (frame.module ?? '').split(/[./\\]/).at(-1) ?? '';
  if (GENERATED_CLASS.test(cls) && (frame.path === null || frame.line === null)) return null;
  const { file, folder, above } = fileOf(frame);
  // In a minified file every statement stands on the same few lines.
  const packed = (frame.column ?? 0) > WIDEST_LINE;
  const called = ownFunction(frame);
  return {
    file,
    folder,
    above,
    function: called.length <= 2 && (packed || isBuilt(frame, file)) ? '' : called,
    line: packed ? null : frame.line,
    spot: packed ? spotOf(frame, file) : null,
  };
}

/** Two places of one build are two places; two builds of one name, or a name without a hash, say nothing. */
function spotOf({ path, line, column }: Frame, file: string): FrameKey['spot'] {
  const name = (path ?? '').split(/[?#]/, 1)[0]?.split('/').at(-1) ?? '';
  const hashed = name !== '' && !name.toLowerCase().startsWith(`${file}.`);
  return hashed && file !== '' ? { build: name, line: line ?? 0, column: column ?? 0 } : null;
}

/** Whether a frame stands in what a minifier or an obfuscator made: one or two letters are another function there. */
function isBuilt({ path }: Frame, file: string): boolean {
  return file === '' || /^(?:https?:|SourceFile$|Unknown Source$)/.test(path ?? '');
}

/** Kotlin and .NET hide the function's name in the class of its state machine. */
function ownFunction(frame: Frame): string {
  const name = functionName(frame.function);
  const hidden = /^(?:MoveNext|invokeSuspend|invoke|run|call|apply|accept|get|test)$/;
  if (name !== '' && !hidden.test(frame.function ?? '')) return name;
  const parts = (frame.module ?? '').split(/[$.+]/).filter((part) => /^(?:<\w+>.*|[a-z]\w+)$/.test(part));
  const inner = /[$+<]/.test(frame.module ?? '') ? parts.at(-1) : undefined;
  return inner === undefined ? name : functionName(inner);
}
