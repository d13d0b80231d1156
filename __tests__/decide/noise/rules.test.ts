import { describe, expect, it } from 'vitest';
import { ALL_RULES, findNoise } from '../../../src/decide/noise/find.ts';
import type { ErrorEvent } from '../../../src/domain/event.ts';
import { parseSentryEvent } from '../../../src/sources/sentry/event.ts';

/** An event whose only word stands in the field that a rule reads. */
function eventWith(field: string, text: string): ErrorEvent {
  const value = (one: Record<string, unknown>) => parseSentryEvent({ exception: { values: [one] } });
  if (field === 'message') return value({ type: 'Error', value: text });
  if (field === 'type') return value({ type: text, value: '' });
  if (field === 'user-agent') return parseSentryEvent({ request: { headers: { 'User-Agent': text } } });
  if (field === 'host') return parseSentryEvent({ request: { headers: [['Host', text]] } });
  if (field === 'frame')
    return value({ type: 'Error', value: 'x', stacktrace: { frames: [{ abs_path: text }] } });
  return parseSentryEvent({ tags: { [field]: text } });
}

describe('noise rules', () => {
  it.each(ALL_RULES)('$kind, $name: matches its example and spares the one that looks alike', (rule) => {
    expect(findNoise(eventWith(rule.field, rule.matches), [])?.kind).toBe(rule.kind);
    expect(findNoise(eventWith(rule.field, rule.spares), [])?.name).not.toBe(rule.name);
  });

  it('have names of their own, by which configuration switches them off', () => {
    const names = ALL_RULES.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const rule of ALL_RULES) expect(findNoise(eventWith(rule.field, rule.matches), names)).toBeNull();
  });
});
