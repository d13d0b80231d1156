import type { RecoveryCode } from '../domain/recovery.ts';
import type { SafeText } from '../domain/trust.ts';
import { markdown } from '../safety/markdown.ts';

/** What a finding means to a reader; `next` when it decides: what would change it, or who must do what. */
export interface RecoveryWords {
  readonly what: SafeText;
  readonly next?: SafeText;
}

const ASKS = markdown`Patchpilot cannot tell by itself. Close this issue if it is over, or comment \`/patchpilot retry\`.`;
const LOOKS_AGAIN = markdown`Patchpilot looks again by itself.`;

/** Every finding in plain words. Evidence is shown beside it, never inside. */
export const RECOVERY_WORDS: Readonly<Record<RecoveryCode, RecoveryWords>> = {
  recovered: {
    what: markdown`Recovered: the fix is live, and the error is gone for longer than chance explains.`,
    next: markdown`A later event in a release with the fix opens this again.`,
  },
  'quiet-without-fix': {
    what: markdown`The error stopped without a fix that names it, for longer than chance explains.`,
    next: markdown`A later event opens this again.`,
  },
  'performance-recovered': {
    what: markdown`Fast again, measured at comparable hours with enough samples.`,
    next: markdown`If it slows down again in a release with the fix, this is opened again.`,
  },
  'clock-skew': {
    what: markdown`Clocks disagree by too much to count a silence.`,
    next: LOOKS_AGAIN,
  },
  'human-opted-out': { what: markdown`A person told Patchpilot to stay out.` },
  'human-ordered-retry': { what: markdown`A person asked for another attempt.` },
  'closed-by-human': { what: markdown`A person closed this; it stays closed.` },
  'already-asked': {
    what: markdown`A person was asked about this; Patchpilot keeps watching.`,
    next: ASKS,
  },
  regressed: { what: markdown`It is back, in a release that contains the fix.` },
  'still-quiet-after-close': { what: markdown`Closed, and quiet since.` },
  'pull-request-open': {
    what: markdown`The fix waits for a review.`,
    next: markdown`Merging it is a person’s decision.`,
  },
  'pull-request-rejected': {
    what: markdown`The pull request was closed without a merge.`,
    next: markdown`Comment \`/patchpilot retry\` with a hint if another try is welcome.`,
  },
  'pull-request-unknown': { what: markdown`The pull request could not be read.`, next: LOOKS_AGAIN },
  'pull-request-merged': { what: markdown`The fix is merged.` },
  'no-pull-request': { what: markdown`No pull request is known to fix this.` },
  'touched-suspect': { what: markdown`Probably fixed by a merged pull request that touched the suspect.` },
  'fix-live': { what: markdown`Production serves a commit that contains the fix.` },
  'fix-not-live': {
    what: markdown`The fix is merged, but production serves an older commit.`,
    next: markdown`Deploy it.`,
  },
  'liveness-unknown': {
    what: markdown`Nobody could say which commit production serves.`,
    next: markdown`Set \`vercel-token\`, record GitHub deployments, or give a \`version-url\`.`,
  },
  'liveness-contradicts': {
    what: markdown`Sources disagree on what production serves.`,
    next: markdown`One region or alias may be behind.`,
  },
  'rolled-back': {
    what: markdown`The deployment with the fix was rolled back.`,
    next: markdown`A person must decide what goes to production next.`,
  },
  'deployment-pending': { what: markdown`The deployment with the fix is on its way.`, next: LOOKS_AGAIN },
  'deployment-failed': {
    what: markdown`The deployment with the fix failed or was canceled.`,
    next: markdown`Look at its log and deploy again.`,
  },
  'deployment-blocked': {
    what: markdown`The deployment with the fix is blocked.`,
    next: markdown`A person must let it through (protection rules, or commits that must be verified).`,
  },
  'deploy-time-unknown': {
    what: markdown`The fix is live, but nobody knows since when.`,
    next: LOOKS_AGAIN,
  },
  'still-firing': { what: markdown`It still fires in a release that contains the fix.` },
  settling: { what: markdown`Events came while instances were being replaced.`, next: LOOKS_AGAIN },
  'unknown-release': {
    what: markdown`It still fires, and the events name no release that could be compared.`,
    next: markdown`Set \`release\` in the Sentry SDK’s options to the commit.`,
  },
  'old-clients': { what: markdown`Only old releases still send it.` },
  'events-missing': {
    what: markdown`The events could not be read.`,
    next: markdown`Check \`sentry-token\` (event:read).`,
  },
  'events-partial': { what: markdown`Only some of the events could be read.`, next: LOOKS_AGAIN },
  'ingestion-delayed': { what: markdown`Sentry is behind; silence means nothing yet.`, next: LOOKS_AGAIN },
  'telemetry-silent': {
    what: markdown`The new release sends nothing at all.`,
    next: markdown`Check that the Sentry SDK still starts and has its DSN.`,
  },
  healthy: { what: markdown`The site answers as it should.` },
  unhealthy: { what: markdown`The site does not answer as it should.`, next: markdown`Look at it now.` },
  'health-unknown': { what: markdown`The site could not be checked.`, next: LOOKS_AGAIN },
  'health-not-configured': { what: markdown`No health check is configured.` },
  'product-recovered': { what: markdown`The product metric is back.` },
  'product-not-recovered': {
    what: markdown`The product metric still suffers, though the error is silent.`,
    next: markdown`Users may meet it without an event.`,
  },
  'second-signal-missing': {
    what: markdown`Silent for longer than chance explains, but nothing else confirms it.`,
    next: ASKS,
  },
  'rate-unknown': { what: markdown`How often it fired before is not known.`, next: ASKS },
  'no-traffic': { what: markdown`No traffic since: silence means nothing.`, next: LOOKS_AGAIN },
  'time-only': { what: markdown`No traffic was measured; time alone is weaker evidence.` },
  'too-little-silence': { what: markdown`Silent so far, but not for long enough.`, next: LOOKS_AGAIN },
  dwell: { what: markdown`The fix is live for too short a time.`, next: LOOKS_AGAIN },
  'longer-silence-before': {
    what: markdown`It was silent for longer before, and came back.`,
    next: LOOKS_AGAIN,
  },
  'silence-proven': { what: markdown`Silent for longer than chance explains.` },
  'performance-missing': { what: markdown`No durations were measured since the fix.`, next: LOOKS_AGAIN },
  'no-target': {
    what: markdown`Neither a threshold nor a baseline says what is fast.`,
    next: markdown`Set a threshold for this span.`,
  },
  'too-few-samples': { what: markdown`Too few samples at comparable hours.`, next: LOOKS_AGAIN },
  'hours-not-comparable': {
    what: markdown`At these hours it was fast before the fix, too.`,
    next: LOOKS_AGAIN,
  },
  'still-slow': { what: markdown`Still slow where the fix is live.` },
  'not-yet-fast': { what: markdown`Faster, but not surely below the limit.`, next: LOOKS_AGAIN },
  'budget-spent': {
    what: markdown`The fix does not work, and all attempts are spent.`,
    next: markdown`A person must take over. \`/patchpilot retry\` buys one more attempt.`,
  },
  'retry-deferred': {
    what: markdown`The fix does not work, and a budget for attempts is spent for now.`,
    next: markdown`The next attempt begins when the budget allows it.`,
  },
  'worker-later': {
    what: markdown`The fix does not work, and the event that started this check cannot start a worker.`,
    next: markdown`The next scheduled check hands it over.`,
  },
  'too-little-traffic': { what: markdown`At this traffic no silence could prove it in time.`, next: ASKS },
};
