import type { ErrorEvent, Exception, Frame } from '../../domain/event.ts';
import { DEFAULT_SUSPECT_POLICY, type SuspectPolicy } from '../../domain/policy/suspects.ts';
import type { FrameMapping } from '../../domain/tree/frame.ts';
import { pathKind } from '../../domain/tree/kind.ts';
import { type Role, roleOf } from './role.ts';

/** A frame seen as evidence for a file. */
export interface Visit {
  readonly path: string;
  readonly frame: Frame;
  /** 0 for the root cause. */
  readonly exception: number;
  /** How many own files lie between it and the place where it was raised; guards and glue count for less. */
  readonly steps: number;
  readonly role: Role;
  /** Weight before anything that is not in the stack. */
  readonly weight: number;
  /** No frame below it maps to the tree. */
  readonly innermost: boolean;
  readonly ambiguous: boolean;
  readonly strength: number;
}

/** Which parts of the ranking are switched on; the evaluation takes them away one by one. */
export interface Signals {
  readonly chain: boolean;
  readonly demotion: boolean;
  readonly commits: boolean;
  readonly names: boolean;
}

export const ALL_SIGNALS: Signals = { chain: true, demotion: true, commits: true, names: true };

/** How far frames are looked at, from the innermost: deeper ones of a recursion say nothing new. */
const FRAMES_READ = 400;

/** One frame with the file that it maps to. */
interface Located {
  readonly frame: Frame;
  readonly mapping: FrameMapping;
}

/** Weighs every frame that maps into the tree, root cause first, innermost first. */
export function visitFrames(
  event: Pick<ErrorEvent, 'exceptions'>,
  mappings: readonly (readonly FrameMapping[])[],
  signals: Signals,
): readonly Visit[] {
  const stacks = event.exceptions.map((exception, at) => locate(exception, mappings[at] ?? []));
  const whole = signals.chain ? splice(stacks) : stacks;
  return whole.flatMap((stack, at) => {
    const chain = signals.chain ? DEFAULT_SUSPECT_POLICY.wrapping ** Math.min(at, 6) : at === 0 ? 1 : 0.02;
    const overflow = OVERFLOW.test(
      `${event.exceptions[at]?.type ?? ''}: ${(event.exceptions[at]?.value ?? '').slice(0, 200)}`,
    );
    const translated = isTranslated(stacks[at], stacks[at + 1]);
    const accidental = isAccident(event.exceptions[at]);
    const walk: Walk = { steps: 0, before: '', innermost: true, guarded: true };
    const visits: Visit[] = [];
    for (const located of stack.slice(-FRAMES_READ).toReversed()) {
      if (located.mapping.candidates.length === 0) continue;
      visits.push(
        ...visitFrame({ ...located, exception: at, chain, signals, overflow, translated, accidental }, walk),
      );
    }
    return visits;
  });
}

function isTranslated(inner: readonly Located[] | undefined, outer: readonly Located[] | undefined): boolean {
  const [own, next] = [inner?.at(-1)?.frame, outer?.at(-1)?.frame];
  return own !== undefined && next !== undefined && own.function === next.function && own.path === next.path;
}

/** Errors of a stack that grew too deep. */
const OVERFLOW =
  /RecursionError|maximum recursion depth|StackOverflow|Maximum call stack|too much recursion|stack overflow|SystemStackError/i;

function locate(exception: Exception, mappings: readonly FrameMapping[]): readonly Located[] {
  return exception.frames.flatMap((frame, at) => {
    const mapping = mappings[at];
    return mapping === undefined ? [] : [{ frame, mapping }];
  });
}

/**
 * A caused exception's own stack is cut where the wrapping one's goes on (Java's `… 23 more`, Python's `try` frame).
 * Puts the callers back above it, so that they count by their distance from the root cause.
 */
function splice(stacks: readonly (readonly Located[])[]): readonly (readonly Located[])[] {
  const whole = stacks.map((stack) => [...stack]);
  for (let at = whole.length - 2; at >= 0; at--) {
    const [inner, outer] = [whole[at] ?? [], whole[at + 1] ?? []];
    const joint = inner[0]?.frame;
    if (joint === undefined) continue;
    const place = outer.findLastIndex(
      ({ frame }) =>
        frame.function === joint.function && frame.path === joint.path && frame.module === joint.module,
    );
    if (place <= 0) continue;
    whole[at] = [...outer.slice(0, place), ...inner];
    whole[at + 1] = outer.slice(place);
  }
  return whole;
}

