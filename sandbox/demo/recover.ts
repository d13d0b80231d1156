import type { RepositoryDouble } from '../github/double.ts';
import { live } from '../life.ts';
import { runAction } from '../runner/run-action.ts';
import type { Sandbox } from '../sandbox.ts';
import type { SentryIssue } from '../sentry/state.ts';
import { bold, step } from './paper.ts';
import { plain } from './plain.ts';

/** Production around one incident: visitors come, and the error with them. */
export type Production = {
  readonly world: Sandbox;
  readonly repository: RepositoryDouble;
  readonly sentryIssue: SentryIssue;
  readonly token: string;
  readonly sentryToken: string;
};

/** Visitors and errors an hour. */
const SESSIONS = 1_000;
const ERRORS = 20;

/** The day before: what is usual, so that silence can mean something. */
export function dayBefore({ world, repository, sentryIssue }: Production, now: string): void {
  const release = repository.head();
  world.clock.set(new Date(Date.parse(now) - 24 * 3_600_000).toISOString());
  repository.deploy({ ref: release });
  live(world, {
    hours: 24,
    sessions: { [release]: SESSIONS },
    errors: { issue: sentryIssue, perHour: { [release]: ERRORS } },
  });
}

/** A person merges the draft and production serves it; answers the release. */
export function mergeAndDeploy({ repository }: Production, number: number): string {
  const sha = repository.merge({ number, method: 'squash' });
  repository.deploy({ ref: sha });
  return sha;
}

/** Hours go by on a release, with the error or without it. */
export function goOn(
  { world, sentryIssue }: Production,
  hours: number,
  how: { release: string; failing: boolean },
): void {
  const { release, failing } = how;
  live(world, {
    hours,
    sessions: { [release]: SESSIONS },
    ...(failing ? { errors: { issue: sentryIssue, perHour: { [release]: ERRORS } } } : {}),
  });
}

/** One scheduled run of `recover`; answers the entries for the repair job. */
export async function recover(
  production: Production,
  title: string,
): Promise<readonly { issue: number; attempt: number }[]> {
  const { world, repository, token, sentryToken } = production;
  const result = await runAction({
    sandbox: world,
    repository,
    event: repository.events.schedule(),
    mode: 'recover',
    token,
    env: { PATCHPILOT_NOW: world.clock.iso() },
    inputs: { 'sentry-token': sentryToken, 'sentry-org': 'acme', 'sentry-url': world.sentry.url },
  });
  if (result.exitCode !== 0) throw new Error(`recover failed:\n${result.log}`);
  console.log(step(title, result.log.trim()));
  return JSON.parse(result.outputs.repairs ?? '[]');
}

/** The story's end: not before the proof. */
export async function recoveredStory(production: Production, number: number): Promise<void> {
  const { world, repository } = production;
  await recover(production, 'recover: nobody has merged anything yet');
  world.clock.advance(2 * 3_600_000);
  const release = mergeAndDeploy(production, number);
  await recover(production, 'A person merges, production serves it. recover: deployed is not recovered');
  goOn(production, 1, { release, failing: false });
  await recover(production, 'An hour with 1,000 visitors and no such error. recover: that is proof');
  const issue = repository.issue(1);
  console.log(
    step(
      `Issue #1 is ${bold(issue.state)}, labelled ${issue.labels.join(', ')}`,
      plain(issue.comments[0]?.body ?? ''),
    ),
  );
}
