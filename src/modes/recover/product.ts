import { productImpact } from '../../decide/impact/impact.ts';
import { impactWindow } from '../../decide/impact/window.ts';
import { isMissing, type Missing } from '../../domain/facts.ts';
import type { EventCounts, ProductImpact } from '../../domain/impact.ts';
import type { Incident } from '../../domain/incident.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import type { RecoveryFacts } from '../../domain/recovery.ts';
import type { RecoverWorld } from './ports.ts';

/** One incident whose product may have suffered, and when its fix went live; milliseconds since 1970. */
export interface ProductOrder {
  readonly incident: Incident;
  readonly since: number | null;
}

const NOWHERE = { page: null, releases: [] } as const;
/** Questions of one run: an old project has 120 an hour for everything that asks it. */
const MOST_QUESTIONS = 5;
const QUARTER = 900_000;

/** What is known of a product that nobody asked. */
export const UNASKED: Missing = {
  kind: 'missing',
  source: 'posthog',
  why: 'not-configured',
  advice: 'Nobody measured that the product had suffered.',
};

/**
 * Whether the product is back, for incidents that had cost it something: the hours since the deploy against the same
 * hours last week, as when the loss was found. Incidents of one window share a question.
 */
export async function measureProduct(
  { impact: source, now }: RecoverWorld,
  { impact: policy }: Policy,
  orders: readonly ProductOrder[],
): Promise<ReadonlyMap<number, RecoveryFacts['product']>> {
  const asked = new Map<string, readonly EventCounts[] | Missing>();
  const found = new Map<number, RecoveryFacts['product']>();
  if (source == null || policy.events.length === 0) return found;
  const { events, path, releaseProperty } = policy;
  for (const { incident, since } of orders) {
    if (incident.productImpact?.verdict !== 'loss' || since === null) continue;
    // So short a time says nothing; a longer one would reach back before the fix.
    if (Date.parse(now) - since < policy.leastMinutes * 60_000) continue;
    // Whole quarters of an hour, so that incidents deployed together share their window.
    const startedAt = new Date(Math.ceil(since / QUARTER) * QUARTER).toISOString();
    const window = impactWindow({ startedAt, now }, policy);
    const key = `${window.from} ${window.to}`;
    if (!asked.has(key) && asked.size >= MOST_QUESTIONS) continue;
    const question = { window, events, path, place: NOWHERE, releaseProperty };
    const counts = asked.get(key) ?? (await source.counts(question));
    asked.set(key, counts);
    found.set(
      incident.issue,
      isMissing(counts) ? counts : comeBack(productImpact(counts, { window }, policy)),
    );
  }
  return found;
}

/** A loss that had begun before the deploy is the very one that should be over. */
function comeBack({ events }: ProductImpact): RecoveryFacts['product'] {
  const told = events.map(({ verdict }) => verdict);
  if (told.includes('loss') || told.includes('earlier-loss')) return { recovered: false };
  return told.includes('no-loss') ? { recovered: true } : UNASKED;
}
