import { isoSeconds } from './clock.ts';
import type { Sandbox } from './sandbox.ts';
import type { SentryIssue } from './sentry/state.ts';

const HOUR = 3_600_000;

export type Life = {
  /** Hours that pass. */
  readonly hours: number;
  /** Sessions an hour, by release. */
  readonly sessions?: Readonly<Record<string, number>>;
  /** Errors an hour of one issue, by release; `''` is an event that names none. */
  readonly errors?: { readonly issue: SentryIssue; readonly perHour: Readonly<Record<string, number>> };
  readonly environment?: string;
  readonly project?: string;
};

let last = 0;

/** Lets production live: the clock goes on, visitors come, and errors happen evenly within each hour. */
export function live({ clock, sentry }: Sandbox, life: Life): void {
  const { hours, environment = 'production', project = 'shop', sessions = {}, errors } = life;
  const start = clock.now();
  for (const [release, perHour] of Object.entries(sessions)) {
    for (let hour = 0; hour < hours; hour += 1) {
      const share = Math.min(1, hours - hour);
      const bucket = { at: isoSeconds(start + hour * HOUR), project, environment, release };
      sentry.state.sessions.push({ ...bucket, sessions: Math.round(perHour * share), crashed: 0 });
    }
  }
  for (const [release, perHour] of Object.entries(errors?.perHour ?? {})) {
    const count = Math.round(perHour * hours);
    for (let one = 0; one < count && errors !== undefined; one += 1) {
      const at = start + ((one + 0.5) * hours * HOUR) / count;
      sentry.event(errors.issue, sighting(errors.issue, { at, release, environment }));
    }
  }
  clock.advance(hours * HOUR);
}

type Sighted = { readonly at: number; readonly release: string; readonly environment: string };

/** The issue's first event once more, at another time. */
function sighting(issue: SentryIssue, { at, release, environment }: Sighted) {
  last += 1;
  const event = issue.events.at(-1) ?? {};
  const known = ((event.tags ?? []) as readonly { key: string; value: string }[]).filter(
    ({ key }) => key !== 'release' && key !== 'environment',
  );
  const named = release === '' ? [] : [{ key: 'release', value: release }];
  const id = last.toString(16).padStart(32, '0');
  return {
    ...event,
    id,
    eventID: id,
    dateCreated: isoSeconds(at),
    release: release === '' ? null : { version: release },
    tags: [...known, { key: 'environment', value: environment }, ...named],
  };
}
