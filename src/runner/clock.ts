import { ConfigError } from '../domain/errors.ts';

/** The one clock of a run. `PATCHPILOT_NOW` (ISO 8601) sets it for tests and the demo. */
export function clock(env: NodeJS.ProcessEnv): string {
  const set = env.PATCHPILOT_NOW;
  if (set === undefined || set === '') return new Date().toISOString();
  if (Number.isNaN(Date.parse(set)))
    throw new ConfigError([
      `PATCHPILOT_NOW is "${set.slice(0, 40)}": use an ISO 8601 time, or leave it out.`,
    ]);
  return new Date(set).toISOString();
}
