import { describe, expect, it } from 'vitest';
import { changeFile } from '../../../src/decide/gate/changed-file.ts';
import { SWALLOWS } from '../../../src/decide/gate/errors/swallow-rules.ts';
import { dependencyIn, MANIFESTS } from '../../../src/decide/gate/manifest/names.ts';
import { INVENTIONS } from '../../../src/decide/gate/scope/invented-rules.ts';
import { PRINTS, STOPS } from '../../../src/decide/gate/text/debug-rules.ts';
import { findByRules, type LineRule } from '../../../src/decide/gate/text/line-rule.ts';
import { RISKS } from '../../../src/decide/gate/text/risk-rules.ts';
import { SUPPRESSIONS } from '../../../src/decide/gate/text/suppression-rules.ts';

const ENDINGS: Record<string, string> = {
  javascript: 'ts',
  python: 'py',
  go: 'go',
  java: 'java',
  kotlin: 'kt',
  ruby: 'rb',
  php: 'php',
  csharp: 'cs',
  rust: 'rs',
  swift: 'swift',
  scala: 'scala',
  c: 'c',
  dart: 'dart',
};

const RULES: readonly LineRule[] = [
  ...SWALLOWS,
  ...SUPPRESSIONS,
  ...STOPS,
  ...PRINTS,
  ...INVENTIONS,
  ...RISKS,
];

/** Whether the rule finds something in a file, of any of its languages, to which this line is added. */
function finds(rule: LineRule, line: string): boolean {
  const languages =
    rule.languages.length === 0 ? ['javascript', 'python', 'go', 'ruby', 'java'] : rule.languages;
  return languages.some((language) => {
    const path = `src/x.${ENDINGS[language]}`;
    const file = { path, oldMode: '100644', newMode: '100644', base: 'a\n', patched: `a\n${line}\n` };
    return findByRules(changeFile({ ...file, binary: false, bytes: 1 }, 1e6), [rule]).length > 0;
  });
}

describe('rules for added lines', () => {
  const cases = (key: 'hits' | 'misses') =>
    RULES.flatMap((rule) => rule[key].map((line) => [rule.why, line, rule] as const));
  it.each(cases('hits'))('%s: %s', (_, line, rule) => expect(finds(rule, line)).toBe(true));
  it.each(cases('misses'))('not %s: %s', (_, line, rule) => expect(finds(rule, line)).toBe(false));
  it.each(MANIFESTS)('$example names a dependency', (form) => {
    expect(dependencyIn(form, form.example)).not.toBeNull();
  });
});
