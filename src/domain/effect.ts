import type { Fingerprint } from './error-class.ts';
import type { SignalFacts } from './facts.ts';
import type { Incident } from './incident.ts';
import type { Proposal } from './proposal.ts';
import type { StormRecord } from './storm.ts';
import type { Untrusted } from './trust.ts';
import type { WorkOrder } from './work-order.ts';

/**
 * A write, as data. There is no merge, deploy or rollback here: the type makes them unsayable.
 * Effects are applied in their order.
 */
export type Effect =
  /** Writes the brief file; local, so it also happens before anything on GitHub says that there is one. */
  | { readonly kind: 'brief'; readonly fileName: string; readonly order: WorkOrder }
  /** Creates the incident's sticky comment, or edits it in place when its id is known. */
  | {
      readonly kind: 'comment';
      readonly issue: IssueRef;
      readonly commentId: string | null;
      readonly incident: Incident;
    }
  /** Opens the issue of an incident that polling found, once; `place` is its number within the run (-1, -2, …). */
  | {
      readonly kind: 'open-issue';
      readonly place: number;
      readonly signal: SignalFacts;
      readonly title: Untrusted;
      /** Found in spans by ourselves: there is no issue in Sentry to link to. */
      readonly measured?: true;
    }
  /** Links an issue in Sentry, in the name of an internal integration. */
  | {
      readonly kind: 'link-signal';
      readonly issue: IssueRef;
      readonly signalId: string;
      /** Slug of the integration. */
      readonly app: string;
    }
  /** Answers `/patchpilot explain`; `answers` is the node id of the comment that asked. */
  | {
      readonly kind: 'explain';
      readonly issue: IssueRef;
      readonly answers: string;
      readonly incident: Incident;
    }
  /** Branch, one verified commit, draft pull request. There is no effect that merges it. */
  | { readonly kind: 'propose'; readonly proposal: Proposal }
  /** Opens, edits or closes the umbrella issue of a storm. */
  | {
      readonly kind: 'umbrella';
      readonly action: 'open' | 'edit' | 'close';
      readonly umbrella: IssueRef | null;
      readonly storm: StormRecord;
    }
  /** Edits the comments of several incidents in one request: what is on record of each. */
  | { readonly kind: 'edit-comments'; readonly edits: readonly RecordEdit[] }
  /** Labels and closes the issues of several incidents in one request; every receipt says which of the two it is for. */
  | { readonly kind: 'settle-issues'; readonly issues: readonly Settlement[] }
  /** Opens an incident again that came back, and takes away the label of its close. */
  | { readonly kind: 'reopen-issue'; readonly issue: IssueRef; readonly remove: string }
  /** Resolves the issue in Sentry, in the release with the fix when one is known. */
  | {
      readonly kind: 'resolve-signal';
      readonly issue: IssueRef;
      readonly signalId: string;
      readonly release: string | null;
    }
  | { readonly kind: 'label'; readonly issue: IssueRef; readonly add: readonly string[] };

/** An issue by number and by GitHub's node id (mutations want the latter). */
export interface IssueRef {
  readonly number: number;
  readonly nodeId: string;
}

/** One edit of a sticky comment. */
export interface RecordEdit {
  readonly issue: IssueRef;
  readonly commentId: string;
  readonly incident: Incident;
}

/** What an issue must look like after its record was written. */
export interface Settlement {
  readonly issue: IssueRef;
  /** Labels that it lacks. */
  readonly add: readonly string[];
  /** Closed as completed. */
  readonly close: boolean;
}

/** What a receipt is for: an effect, or the closes among `settle-issues`, whose labels go by `label`. */
export type Action = Effect['kind'] | 'close-issue';

/** What became of an effect. `target` names its issues: `#7`, or `#7, #8`. */
export type Receipt =
  | {
      readonly kind: 'done';
      readonly effect: Action;
      readonly target: string;
      readonly digest?: string;
      /** The issue that was opened. */
      readonly issue?: IssueRef;
      /** The draft pull request that stands now. */
      readonly pullRequest?: number;
    }
  /** A dry run, or a policy that does not allow this kind of action. */
  | {
      readonly kind: 'skipped';
      readonly effect: Action;
      readonly target: string;
      readonly why: 'dry-run' | 'not-allowed';
    }
  /** Another run was first: its write stands, ours was taken back. */
  | { readonly kind: 'lost-race'; readonly effect: Action; readonly target: string }
  | {
      readonly kind: 'failed';
      readonly effect: Action;
      readonly target: string;
      readonly advice: string;
    };

/** An accepted incident on its way to a worker: one entry of the `repairs` matrix. */
export interface Dispatch {
  readonly issue: number;
  readonly fingerprint: Fingerprint;
  /** 1-based. */
  readonly attempt: number;
  /** File name in the output directory. */
  readonly brief: string;
  /** Commit that the patch must start from: what repair and verify check out. */
  readonly base: string;
}
