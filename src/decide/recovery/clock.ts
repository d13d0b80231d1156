/** Milliseconds that the clocks of services are ahead of ours, by service. */
export type Ahead = ReadonlyMap<string, number>;

/** A clock that is a minute off is set wrong; less is the way that an answer takes. */
const MINUTE = 60_000;

/**
 * The time of a run. Where our clock is more than a minute off GitHub's, GitHub's counts: records, merges and
 * deployments bear its times. `now` is ISO 8601; `correctedMs`: what was added to it.
 */
export function readClock(now: string, ahead: Ahead): { readonly now: string; readonly correctedMs: number } {
  const github = ahead.get('github') ?? 0;
  if (Math.abs(github) <= MINUTE) return { now, correctedMs: 0 };
  // Nobody knows more than whole seconds.
  const correctedMs = Math.floor(github / 1_000) * 1_000;
  return { now: new Date(Date.parse(now) + correctedMs).toISOString(), correctedMs };
}

/** The differences that are left to a clock that was corrected. */
export function shifted(ahead: Ahead, correctedMs: number): Ahead {
  return new Map([...ahead].map(([service, ms]) => [service, ms - correctedMs]));
}

/** The greatest difference between our clock and a service's; `null`: nobody told the time. */
export function greatestSkew(ahead: Ahead): number | null {
  const apart = [...ahead.values()].map(Math.abs);
  return apart.length === 0 ? null : Math.max(...apart);
}
