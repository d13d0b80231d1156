import type { RepositoryDouble } from '../../../sandbox/github/double.ts';
import { closePull, pullOf } from '../../../sandbox/github/operations/pulls.ts';
import type { WorkflowEvent } from '../../../sandbox/github/webhooks.ts';
import { live } from '../../../sandbox/life.ts';
import type { ActionResult } from '../../../sandbox/runner/run-action.ts';
import { findMarker } from '../../../src/domain/marker.ts';
import {
  GITHUB_TOKEN,
  type IncidentWorld,
  incidentWorld,
  type RunOptions,
  runIntake,
} from '../intake/world.ts';

/** An accepted incident with a day of history, and what a person needs to play its story on. */
export interface RecoverStory extends IncidentWorld {
  readonly fingerprint: string;
  /** Release that brought the error: the commit before any fix. */
  readonly before: string;
}

/** Steady: 20 errors and 1,000 sessions an hour. */
export const RATE = 20;
export const SESSIONS = 1_000;

/** One accepted incident after a day in production, and `recover` allowed to look at deployments. */
export async function acceptedIncident(fixture = 'checkout-node'): Promise<RecoverStory> {
  const world = await incidentWorld(fixture);
  const { sandbox, repository, sentryIssue } = world;
  allowRecover(world);
  const before = repository.head();
  sandbox.clock.set('2026-11-20T10:00:00Z');
  repository.deploy({ ref: before });
  live(sandbox, {
    hours: 24,
    sessions: { [before]: SESSIONS },
    errors: { issue: sentryIssue, perHour: { [before]: RATE } },
  });
  const result = await runIntake(world, repository.events.issues('opened', world.issue.number), {
    env: { PATCHPILOT_NOW: sandbox.clock.iso() },
    runId: 100,
  });
  if (result.outputs.decision !== 'accept') throw new Error(`intake did not accept: ${result.log}`);
  return { ...world, before, fingerprint: recordOf(repository, world.issue.number).fingerprint as string };
}

/** The rights that the example workflow gives to recover. */
function allowRecover({ sandbox }: Pick<IncidentWorld, 'sandbox'>): void {
  sandbox.github.token({
    name: 'workflow',
    secret: GITHUB_TOKEN,
    login: 'github-actions[bot]',
    kind: 'actions',
    permissions: { issues: 'write', contents: 'read', pull_requests: 'read', deployments: 'read' },
  });
}

/** What the sticky comment has on record. */
export function recordOf(repository: RepositoryDouble, issue: number) {
  const comment = repository.issue(issue).comments.find(({ body }) => findMarker(body) !== null);
  return JSON.parse(findMarker(comment?.body ?? '')?.json ?? '{}');
}

/** The draft pull request that propose opens. */
export function proposeFix(story: RecoverStory, change = 'fixed'): number {
  const { repository, fingerprint } = story;
  return repository.openPull({
    author: 'github-actions[bot]',
    title: `Fix the checkout (${change})`,
    branch: `patchpilot/${fingerprint}`,
    files: { 'src/cart.js': `// ${change}\n` },
    draft: true,
  }).number;
}

/** A person merges and production serves it; answers the merge commit. */
export function mergeAndDeploy(story: RecoverStory, number: number): string {
  const sha = story.repository.merge({ number, method: 'squash' });
  story.repository.deploy({ ref: sha });
  return sha;
}

/** Runs recover as the example workflow does, at the sandbox's time. */
export function runRecover(
  story: RecoverStory,
  event: WorkflowEvent = story.repository.events.schedule(),
  options: RunOptions = {},
): Promise<ActionResult> {
  return runIntake(story, event, {
    mode: 'recover',
    ...options,
    env: { PATCHPILOT_NOW: story.sandbox.clock.iso(), ...options.env },
  });
}

/** Visitors come and nothing fails. */
export function quietHours(story: RecoverStory, hours: number, release: string): void {
  live(story.sandbox, { hours, sessions: { [release]: SESSIONS } });
}

/** Visitors come and it fails as before. */
export function failingHours(story: RecoverStory, hours: number, release: string): void {
  live(story.sandbox, {
    hours,
    sessions: { [release]: SESSIONS },
    errors: { issue: story.sentryIssue, perHour: { [release]: RATE } },
  });
}

/** A person closes the pull request without merging it. */
export function closeUnmerged({ repository, sandbox }: RecoverStory, number: number): void {
  closePull(repository.state, pullOf(repository.state, number), { at: sandbox.clock.iso(), login: 'dev' });
}

export const VERCEL_TOKEN = 'vcp_c4n4ryV3rc3lT0k3nQq8Zb';

/** Inputs of a repository that is deployed by Vercel. */
export function vercelInputs({ sandbox }: RecoverStory): Readonly<Record<string, string>> {
  sandbox.vercel.token({ name: 'vercel', secret: VERCEL_TOKEN });
  return {
    'vercel-token': VERCEL_TOKEN,
    'vercel-project': 'shop',
    'vercel-team': 'acme',
    'vercel-url': sandbox.vercel.url,
  };
}
