import type { SpanFacts, Timing, TrendPoint, Window } from '../../src/domain/performance.ts';
import { untrusted } from '../../src/domain/trust.ts';
import { type Random, seeded } from '../recovery/random.ts';
import {
  drawRequests,
  normals,
  percentiles,
  type Requests,
  together,
  type World,
  weightOf,
  worldOf,
} from './world.ts';

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

/** What is done to one request: `age` in hours before the end. */
type Change = (ms: number, age: number, random: Random) => number;

interface Hour {
  readonly age: number;
  readonly requests: Requests;
}

function draw(world: World, change: Change): Hour[] {
  const { random } = world;
  const normal = normals(random);
  let wander = 0;
  let today = 0;
  return Array.from({ length: DAYS * 24 }, (_, index) => {
    const age = DAYS * 24 - index;
    const time = new Date(Date.parse(TO) - age * HOUR);
    const weekend = time.getUTCDay() % 6 === 0 ? world.weekend : 1;
    const busy = (1 + world.day * Math.sin(((time.getUTCHours() - 8) / 24) * 2 * Math.PI)) * weekend;
    wander = 0.7 * wander + world.swing * normal();
    if (time.getUTCHours() === 0) today = world.daySwing * normal();
    const level = world.median * (1 + world.load * (busy - 0.5)) * Math.exp(wander + today);
    const sampled = world.perHour * busy * (age > world.change.hoursAgo ? 1 : world.change.factor);
    const count = Math.max(0, Math.round(sampled + Math.sqrt(sampled) * normal()));
    const requests = drawRequests(world, count, normal);
    for (const [at, ms] of requests.ms.entries()) requests.ms[at] = change(level * ms, age, random);
    return { age, requests };
  });
}

const NOTHING: Change = (ms) => ms;

/** Requests of a usual hour, by which it is known what a change does to the 95th percentile. */
function pilotOf(world: World): Requests {
  return drawRequests(world, 1_500, normals(world.random));
}

const p95 = (requests: Requests) => percentiles(requests, [0.95])[0] ?? 1;

/** How much longer a share of requests must take so that the 95th percentile is so many times as long. */
function worseFor(pilot: Requests, share: number, factor: number): number {
  const wanted = p95(pilot) * factor;
  const some = pilot.ms.length * share;
  let [low, high] = [1, 400];
  for (let step = 0; step < 14; step += 1) {
    const middle = Math.sqrt(low * high);
    const slow = { ...pilot, ms: pilot.ms.map((ms, at) => (at < some ? ms * middle : ms)) };
    if (p95(slow) < wanted) low = middle;
    else high = middle;
  }
  return high;
}

function changeOf(kind: Kind, world: World, hours: number): Change {
  const { random, median } = world;
  const factor = random.between(1.5, 4);
  const since = random.between(hours * 0.9, hours + 0.1);
  switch (kind) {
    case 'deploy':
      return (ms, age) => (age <= since ? ms * factor : ms);
    case 'n-plus-one': {
      // A constant that makes the 95th percentile itself `factor` times as long.
      const added = median * p95(pilotOf(world)) * (factor - 1);
      return (ms, age) => (age <= since ? ms + added : ms);
    }
    case 'drift': {
      const whole = random.between(1.6, 3);
      return (ms, age) => ms * whole ** Math.max(0, 1 - age / (7 * 24));
    }
    case 'tail': {
      const share = random.between(0.1, 0.25);
      const worse = worseFor(pilotOf(world), share, factor);
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
      all.filter(({ age }) => age > from && age <= to),
      world,
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

function point({ age, requests }: Hour): TrendPoint {
  const at = new Date(Date.parse(TO) - age * HOUR).toISOString();
  return { at, p95: percentiles(requests, [0.95])[0] ?? null, samples: requests.ms.length };
}

/** What Sentry tells of some hours: percentiles and counts extrapolated by weight and rate, samples as they are. */
function timing(hours: readonly Hour[], { rate, change }: World): Timing {
  const requests = together(hours.map((hour) => hour.requests));
  const { ms, weights } = requests;
  const [p50 = null, p75 = null, p95th = null, p99 = null] = percentiles(requests, [0.5, 0.75, 0.95, 0.99]);
  const count = hours.reduce((sum, { age, requests: some }) => {
    const share = rate * (age > change.hoursAgo ? 1 : change.factor);
    return sum + weightOf(some) / share;
  }, 0);
  const time = ms.reduce((sum, one, at) => sum + one * (weights?.[at] ?? 1), 0);
  return {
    p50,
    p75,
    p95: p95th,
    p99,
    avg: ms.length === 0 ? null : time / weightOf(requests),
    count: Math.round(count),
    samples: ms.length,
    users: Math.round(ms.length / 3),
  };
}
