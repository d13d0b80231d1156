import type { Untrusted } from './trust.ts';

/** Who sent an event, as the event file says. */
export interface Sender {
  readonly login: string;
  readonly id: number | null;
  readonly isBot: boolean;
}

/** What started the run. Everything in it was written by whoever fired the event. */
export type Trigger =
  | {
      readonly kind: 'issue';
      readonly action: string;
      readonly number: number;
      readonly body: Untrusted;
      readonly author: Sender;
    }
  | {
      readonly kind: 'issue-comment';
      readonly action: string;
      readonly number: number;
      readonly commentId: number;
      readonly body: Untrusted;
      readonly author: Sender;
    }
  | { readonly kind: 'dispatch' }
  | { readonly kind: 'schedule' }
  | { readonly kind: 'push' }
  | {
      readonly kind: 'pull-request';
      readonly action: string;
      readonly number: number;
      readonly merged: boolean;
      readonly branch: Untrusted;
      /** Its title and body, one after the other. */
      readonly text: Untrusted;
    }
  | {
      readonly kind: 'deployment';
      readonly state: string;
      readonly environment: Untrusted;
      readonly sha: Untrusted | null;
    }
  | { readonly kind: 'other'; readonly event: string };
