/** Clocks of services, read off the `Date` header of their answers. */
export interface ServerClocks {
  readonly hear: (service: string, date: string | null | undefined) => void;
  /** Milliseconds that each service's clock is ahead of ours. */
  readonly ahead: () => ReadonlyMap<string, number>;
}

/** `now`: our clock, milliseconds since 1970. */
export function createServerClocks(now: () => number): ServerClocks {
  const heard = new Map<string, number>();
  return {
    hear: (service, date) => {
      const ahead = offset(Date.parse(date ?? ''), now());
      const known = heard.get(service);
      // A slow or cached answer is late and never early: the smallest difference is the truest.
      if (ahead !== null && (known === undefined || Math.abs(ahead) < Math.abs(known)))
        heard.set(service, ahead);
    },
    ahead: () => heard,
  };
}

/** The header tells whole seconds: within one there is no difference. */
function offset(server: number, ours: number): number | null {
  if (!Number.isFinite(server)) return null;
  if (ours < server) return server - ours;
  return Math.min(0, server + 999 - ours);
}
