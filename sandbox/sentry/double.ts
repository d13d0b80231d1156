import { type Core, type Listening, listen } from '../server.ts';
import { addRelease, addSentryIssue, receiveEvent, type SentryIssueSeed } from './seed.ts';
import { sentryService } from './service.ts';
import {
  createSentryState,
  type Json,
  type SentryIssue,
  type SentryRelease,
  type SentryState,
  type SentryToken,
} from './state.ts';

/** The running Sentry double. `url` is the base that the Action is configured with, without `/api/0`. */
export type SentryDouble = Listening & {
  readonly state: SentryState;
  readonly token: (token: SentryToken) => SentryToken;
  readonly issue: (seed: SentryIssueSeed) => SentryIssue;
  /** Another event of a known issue arrives; it regresses when it was resolved. */
  readonly event: (issue: SentryIssue, event: Json) => void;
  readonly release: (seed: Partial<SentryRelease> & { readonly version: string }) => SentryRelease;
};

export async function startSentry(core: Core, organization = 'acme'): Promise<SentryDouble> {
  const state = createSentryState(core.clock, organization);
  const listening = await listen(sentryService(state), core);
  return {
    ...listening,
    state,
    token: (token) => {
      state.tokens.set(token.secret, token);
      return token;
    },
    issue: (seed) => addSentryIssue(state, seed),
    event: receiveEvent,
    release: (seed) => addRelease(state, seed),
  };
}
