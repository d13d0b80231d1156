import type { Exception, Frame, SourceLine } from '../../domain/event.ts';
import { untrusted } from '../../domain/trust.ts';
import { flag, positive, short, text } from './fields.ts';

/** Longest chain and stack kept; real ones end far below, a recursion or an attacker’s event does not. */
const MAX_EXCEPTIONS = 50;
const MAX_FRAMES = 250;

type Json = Readonly<Record<string, unknown>>;

/** Where a stack may stand when it is not in the exception itself. */
export interface OtherStacks {
  readonly threads: unknown;
  readonly stacktrace: unknown;
}

/**
 * Exceptions in Sentry's order: root cause first, frames oldest call first. When the last exception has no stack, the
 * crashed (or only) thread's is taken, as native SDKs send it.
 */
export function readExceptions(data: unknown, others: OtherStacks): Exception[] {
  const values = Array.isArray(data) ? data : list(record(data)?.values, data);
  const kept =
    values.length > MAX_EXCEPTIONS ? [...values.slice(0, MAX_EXCEPTIONS - 1), values.at(-1)] : values;
  const exceptions = kept.flatMap((value) => {
    const one = record(value);
    return one === null ? [] : [readException(one)];
  });
  const spare = spareFrames(others);
  const last = exceptions.at(-1);
  if (spare.length === 0 || exceptions.some((exception) => exception.frames.length > 0)) return exceptions;
  if (last !== undefined) return [...exceptions.slice(0, -1), { ...last, frames: spare }];
  return [{ type: null, value: null, module: null, handled: null, mechanism: null, frames: spare }];
}

function readException(value: Json): Exception {
  const mechanism = record(value.mechanism);
  return {
    type: short(value.type),
    value: text(plainValue(value.value)),
    module: short(value.module),
    handled: flag(mechanism?.handled),
    mechanism: short(mechanism?.type),
    frames: framesOf(value),
  };
}

/** Some SDKs send a structure as value. One nested too deep to be written is no value: the event must not stop the run. */
function plainValue(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  try {
    return JSON.stringify(value);
  } catch {
    return null;
  }
}

function framesOf(holder: Json): Frame[] {
  const stack = record(holder.stacktrace) ?? record(holder.rawStacktrace) ?? record(holder.raw_stacktrace);
  const given = stack?.frames ?? holder.stacktrace ?? holder.frames;
  const frames = Array.isArray(given) ? given : [];
  const half = MAX_FRAMES / 2;
  const kept =
    frames.length > MAX_FRAMES ? [...frames.slice(0, half), ...frames.slice(frames.length - half)] : frames;
  return kept.flatMap((frame: unknown) => {
    const one = record(frame);
    return one === null ? [] : [readFrame(one)];
  });
}

function readFrame(frame: Json): Frame {
  return {
    path: short(frame.filename),
    absPath: short(frame.absPath ?? frame.abs_path),
    module: short(frame.module),
    function: short(frame.function ?? frame.rawFunction ?? frame.raw_function),
    line: positive(frame.lineNo ?? frame.lineno),
    column: positive(frame.colNo ?? frame.colno),
    inApp: flag(frame.inApp ?? frame.in_app),
    platform: short(frame.platform),
    context: readContext(frame),
  };
}

/** `context` of the API, or the three `*_context*` fields of an SDK. */
function readContext(frame: Json): SourceLine[] {
  if (Array.isArray(frame.context)) {
    return frame.context.slice(0, 41).flatMap((entry: unknown) => {
      const [line, source] = Array.isArray(entry) ? entry : [];
      const number = positive(line);
      return number === null || typeof source !== 'string'
        ? []
        : [{ line: number, text: short(source) ?? untrusted('') }];
    });
  }
  const line = positive(frame.lineno ?? frame.lineNo);
  const own = short(frame.context_line);
  if (line === null || own === null) return [];
  const before = texts(frame.pre_context).slice(-20);
  const after = texts(frame.post_context).slice(0, 20);
  return [...before, own, ...after]
    .map((source, index) => ({ line: line - before.length + index, text: source }))
    .filter((one) => one.line >= 1);
}

function texts(value: unknown) {
  return (Array.isArray(value) ? value : []).map((one) => short(one) ?? untrusted(''));
}

function spareFrames(others: OtherStacks): Frame[] {
  const threads: Json[] = [];
  for (const value of list(record(others.threads)?.values, others.threads)) {
    const thread = record(value);
    if (thread !== null) threads.push(thread);
  }
  const crashed =
    threads.find((thread) => thread.crashed === true) ??
    threads.find((thread) => thread.current === true) ??
    threads[0];
  const fromThread = crashed === undefined ? [] : framesOf(crashed);
  if (fromThread.length > 0) return fromThread;
  const alone = record(others.stacktrace);
  return alone === null ? [] : framesOf({ stacktrace: alone });
}

function list(values: unknown, fallback: unknown): readonly unknown[] {
  if (Array.isArray(values)) return values;
  if (Array.isArray(fallback)) return fallback;
  const one = record(fallback);
  return one !== null && ('type' in one || 'value' in one || 'stacktrace' in one) ? [one] : [];
}

function record(value: unknown): Json | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : null;
}
