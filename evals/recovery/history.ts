import { type Random, seeded } from './random.ts';

export const KINDS = [
  'steady',
  'bursty',
  'rare bursts',
  'waves',
  'diurnal',
  'low-traffic',
  'regressing',
  'rolled back',
] as const;

/** Beyond the promise: a fix that takes away nine events in ten; no statistics of silence can tell. */
export type Kind = (typeof KINDS)[number] | 'partial';

/** How long is simulated after the deploy, in hours. */
export const HORIZON = 21 * 24;

/** One synthetic incident. Times in hours since the deploy of the fix; negative: before. */
export interface History {
  readonly kind: Kind;
  /** The bug is gone for good. */
  readonly fixed: boolean;
  /** Sorted. `old`: sent by a release without the fix. */
  readonly events: readonly { readonly at: number; readonly old: boolean }[];
  /** Sessions in the hour that begins at an index, from `-before` on. */
  readonly traffic: readonly number[];
  /** Hours of history before the deploy. */
  readonly before: number;
  /** The error is back in fixed releases from here on; the deployment is taken back at the other. */
  readonly returnsAt: number | null;
  readonly rolledBackAt: number | null;
  /** Minutes until an event shows up. */
  readonly lag: number;
}

interface Shape {
  /** Errors an hour at mean traffic, and in how large bursts. */
  readonly perHour: number;
  readonly burst: number;
  readonly sessions: number;
  /** Swing of the day: 0 is flat. */
  readonly swing: number;
  /** Mean hours of a wave and of the calm between two; `null`: it always fires. */
  readonly waves?: { readonly on: number; readonly off: number };
}

/** How each kind fires. Ranges, not points: a hundred sizes of each are met. */
function shapeOf(kind: Kind, random: Random): Shape {
  const swing = random.between(0, 0.3);
  const sessions = random.scale(100, 10_000);
  switch (kind) {
    case 'bursty':
      return { perHour: random.scale(1, 50), burst: random.scale(3, 30), sessions, swing };
    case 'rare bursts':
      return { perHour: random.scale(0.5, 10), burst: random.scale(20, 200), sessions, swing };
    case 'waves': {
      const waves = { on: random.scale(1, 12), off: random.scale(4, 48) };
      return { perHour: random.scale(1, 30), burst: 1, sessions, swing, waves };
    }
    case 'diurnal':
      return { perHour: random.scale(0.5, 50), burst: 1, sessions, swing: random.between(0.5, 0.9) };
    case 'low-traffic':
      return { perHour: random.scale(0.03, 0.5), burst: 1, sessions: random.scale(2, 50), swing };
    default:
      return {
        perHour: random.scale(0.5, 50),
        burst: random.next() < 0.3 ? random.scale(2, 10) : 1,
        sessions,
        swing,
      };
  }
}

/** Draws one incident. Half of each kind are truly fixed. */
export function drawHistory(kind: Kind, seed: number): History {
  const random = seeded(seed);
  const fixed = random.next() < 0.5;
  const shape = shapeOf(kind, random);
  const before = Math.round(random.scale(12, 14 * 24));
  const peak = random.between(0, 24);
  const noise = random.between(0, 0.2);
  const traffic = Array.from({ length: before + HORIZON }, (_, at) => {
    const day = 1 + shape.swing * Math.cos((2 * Math.PI * (at - before - peak)) / 24);
    return Math.max(0, Math.round(shape.sessions * day * (1 + noise * (2 * random.next() - 1))));
  });
  const returnsAt = kind === 'regressing' && !fixed ? random.scale(6, 120) : null;
  const rolledBackAt = kind === 'rolled back' && !fixed ? random.scale(0.2, 24) : null;
  // Old clients (open tabs, apps not updated) keep the old release for a while; three in ten incidents have them.
  const oldClients = random.next() < 0.3 ? random.between(2, 24) : 0;
  const plan = { kind, fixed, returnsAt, rolledBackAt, oldClients };
  const events = fire(shape, { traffic, before }, random)
    .map((at) => fate(at, plan, random))
    .filter((event) => event !== null);
  const lag = random.next() < 0.1 ? random.between(10, 40) : random.between(1, 5);
  return { kind, fixed, events, traffic, before, returnsAt, rolledBackAt, lag };
}

/** Events as if nothing were ever fixed: Poisson bursts along the traffic, each with geometric size. */
function fire(
  shape: Shape,
  { traffic, before }: { readonly traffic: readonly number[]; readonly before: number },
  random: Random,
): readonly number[] {
  const times: number[] = [];
  const burstsPerSession = shape.perHour / shape.burst / shape.sessions;
  for (const [hour, sessions] of traffic.entries()) {
    let at = random.exponential(1);
    for (let left = sessions * burstsPerSession; at < left; at += random.exponential(1)) {
      const start = hour - before + at / left;
      const size = 1 + Math.floor(random.exponential(1) * (shape.burst - 1) + 0.5 * Number(shape.burst > 1));
      for (let one = 0; one < size; one += 1) times.push(start + (one === 0 ? 0 : random.exponential(0.2)));
    }
  }
  const within = times.filter((time) => time < HORIZON).toSorted((a, b) => a - b);
  return shape.waves === undefined ? within : inWaves(within, { before, ...shape.waves }, random);
}

/** Keeps what falls into waves: on and off for exponential times (a broken node, a tenant's nightly import). */
function inWaves(
  times: readonly number[],
  { before, on, off }: { readonly before: number; readonly on: number; readonly off: number },
  random: Random,
): readonly number[] {
  const kept: number[] = [];
  let firing = random.next() < on / (on + off);
  let until = -before + random.exponential(firing ? on : off);
  for (const time of times) {
    while (time > until) {
      firing = !firing;
      until += random.exponential(firing ? on : off);
    }
    if (firing) kept.push(time);
  }
  return kept;
}

interface Plan {
  readonly kind: Kind;
  readonly fixed: boolean;
  readonly returnsAt: number | null;
  readonly rolledBackAt: number | null;
  readonly oldClients: number;
}

/** What becomes of an event that an unfixed world would have: gone, or sent by which release. */
function fate(at: number, plan: Plan, random: Random): History['events'][number] | null {
  if (at < 0) return { at, old: true };
  if (plan.rolledBackAt !== null && at >= plan.rolledBackAt) return { at, old: true };
  if (plan.oldClients > 0 && random.next() < Math.exp(-at / plan.oldClients)) return { at, old: true };
  if (plan.fixed) return null;
  if (plan.kind === 'partial') return random.next() < 0.1 ? { at, old: false } : null;
  // Before it returns, and before it is taken back, the fix of these works.
  if (plan.returnsAt !== null && at < plan.returnsAt) return null;
  return plan.rolledBackAt === null || random.next() < 0.5 ? { at, old: false } : null;
}

/** Whether users meet the bug in what production serves at a time. */
export function isBroken(history: History, at: number): boolean {
  if (history.fixed) return false;
  return history.returnsAt === null || at >= history.returnsAt;
}
