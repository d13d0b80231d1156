import { type Core, type Listening, listen } from '../server.ts';
import { type CapturedEvent, type PostHogState, posthogService } from './service.ts';

/** The running PostHog double: project 4711. */
export type PostHogDouble = Listening & {
  readonly state: PostHogState;
  readonly key: (secret: string, scopes?: readonly string[]) => string;
  /** Events of one name, evenly over a window: as many people as `people`. */
  readonly capture: (event: string, more: Capture) => void;
};

export type Capture = {
  readonly from: string;
  readonly to: string;
  readonly count: number;
  readonly people?: number;
  readonly properties?: CapturedEvent['properties'];
};

export async function startPostHog(core: Core): Promise<PostHogDouble> {
  const state: PostHogState = {
    clock: core.clock,
    project: '4711',
    keys: new Map(),
    events: [],
    hourly: 2_400,
    asked: [],
  };
  const listening = await listen(posthogService(state), core);
  return {
    ...listening,
    state,
    key: (secret, scopes = ['query:read']) => {
      state.keys.set(secret, { name: 'posthog', scopes });
      return secret;
    },
    capture: (event, more) => capture(state, event, more),
  };
}

function capture(
  state: PostHogState,
  event: string,
  { from, to, count, people = count, properties }: Capture,
): void {
  const start = Date.parse(from);
  const step = (Date.parse(to) - start) / count;
  for (let at = 0; at < count; at += 1) {
    state.events.push({
      event,
      at: new Date(start + (at + 0.5) * step).toISOString(),
      person: `person-${at % people}`,
      ...(properties === undefined ? {} : { properties }),
    });
  }
}
