import type { SpanFacts, Timing, TrendPoint, Window } from '../../src/domain/performance.ts';
import { untrusted } from '../../src/domain/trust.ts';
import { type Random, seeded } from '../recovery/random.ts';

const HOUR = 3_600_000;
const DAYS = 15;
export const TO = '2026-11-20T12:00:00.000Z';

export const CALM_KINDS = ['seasonal', 'low-sample', 'odd-week', 'recurring', 'one-customer'] as const;
export const SLOW_KINDS = ['deploy', 'n-plus-one', 'drift', 'tail'] as const;
export type Kind = (typeof CALM_KINDS)[number] | (typeof SLOW_KINDS)[number];

/** A series whose truth is known. */
export interface Series {
  readonly kind: Kind;
  readonly facts: SpanFacts;
  readonly window: Window;
  readonly hours: number;
}

/** How the requests of one endpoint behave. */
interface World {
  readonly random: Random;
  readonly median: number;
  readonly spread: number;
  /** Sampled requests in a usual hour, and how much day and night differ. */
  readonly perHour: number;
  readonly day: number;
  readonly load: number;
  readonly swing: number;
  readonly rate: number;
}

function worldOf(random: Random): World {
  return {
    random,
    median: random.scale(40, 900),
    spread: random.between(0.35, 0.9),
    perHour: random.scale(15, 90),
    day: random.between(0.2, 0.8),
    load: random.between(0, 0.35),
    swing: random.between(0.01, 0.07),
    rate: random.scale(0.01, 1),
  };
}

/** Normal by Box and Muller. */
function normal({ next }: Random): number {
  return Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
}

/** What is done to one request: `age` in hours before the end. */
type Change = (ms: number, age: number, random: Random) => number;

interface Hour {
  readonly age: number;
  readonly ms: readonly number[];
}

function draw(world: World, change: Change): Hour[] {
  const { random } = world;
  let wander = 0;
  return Array.from({ length: DAYS * 24 }, (_, index) => {
    const age = DAYS * 24 - index;
    const time = new Date(Date.parse(TO) - age * HOUR);
    const weekend = time.getUTCDay() % 6 === 0 ? 0.6 : 1;
    const busy = (1 + world.day * Math.sin(((time.getUTCHours() - 8) / 24) * 2 * Math.PI)) * weekend;
    wander = 0.7 * wander + world.swing * normal(random);
    const level = world.median * (1 + world.load * (busy - 0.5)) * Math.exp(wander);
    const count = Math.max(
      0,
      Math.round(world.perHour * busy + Math.sqrt(world.perHour * busy) * normal(random)),
    );
    const ms = Array.from({ length: count }, () =>
      change(level * Math.exp(world.spread * normal(random)), age, random),
    );
    return { age, ms };
  });
}

const NOTHING: Change = (ms) => ms;

function changeOf(kind: Kind, { random, median, spread }: World, hours: number): Change {
  const factor = random.between(1.5, 4);
  const since = random.between(hours * 0.9, hours + 0.1);
  const added = median * random.between(1.2, 4);
  const share = random.between(0.1, 0.25);
  switch (kind) {
    case 'deploy':
      return (ms, age) => (age <= since ? ms * factor : ms);
    case 'n-plus-one':
      return (ms, age) => (age <= since ? ms + added : ms);
    case 'drift': {
      const whole = random.between(1.6, 3);
      return (ms, age) => ms * whole ** Math.max(0, 1 - age / (7 * 24));
    }
    case 'tail': {
      // So much that the 95th percentile itself is `factor` times as long: at 5 % from the end, within the slow share.
      const inner = (0.5 - 0.05 / share) * 2.8;
      const worse = factor * Math.exp((1.645 - inner) * spread);
      return (ms, age, { next }) => (age <= since && next() < share ? ms * worse : ms);
    }
    case 'odd-week':
      return (ms, age) => (age > 7 * 24 && age <= 7 * 24 + hours ? ms / factor : ms);
    case 'recurring':
      return (ms, age) =>
        age <= hours ||
        (age > 3 * 24 && age <= 3 * 24 + hours) ||
        (age > 10 * 24 && age <= 10 * 24 + hours) ||
        (age > 12 * 24 && age <= 12 * 24 + hours)
          ? ms * 1.8
          : ms;
    case 'one-customer':
      return (ms, age, { next }) => (age <= hours && next() < 0.08 ? ms * 12 : ms);
    default:
      return NOTHING;
  }
}

/** One series of a kind, the same for the same seed. */
export function drawSeries(kind: Kind, seed: number): Series {
  const random = seeded(seed);
  const drawn = worldOf(random);
  const world = kind === 'low-sample' ? { ...drawn, perHour: random.between(0.3, 3) } : drawn;
  const hours = [3, 6, 12, 24][Math.floor(random.next() * 4)] ?? 24;
  const spike: Change = (ms, age, { next }) => (age <= hours && next() < 0.4 ? ms * 20 : ms);
  const all = draw(world, kind === 'low-sample' ? spike : changeOf(kind, world, hours));
  const between = (from: number, to: number) =>
    timing(
      all.filter(({ age }) => age > from && age <= to).flatMap(({ ms }) => ms),
      world.rate,
    );
  const facts: SpanFacts = {
    name: { op: 'http.server', transaction: untrusted('GET /api/orders/{id}'), project: 'shop' },
    now: between(0, hours),
    lastWeek: between(7 * 24, 7 * 24 + hours),
    previous: between(hours, 2 * hours),
    trend: all.map(point),
    children: [],
    places: [],
    topUserShare: kind === 'one-customer' ? 0.9 : 0.04,
    coldShare: null,
    release: null,
    newRelease: null,
    injection: [],
  };
  return {
    kind,
    facts,
    window: { from: new Date(Date.parse(TO) - hours * HOUR).toISOString(), to: TO },
    hours,
  };
}

function point({ age, ms }: Hour): TrendPoint {
  const { p95, samples } = timing(ms, 1);
  return { at: new Date(Date.parse(TO) - age * HOUR).toISOString(), p95, samples };
}

function timing(ms: readonly number[], rate: number): Timing {
  const sorted = ms.toSorted((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? null;
  return {
    p50: at(0.5),
    p75: at(0.75),
    p95: at(0.95),
    p99: at(0.99),
    avg: sorted.length === 0 ? null : sorted.reduce((sum, one) => sum + one, 0) / sorted.length,
    count: Math.round(sorted.length / rate),
    samples: sorted.length,
    users: Math.round(sorted.length / 3),
  };
}
