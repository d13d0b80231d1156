import { isMissing, type TriageFacts } from '../../domain/facts.ts';

/** One summand of a severity, with what it stands for. */
export interface Contribution {
  readonly name: string;
  readonly points: number;
}

/** 0–100, and how it came about. */
export interface Severity {
  readonly score: number;
  readonly contributions: readonly Contribution[];
}

/** Points by decade: 1 → 0, 10 → a quarter, 100 → a half, 10,000 → all. Ten times more is one step worse, not ten. */
function decades(count: number, most: number): number {
  return Math.round(Math.min(1, Math.log10(Math.max(1, count)) / 4) * most);
}

const TREND: Readonly<Record<string, number>> = { new: 10, regressed: 15, escalating: 15, ongoing: 5 };

/**
 * How much harm an incident does: users (30), events (20), crash or handled (15), trend (15), and what it cost the
 * product (20, when measured). Duplicates of the class count as its own events. What is unknown adds half of what it could, so that silence neither hides nor raises.
 */
export function severity(facts: TriageFacts): Severity {
  const { signal, event, impact, issue, incidents } = facts;
  if (isMissing(signal)) return { score: 0, contributions: [] };
  const lost = facts.performance?.score ?? null;
  if (lost !== null) return ofTime(lost, facts);
  const own = incidents.find((one) => one.issue === issue.number);
  const events = signal.count + (own?.duplicateEvents ?? 0);
  const users = Math.max(signal.userCount, own?.duplicateUsers ?? 0);
  const handled = isMissing(event)
    ? null
    : (event.exceptions.at(-1)?.handled ?? event.exceptions[0]?.handled ?? null);
  const crashed = signal.unhandled ?? (handled === null ? null : !handled);
  const contributions = [
    { name: 'users', points: decades(users, 30) },
    { name: 'events', points: decades(events, 20) },
    { name: 'unhandled', points: crashed === null ? 8 : crashed ? 15 : 0 },
    { name: 'trend', points: TREND[signal.substatus ?? ''] ?? 5 },
    { name: 'product impact', points: productPoints(impact) },
  ];
  return summed(contributions);
}

/** What is slow: the time that people lose (65), the trend (15), and what it cost the product (20). */
function ofTime(lost: number, { signal, impact }: TriageFacts): Severity {
  const trend = isMissing(signal) ? null : signal.substatus;
  return summed([
    { name: 'time lost', points: Math.round(lost * 0.65) },
    { name: 'trend', points: TREND[trend ?? ''] ?? 5 },
    { name: 'product impact', points: productPoints(impact) },
  ]);
}

/** Most points that the product's own numbers can give. */
export const MOST_PRODUCT_POINTS = 20;

function productPoints(impact: TriageFacts['impact']): number {
  return impact === null ? 0 : Math.round(Math.min(1, Math.max(0, impact.severity)) * MOST_PRODUCT_POINTS);
}

function summed(contributions: readonly Contribution[]): Severity {
  const sum = contributions.reduce((total, { points }) => total + points, 0);
  return { score: Math.min(100, sum), contributions };
}
