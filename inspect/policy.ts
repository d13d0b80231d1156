import { z } from 'zod';
import type { TriagePolicy } from '../src/domain/policy/triage.ts';

const texts = z.array(z.string());
const number = z.number().finite();
const FIELDS: Readonly<Record<string, z.ZodType>> = {
  enabled: z.boolean(),
  authors: z.array(
    z.object({
      login: z.string(),
      id: z
        .number()
        .nullish()
        .transform((id) => id ?? null),
    }),
  ),
  environments: texts,
  optOutLabels: texts,
  allowNoise: texts,
  minSeverity: number,
  minFixability: number,
  mergedFixHours: number,
  stalePullRequestDays: number,
  growthFactor: number,
  'budgets.openPullRequests': number,
  'budgets.dispatchesPerDay': number,
  'budgets.attemptsPerIncident': number,
  'budgets.coolDownHours': number,
  'budgets.attemptTimeoutHours': number,
  'storm.classes': number,
  'storm.sharedRoot': number,
  'storm.windowMinutes': number,
  'storm.calmHours': number,
  'storm.mostHours': number,
};

/** A case's policy over the defaults; `unread` names what is not known or has the wrong form, and changes nothing. */
export function readPolicy(
  value: unknown,
  defaults: TriagePolicy,
): {
  readonly policy: TriagePolicy;
  readonly unread: readonly string[];
} {
  const unread: string[] = [];
  const known: Record<string, unknown> = {};
  for (const [name, given] of flat(value)) {
    const parsed = FIELDS[name]?.safeParse(given);
    if (parsed?.success) known[name] = parsed.data;
    else unread.push(name === '' ? 'policy' : `policy.${name}`);
  }
  const part = (group: string): object =>
    Object.fromEntries(
      Object.entries(known).flatMap(([name, one]) =>
        name.startsWith(`${group}.`) ? [[name.slice(group.length + 1), one]] : [],
      ),
    );
  const plain = Object.fromEntries(Object.entries(known).filter(([name]) => !name.includes('.')));
  return {
    policy: {
      ...defaults,
      ...plain,
      budgets: { ...defaults.budgets, ...part('budgets') },
      storm: { ...defaults.storm, ...part('storm') },
    },
    unread,
  };
}

/** Settings by name; `min-severity` and `min_severity` are `minSeverity`. */
function flat(value: unknown): readonly (readonly [string, unknown])[] {
  if (value === null || value === undefined) return [];
  if (typeof value !== 'object' || Array.isArray(value)) return [['', value]];
  return Object.entries(value).flatMap(([key, given]): [string, unknown][] => {
    const name = key.replace(/[-_]([a-z])/g, (_, letter: string) => letter.toUpperCase());
    if (given === null || given === undefined) return [];
    const group = name === 'budgets' || name === 'storm';
    return group ? flat(given).map(([inner, one]) => [`${name}.${inner}`, one]) : [[name, given]];
  });
}
