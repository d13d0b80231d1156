import type { ErrorEvent } from '../../domain/event.ts';
import { MACHINE_RULES, OUTAGE_RULES } from './outage-rules.ts';
import { type NoiseRule, noiseTexts } from './rule.ts';
import { NOISE_RULES } from './rules.ts';

/** Every rule, in the order of asking: what is plainly noise first. */
export const ALL_RULES: readonly NoiseRule[] = [...NOISE_RULES, ...MACHINE_RULES, ...OUTAGE_RULES];

/**
 * The first rule that an event meets, or `null`. Only meaningful when no frame of the event maps into the tree: the same
 * words also come out of real bugs.
 */
export function findNoise(event: ErrorEvent, allowed: readonly string[]): NoiseRule | null {
  const texts = noiseTexts(event);
  return (
    ALL_RULES.find(
      (rule) => !allowed.includes(rule.name) && texts[rule.field].some((text) => rule.pattern.test(text)),
    ) ?? null
  );
}
