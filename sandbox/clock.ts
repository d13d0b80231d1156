/** The sandbox's time: stands still until a test moves it, so that every timestamp and SHA is repeatable. */
export type Clock = {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Whole seconds, ISO 8601, as GitHub and Sentry write timestamps: `2026-11-21T10:00:00Z`. */
  readonly iso: () => string;
  /** Sets the time; throws on a text that is no date. */
  readonly set: (iso: string) => void;
  readonly advance: (milliseconds: number) => void;
};

export function createClock(start = '2026-11-21T10:00:00Z'): Clock {
  let current = parseInstant(start);
  return {
    now: () => current,
    iso: () => isoSeconds(current),
    set: (iso) => {
      current = parseInstant(iso);
    },
    advance: (milliseconds) => {
      current += milliseconds;
    },
  };
}

/** ISO 8601 without milliseconds. */
export const isoSeconds = (milliseconds: number): string =>
  new Date(milliseconds).toISOString().replace(/\.\d{3}Z$/, 'Z');

function parseInstant(iso: string): number {
  const parsed = Date.parse(iso);
  if (Number.isNaN(parsed)) throw new Error(`not a date: ${iso}`);
  return parsed;
}