interface Step {
  readonly frame: Frame;
  readonly mapping: FrameMapping;
  readonly exception: number;
  readonly chain: number;
  readonly signals: Signals;
  readonly overflow: boolean;
  /** The function that raised it caught it and raised another: it refuses on purpose. */
  readonly translated: boolean;
  /** Nobody raised it on purpose: code tripped where it stands. */
  readonly accidental: boolean;
}

interface Walk {
  steps: number;
  before: string;
  innermost: boolean;
  /** Only guards so far. */
  guarded: boolean;
}

function visitFrame(
  { frame, mapping, exception, chain, signals, overflow, translated, accidental }: Step,
  walk: Walk,
): readonly Visit[] {
  const policy = DEFAULT_SUSPECT_POLICY;
  const paths = mapping.path === null ? mapping.candidates.slice(0, 4) : [mapping.path];
  const first = paths[0] ?? '';
  const role = signals.demotion ? frameRole(frame, first, accidental) : 'work';
  const { innermost, steps } = walk;
  const factor = roleFactor(role, walk, policy);
  const thrown = raises(frame) || translated;
  const weigh = (path: string) =>
    chain *
    (overflow ? policy.recursion : policy.decay) ** Math.min(steps, 12) *
    factor *
    (signals.demotion ? kindFactor(path, policy) : 1) *
    (mapping.path === null ? policy.ambiguous / paths.length : 1) *
    (innermost && signals.demotion && (role === 'work' || role === 'shared') && thrown ? policy.raised : 1);
  const visits = paths.map((path) => ({
    ...{ path, frame, exception, steps, role, innermost, weight: weigh(path) },
    ...{ ambiguous: mapping.path === null, strength: mapping.strength },
  }));
  if (walk.before !== first) walk.steps += signals.demotion ? stepCost(role, first, walk) : 1;
  walk.before = first;
  walk.innermost = false;
  if (role !== 'guard') walk.guarded = false;
  return visits;
}

/** The function decides, unless its own code tripped; its file only where the function says nothing. */
function frameRole(frame: Frame, path: string, accidental: boolean): Role {
  const roles = roleOf(frame.function, path);
  if (roles.function !== 'work' && !(roles.function === 'guard' && accidental)) return roles.function;
  return roles.file;
}

/** Messages that runtimes write themselves: V8, SpiderMonkey, JavaScriptCore, CPython, JVM, Go, Ruby, PHP, .NET. */
const ACCIDENT =
  /^(?:Cannot (?:read|set|destructure|invoke|load|store|enter|access)|undefined is not|null is not|\w[\w.$]{0,80} is (?:not a|undefined|null)|'\w{1,60}' object (?:has no|is not)|unsupported operand|name '\w{1,60}' is not|list index|tuple index|string index|division by zero|integer division|local variable|cannot unpack|undefined (?:method|local)|Object reference not set|Attempt to read property|Index \d+ out of|class \S{1,200} cannot be cast|runtime error|invalid memory)/;

function isAccident(exception: Exception | undefined): boolean {
  if (exception === undefined) return false;
  const last = exception.frames.at(-1);
  if (last !== undefined && last.context.length > 0 && raises(last)) return false;
  const type = exception.type ?? '';
  const value = (exception.value ?? '').slice(0, 400).trim();
  return ACCIDENT.test(value) || (value === '' && /NullPointerException$|NullReferenceException$/.test(type));
}

/**
 * A guard is one only while nothing but guards lies below it: further up, `validateOrder` does work of its own. Glue
 * that raises by itself is work, too.
 */
function roleFactor(role: Role, walk: Walk, policy: SuspectPolicy): number {
  if (role === 'work') return 1;
  if (role === 'guard') return walk.guarded ? policy.guard : 0.9;
  if (role === 'glue') return walk.innermost ? (1 + policy.glue) / 2 : policy.glue;
  return policy.shared;
}

function stepCost(role: Role, path: string, walk: Walk): number {
  const { steps } = DEFAULT_SUSPECT_POLICY;
  if (pathKind(path) !== 'source') return 0.1;
  if (role === 'guard' && walk.guarded) return steps.guard;
  return role === 'glue' && !walk.innermost ? steps.glue : steps.other;
}

function kindFactor(path: string, policy: SuspectPolicy): number {
  const kind = pathKind(path);
  return kind === 'source' ? 1 : policy.kinds[kind];
}

/** Whether the frame's own line raises on purpose. */
export function raises(frame: Frame): boolean {
  const text = frame.context.find((each) => each.line === frame.line)?.text ?? '';
  return /^\s*(?:raise|throw|panic\(|assert|return\s+Promise\.reject|die\(|fail\()/.test(text.slice(0, 200));
}
