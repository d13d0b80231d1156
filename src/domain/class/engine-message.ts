import { ENGINE_FAULTS } from './engine-faults.ts';

/** Name of the fault behind an engine's wording; `null` when it is the program's own message. */
export function engineFault(message: string): string | null {
  const line = (message.split('\n', 1)[0] ?? '').slice(0, 400);
  return ENGINE_FAULTS.find((fault) => fault.patterns.some((pattern) => pattern.test(line)))?.name ?? null;
}

/** Where engines name what was missing: `reading 'price'`, `evaluating 'item.price'`, `property "price"`, `cart.total is not …`. */
const SUBJECTS: readonly RegExp[] = [
  /\((?:reading|setting) ['"]([\w$]{1,80})['"]\)/,
  /\(evaluating ['"](?:[^'"]{0,200}[.\]])?([\w$]{1,80})(?:\([^'"]{0,100})?['"]\)/,
  /propert(?:y|ies)(?: or method)? ['"]([\w$]{1,80})['"]/,
  /has no method ['"]([\w$]{1,80})['"]/,
  /undefined (?:local variable or )?method [`']([\w?!=]{1,80})['`]/,
  /^Undefined variable:? \$?(\w{1,80})/,
  /^Undefined (?:index|offset|array key):? ["']?([\w.-]{1,80})/,
  /member function (\w{1,80})\(/,
  /cannot be cast to (?:class )?(?:[\w$]{1,80}\.){0,20}([\w$;[]{1,100})/,
  /^(?:[\w$()[\]'"]{1,80}\.)*([\w$]{1,80}) is not (?:a function|a constructor|defined|iterable)/,
  /find variable: ([\w$]{1,80})/,
];

/** The property, method or name that an engine's message speaks of; `''` when it does not say. */
export function faultSubject(message: string): string {
  const line = (message.split('\n', 1)[0] ?? '').slice(0, 400);
  for (const pattern of SUBJECTS) {
    const subject = pattern.exec(line)?.[1];
    if (subject !== undefined && !/^(?:undefined|null|nil)$/.test(subject)) return subject;
  }
  return '';
}
