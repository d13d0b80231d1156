import { classify as classifyEvent } from '../../src/domain/class/classify.ts';
import { readCase } from '../case.ts';

/** `{"event"|"text"}` → the class of the error: `{fingerprint, parts}`. */
export function classify(input: unknown): unknown {
  return classifyEvent(readCase(input));
}
