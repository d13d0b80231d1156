import type { ReasonCode } from '../domain/reason-codes.ts';
import type { SafeText } from '../domain/trust.ts';
import { markdown } from '../safety/markdown.ts';

/** What a reason means to a reader: what was found, and what would change the decision. */
export interface ReasonWords {
  readonly what: SafeText;
  /** What the reader can do, or what Patchpilot waits for; `null` when there is nothing to do. */
  readonly next: SafeText | null;
}

/** Every reason in the words of somebody woken at 3 a.m. Evidence is shown beside it, never inside. */
export const REASON_WORDS: Readonly<Record<ReasonCode, ReasonWords>> = {
  accepted: {
    what: markdown`A production error in this repository’s own code, worth a fix, and nobody is on it yet.`,
    next: markdown`A worker gets the brief now. Whatever it writes must pass verification before a draft pull request exists.`,
  },
  'not-sentry-issue': { what: markdown`This issue carries no Sentry link.`, next: null },
  'untrusted-author': {
    what: markdown`The issue looks like Sentry’s, but a trusted Sentry account did not write it.`,
    next: markdown`If your Sentry uses an App of its own, name it under \`sentry.authors\` in \`.github/patchpilot.yml\`.`,
  },
  'foreign-organization': {
    what: markdown`The link leads to another Sentry organization than the configured one.`,
    next: markdown`Check \`sentry-org\` in the workflow.`,
  },
  'foreign-project': {
    what: markdown`The Sentry issue belongs to a project that is not configured for this repository.`,
    next: markdown`Add the project to \`sentry-projects\` if its code lives here.`,
  },
  'sentry-issue-not-found': {
    what: markdown`The configured Sentry organization does not know this issue (deleted, merged, or never its own).`,
    next: markdown`Check \`sentry-org\` and \`sentry-url\`.`,
  },
  'sentry-unavailable': {
    what: markdown`Sentry did not answer, so the evidence is missing; Patchpilot does not guess.`,
    next: markdown`The next scheduled run asks again.`,
  },
  'sentry-not-configured': {
    what: markdown`There is no Sentry token or organization, so the evidence cannot be read.`,
    next: markdown`Set \`sentry-token\` and \`sentry-org\` in the workflow.`,
  },
  'event-missing': {
    what: markdown`Sentry shows the issue but none of its events, so there is nothing to work from.`,
    next: markdown`The next event brings this back.`,
  },
  'not-an-error': {
    what: markdown`This signal is not an error (feedback, an outage check, a message).`,
    next: null,
  },
  'nothing-slow': {
    what: markdown`Nothing is slow or got slower, as far as the measured spans tell.`,
    next: null,
  },
  noise: {
    what: markdown`This is known noise, and no frame of it is in this repository.`,
    next: markdown`Filter it in Sentry (Settings → Inbound Filters) to keep it out of the tracker.`,
  },
  'injection-suspected': {
    what: markdown`Text inside this event speaks to a coding agent. Anybody can send events; this one may be an attack.`,
    next: markdown`A person must look at it. No worker gets it.`,
  },
  'environment-not-production': {
    what: markdown`The error was not seen in production.`,
    next: markdown`An event from production changes this. Name your production environments in \`environment\`.`,
  },
  'environment-unknown': {
    what: markdown`The event does not say where it happened, and Patchpilot never assumes production.`,
    next: markdown`Set \`environment\` in your Sentry SDK’s options.`,
  },
  'already-tracked': { what: markdown`This incident is on record and in progress.`, next: null },
  'already-resolved': {
    what: markdown`Sentry says that this issue is resolved or archived.`,
    next: markdown`A new event after that reopens the question.`,
  },
  'fixed-in-later-release': {
    what: markdown`The error comes only from releases older than the one that resolved it.`,
    next: markdown`An event from the fixing release or a later one changes this.`,
  },
  'open-pull-request': {
    what: markdown`An open pull request already deals with this error.`,
    next: markdown`If it is closed unmerged, comment \`/patchpilot retry\`.`,
  },
  'merged-pull-request': {
    what: markdown`A pull request that was merged a short while ago names this error; its fix may not be live yet.`,
    next: markdown`If the error goes on when the fix is live, the next runs take it up again.`,
  },
  'duplicate-class': {
    what: markdown`This is the same bug as another incident; one error class gets one pull request.`,
    next: markdown`Follow the linked incident. Its fix should end this one too.`,
  },
  'remembered-no': {
    what: markdown`This was refused before, and nothing about the evidence has changed.`,
    next: markdown`A new release, ten times the volume, another stack, or \`/patchpilot retry\` changes this.`,
  },
  'issue-closed': { what: markdown`The issue is closed.`, next: null },
  'issue-locked': { what: markdown`The issue is locked.`, next: null },
  'opted-out': {
    what: markdown`A label on the issue tells Patchpilot to stay out.`,
    next: markdown`Remove the label to let it in.`,
  },
  'assigned-to-human': {
    what: markdown`A person is assigned, and a person’s work comes first.`,
    next: markdown`Unassign it, or comment \`/patchpilot retry\`, to hand it over.`,
  },
  'human-ticket': {
    what: markdown`A person has filed a ticket for this error.`,
    next: markdown`Comment \`/patchpilot retry\` here if nobody is working on it.`,
  },
  'human-handling': {
    what: markdown`A person says that it is being handled.`,
    next: markdown`Comment \`/patchpilot retry\` to hand it over after all.`,
  },
  'human-closed-pull-request': {
    what: markdown`A person closed Patchpilot’s pull request for this error without merging it.`,
    next: markdown`Comment \`/patchpilot retry\` with a hint if another try is welcome.`,
  },
  'human-said-ignore': {
    what: markdown`A person told Patchpilot to ignore this.`,
    next: markdown`Comment \`/patchpilot retry\` to undo it.`,
  },
  'no-stack': {
    what: markdown`The event has no stack trace, so nothing points at a file.`,
    next: markdown`Capture an exception object in the SDK (\`captureException(error)\`), or attach stack traces.`,
  },
  'no-frame-in-tree': {
    what: markdown`No frame of the stack is a file of this repository.`,
    next: markdown`Upload source maps, or set the code mapping in Sentry, if this is your code.`,
  },
  'third-party-outage': {
    what: markdown`Another service failed, and no frame of this repository is involved.`,
    next: markdown`Look at that service’s status. Nothing here needs a patch.`,
  },
  infrastructure: {
    what: markdown`The machine failed (memory, disk, a killed process), not the code.`,
    next: markdown`Look at the host’s limits.`,
  },
  'tree-unavailable': {
    what: markdown`The repository’s files could not be listed, so frames cannot be mapped.`,
    next: markdown`Give the job \`contents: read\`. The next run tries again.`,
  },
  'tree-truncated': {
    what: markdown`The repository is too large for GitHub to list whole, and the frames are in none of the listed files.`,
    next: markdown`A person must look at it.`,
  },
  'below-severity': {
    what: markdown`It does too little harm to be worth a pull request now.`,
    next: markdown`More events or users change this; so does a lower \`severity\` threshold.`,
  },
  'below-fixability': {
    what: markdown`The evidence does not point clearly enough at code that could be fixed.`,
    next: markdown`A better stack (source maps, in-app frames) changes this.`,
  },
  'attempts-spent': {
    what: markdown`The attempts for this incident are used up.`,
    next: markdown`A person must take over; \`/patchpilot retry\` allows one more.`,
  },
  'cool-down': {
    what: markdown`The last attempt is too recent.`,
    next: markdown`The next run after the cool-down tries again.`,
  },
  'daily-budget-spent': {
    what: markdown`Today’s budget of attempts is used up.`,
    next: markdown`Tomorrow’s first run takes it up again.`,
  },
  'open-pull-request-budget-spent': {
    what: markdown`There are as many open Patchpilot pull requests as the budget allows.`,
    next: markdown`Merge or close one, and the next run goes on.`,
  },
  storm: {
    what: markdown`Many errors started at once. They likely share one cause, so no worker is sent at each of them.`,
    next: markdown`A person must look at the common cause. Normal service resumes when the storm is over.`,
  },
  disabled: {
    what: markdown`Patchpilot is switched off here.`,
    next: markdown`Somebody set \`enabled\` to false: in \`.github/patchpilot.yml\`, in the workflow’s input, or in the repository variable that feeds it. Set it to true to go on.`,
  },
  'action-not-allowed': {
    what: markdown`The policy of this repository does not allow this action.`,
    next: markdown`Allow it under \`actions\` in \`.github/patchpilot.yml\`.`,
  },
};
