import { isMissing } from '../../domain/facts.ts';
import { escalates, type Finding, notes, type Question, speaksFor, waits } from './finding.ts';
import { DAY, HOUR, time, type View } from './view.ts';

/** Which pull request ends this incident, and is it merged? */
export const askFix: Question = (view) => {
  const { fix } = view.facts;
  if (fix === null) return withoutFix(view);
  const { patience } = view.policy;
  if (isMissing(fix)) {
    const limit = { since: time(view.facts.watchedSince), ms: patience.missingHours * HOUR };
    return [waits('pull-request-unknown', limit, { why: fix.why })];
  }
  const evidence = { pullRequest: fix.number, by: fix.by };
  if (fix.state === 'merged') {
    return [notes('pull-request-merged', { ...evidence, commit: fix.mergeCommit, at: fix.mergedAt })];
  }
  if (view.facts.closed !== null) return [notes('pull-request-open', evidence)];
  if (fix.state === 'open') {
    const opened = time(fix.openedAt) ?? time(view.facts.watchedSince);
    return [waits('pull-request-open', { since: opened, ms: patience.pullRequestDays * DAY }, evidence)];
  }
  const rejected = escalates('pull-request-rejected', evidence);
  return [fix.by === 'patchpilot' ? { ...rejected, lesson: 'rejected' } : rejected];
};

/** Nobody is known to have fixed it; a merge that touched the suspect may have. */
function withoutFix({ facts: { touched } }: View): readonly Finding[] {
  const none = notes('no-pull-request');
  if (touched === null) return [none];
  const evidence = { pullRequest: touched.number, live: touched.live };
  return [none, (touched.live ? speaksFor : notes)('touched-suspect', evidence)];
}
