import type { Window } from '../../domain/performance.ts';
import type { ImpactPolicy } from '../../domain/policy/impact.ts';

const MINUTE = 60_000;
/** An end may lie so much of the window back: incidents and runs that are close ask the same question then. */
const SLACK = 1 / 16;
const GRIDS = [60, 30, 15, 5].map((minutes) => minutes * MINUTE);

/** The window of an incident: since it began, at most as long as the policy says, at least as long as says anything. */
export function impactWindow(
  { startedAt, now }: { readonly startedAt: string; readonly now: string },
  { windowHours, leastMinutes }: Pick<ImpactPolicy, 'windowHours' | 'leastMinutes'>,
): Window {
  const to = Date.parse(now);
  const began = Date.parse(startedAt);
  const length = Math.min(
    windowHours * 60 * MINUTE,
    Math.max(leastMinutes * MINUTE, Number.isFinite(began) ? to - began : 0),
  );
  const grid = GRIDS.find((one) => one <= length * SLACK) ?? MINUTE;
  const end = Math.floor(to / grid) * grid;
  const whole = Math.floor(length / MINUTE) * MINUTE;
  return { from: new Date(end - whole).toISOString(), to: new Date(end).toISOString() };
}
