import type { ErrorEvent, Exception } from '../../domain/event.ts';
import type { FrameMapping } from '../../domain/tree/frame.ts';
import { pathKind } from '../../domain/tree/kind.ts';
import { isCommonName } from '../../domain/tree/match.ts';
import type { Candidate } from './rank.ts';
import { raises } from './visit.ts';

/** Types of errors that code makes by mistake, where it stands: the file that raised it is mostly the one to fix. */
const MISTAKES =
  /^(?:TypeError|AttributeError|KeyError|IndexError|NameError|UnboundLocalError|ZeroDivisionError|ReferenceError|RangeError|NullPointerException|ClassCastException|(?:Array|String)?IndexOutOfBoundsException|NoMethodError|NullReferenceException|NoSuchElementException|ConcurrentModificationException|NegativeArraySizeException|ArithmeticException|NumberFormatException|UnicodeDecodeError|UnicodeEncodeError|IllegalStateException|StopIteration|runtime error|ErrorException|Fault|panic)$/;

/** Types of errors that come from outside the file: environment, packaging, network, resources, user input. */
const CIRCUMSTANCES =
  /^(?:ImportError|ModuleNotFoundError|SyntaxError|ClassNotFoundException|NoClassDefFoundError|NoSuchMethodError|UnsatisfiedLinkError|FileNotFoundError|PermissionError|ConnectionError|ConnectionRefusedError|TimeoutError|Timeout|OSError|IOError|IOException|MemoryError|OutOfMemoryError|RecursionError|StackOverflowError|KeyboardInterrupt|SystemExit|ConfigurationError|ImproperlyConfigured|CommandError|DeprecationWarning|UserWarning|FutureWarning|AssertionError|OperationalError|ProgrammingError|DatabaseError|IntegrityError|CalledProcessError|SubprocessError|SSLError|JSONDecodeError|ExecutionException|InvocationTargetException|UncheckedIOException)$/;

/**
 * Probability that the fix lies in one of the ranked files at all, 0–1: a logistic sum of what is known to separate
 * stacks that name the fixed file from those that do not.
 */
export function certainty(
  event: Pick<ErrorEvent, 'exceptions'>,
  mappings: readonly (readonly FrameMapping[])[],
  ranked: readonly Candidate[],
): number {
  const [first, second] = ranked;
  const visit = first?.visits[0];
  if (first === undefined || visit === undefined) return 0.15;
  const exception = event.exceptions[visit.exception];
  const below = exception === undefined ? 0 : framesBelow(exception, mappings[visit.exception] ?? []);
  const own = new Set(mappings.flat().flatMap((mapping) => (mapping.path === null ? [] : [mapping.path])));
  let logit = 1.1;
  logit += typeWeight(exception);
  logit -= Math.min(below, 4) * 0.35;
  if (visit.role === 'guard') logit -= 1.6;
  if (visit.role === 'glue') logit -= 1.1;
  if (visit.role === 'shared') logit -= 0.4;
  if (isCommonName(first.path.slice(first.path.lastIndexOf('/') + 1))) logit -= 0.4;
  if (pathKind(first.path) !== 'source') logit -= 2;
  if (visit.ambiguous || visit.strength < 0.7) logit -= 1;
  if (visit.exception > 0) logit -= 0.5;
  if (visit.innermost && raises(visit.frame)) logit -= 0.8;
  if (!visit.innermost && visit.steps > 0 && visit.steps < 1) logit -= 0.4;
  if (own.size === 1 && first.visits.length === 1) logit -= 0.5;
  if (own.size >= 2) logit += 0.2;
  if (first.visits.length >= 2) logit += 0.3;
  if (second !== undefined && second.score > first.score * 0.8) logit -= 0.3;
  if (first.because.some((name) => name.endsWith('commit') || name === 'mentioned')) logit += 1;
  if (first.because.includes('named')) logit += 0.3;
  return 1 / (1 + Math.exp(-logit));
}

function typeWeight(exception: Exception | undefined): number {
  const type =
    (exception?.type ?? '')
      .slice(0, 200)
      .split(/[.:\\]/)
      .at(-1)
      ?.trim() ?? '';
  if (MISTAKES.test(type)) return 0.7;
  if (CIRCUMSTANCES.test(type)) return -0.9;
  return -0.1;
}

/** Frames of other people's code between the raise and the innermost own frame. */
function framesBelow(exception: Exception, mappings: readonly FrameMapping[]): number {
  let count = 0;
  for (let at = exception.frames.length - 1; at >= 0; at--) {
    if ((mappings[at]?.candidates.length ?? 0) > 0) return count;
    count++;
  }
  return count;
}
