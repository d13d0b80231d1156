import { z } from 'zod';
import { decideRecovery } from '../../src/decide/recovery/decide.ts';
import { DEFAULT_RECOVERY_POLICY, type RecoveryPolicy } from '../../src/domain/policy/recovery.ts';
import { factsOf } from '../recovery/facts.ts';
import { Observations } from '../recovery/observations.ts';

const Case = z.object({
  observations: Observations,
  now: z.string(),
  policy: z.record(z.string(), z.unknown()).nullish(),
});

/** `{"observations", "now", "policy"?}` → whether the incident is over, and every reason. Omitted is missing evidence. */
export function recovery(input: unknown): unknown {
  const parsed = Case.safeParse(input);
  if (!parsed.success) {
    const problem = parsed.error.issues[0];
    throw new Error(
      `recovery: ${problem?.path.join('.') || 'the case'}: ${problem?.message ?? 'cannot be read'}`,
    );
  }
  const { observations, now, policy } = parsed.data;
  if (!Number.isFinite(Date.parse(now))) throw new Error('recovery: now: give an ISO 8601 time');
  const decision = decideRecovery(factsOf(observations, now), withDefaults(policy ?? {}), now);
  const { waitLeft, kind, ...rest } = decision;
  const unknown = unknownNames(input);
  return {
    decision: kind,
    ...rest,
    waitLeftMinutes: waitLeft === null ? null : Math.ceil(waitLeft / 60_000),
    ...(unknown.length === 0 ? {} : { ignored: unknown }),
  };
}

/** Fields that nobody reads: a typing error would otherwise pass for missing evidence. */
function unknownNames(input: unknown): readonly string[] {
  const { observations } = input as { readonly observations: object };
  return Object.keys(observations).filter((name) => !(name in Observations.shape));
}

/** The defaults with the given numbers put in; a part with another shape is refused. */
function withDefaults(part: Readonly<Record<string, unknown>>): RecoveryPolicy {
  return overlay(DEFAULT_RECOVERY_POLICY, part, 'policy') as RecoveryPolicy;
}

function overlay(base: unknown, part: unknown, path: string): unknown {
  if (part === undefined || part === null) return base;
  if (typeof base === 'number') {
    if (typeof part !== 'number') throw new Error(`recovery: ${path}: give a number`);
    return part;
  }
  if (typeof part !== 'object') throw new Error(`recovery: ${path}: give an object`);
  const known = base as Readonly<Record<string, unknown>>;
  const given = part as Readonly<Record<string, unknown>>;
  const stranger = Object.keys(given).find((name) => !Object.hasOwn(known, name));
  if (stranger !== undefined) throw new Error(`recovery: ${path}.${stranger}: there is no such number`);
  return Object.fromEntries(
    Object.entries(known).map(([name, value]) => [name, overlay(value, given[name], `${path}.${name}`)]),
  );
}
