import type { RepositoryDouble } from './double.ts';
import { accountOf } from './identity.ts';
import { pullOf } from './operations/pulls.ts';
import { resolveCommit } from './operations/refs.ts';
import { simpleUser } from './shapes/account.ts';
import { deploymentShape, deploymentStatusShape } from './shapes/deployment.ts';
import { commentShape, issueShape, labelShape, type Scene } from './shapes/issue.ts';
import { pullShape } from './shapes/pull.ts';
import { repositoryShape } from './shapes/repository.ts';
import type { Deployment, GitHubState } from './state.ts';

/** An event as a workflow run gets it: the file at `GITHUB_EVENT_PATH` and what the runner derives from it. */
export type WorkflowEvent = {
  /** `GITHUB_EVENT_NAME`. */
  readonly name: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** `GITHUB_ACTOR`: who caused the run. */
  readonly actor: string;
  /** `GITHUB_REF`; empty for a deployment made from a SHA. */
  readonly ref: string;
  readonly sha: string;
};

/** Builders for one repository: payloads tell the state of the moment they are made. */
export type Webhooks = {
  readonly issues: (
    action: 'opened' | 'reopened' | 'closed' | 'edited',
    number: number,
    actor?: string,
  ) => WorkflowEvent;
  readonly issueLabeled: (number: number, label: string, actor?: string) => WorkflowEvent;
  readonly issueComment: (number: number, commentId: number) => WorkflowEvent;
  readonly pullRequestClosed: (number: number, actor?: string) => WorkflowEvent;
  readonly deploymentStatus: (deployment: Deployment) => WorkflowEvent;
  readonly workflowDispatch: (inputs?: Readonly<Record<string, string>>, actor?: string) => WorkflowEvent;
  readonly repositoryDispatch: (type: string, payload?: Readonly<Record<string, unknown>>) => WorkflowEvent;
  readonly schedule: (cron?: string) => WorkflowEvent;
};

type Source = Scene & { readonly double: RepositoryDouble };

/** Webhook payloads link to api.github.com, whatever the API's address is. */
const AT = { origin: 'https://api.github.com' };

export function webhooksOf(state: GitHubState, double: RepositoryDouble): Webhooks {
  const source: Source = { state, repository: double.state, at: AT, double };
  return {
    issues: (action, number, actor) => issueEvent(source, { action }, { number, actor }),
    issueLabeled: (number, name, actor) => {
      const label = double.state.labels.get(name.toLowerCase());
      if (label === undefined) throw new Error(`no label ${name}`);
      const change = { action: 'labeled', label: labelShape(double.state, label, AT) };
      return issueEvent(source, change, { number, actor });
    },
    issueComment: (number, commentId) => commentEvent(source, number, commentId),
    pullRequestClosed: (number, actor) => pullEvent(source, number, actor),
    deploymentStatus: (deployment) => deploymentEvent(source, deployment),
    workflowDispatch: (inputs = {}, actor = 'dev') =>
      onDefault(source, 'workflow_dispatch', {
        actor,
        payload: {
          inputs,
          ref: `refs/heads/${double.state.defaultBranch}`,
          workflow: '.github/workflows/patchpilot.yml',
        },
      }),
    repositoryDispatch: (type, payload = {}) =>
      onDefault(source, 'repository_dispatch', {
        actor: 'vercel[bot]',
        payload: { action: type, branch: double.state.defaultBranch, client_payload: payload },
      }),
    // A schedule has no webhook: the runner's file holds the line of the cron table that fired.
    schedule: (cron = '17 * * * *') =>
      onDefault(source, 'schedule', {
        actor: 'dev',
        payload: { schedule: cron, workflow: '.github/workflows/patchpilot.yml' },
      }),
  };
}

type Content = { readonly actor: string; readonly payload: Readonly<Record<string, unknown>> };

/** Runs of most events are on the newest commit of the default branch. */
function onDefault(source: Source, name: string, { actor, payload }: Content): WorkflowEvent {
  const { state, repository, double } = source;
  const common = {
    repository: repositoryShape(state, repository, AT),
    sender: simpleUser(accountOf(state, actor), AT),
  };
  const ref = `refs/heads/${repository.defaultBranch}`;
  return { name, actor, ref, sha: double.head(), payload: { ...payload, ...common } };
}

type Target = { readonly number: number; readonly actor: string | undefined };

function issueEvent(
  source: Source,
  change: Readonly<Record<string, unknown>>,
  target: Target,
): WorkflowEvent {
  const issue = source.double.issue(target.number);
  const payload = { ...change, issue: issueShape(source, issue) };
  return onDefault(source, 'issues', { actor: target.actor ?? issue.author, payload });
}

function commentEvent(source: Source, number: number, commentId: number): WorkflowEvent {
  const issue = source.double.issue(number);
  const comment = issue.comments.find((item) => item.id === commentId);
  if (comment === undefined) throw new Error(`no comment ${commentId} on issue ${number}`);
  const payload = {
    action: 'created',
    issue: issueShape(source, issue),
    comment: commentShape(source, issue, comment),
  };
  return onDefault(source, 'issue_comment', { actor: comment.author, payload });
}

/** Of a merged pull request the run is on the base branch, of another one on its merge ref. */
function pullEvent(source: Source, number: number, actor = 'dev'): WorkflowEvent {
  const issue = pullOf(source.repository, number);
  const pull = pullShape(source, issue);
  const event = onDefault(source, 'pull_request', {
    actor,
    payload: { action: 'closed', number, pull_request: pull },
  });
  return { ...event, ref: pull.merged ? `refs/heads/${issue.pull.baseRef}` : `refs/pull/${number}/merge` };
}

function deploymentEvent(source: Source, deployment: Deployment): WorkflowEvent {
  const status = deployment.statuses[0];
  if (status === undefined) throw new Error('the deployment has no status yet');
  const event = onDefault(source, 'deployment_status', {
    actor: deployment.creator,
    payload: {
      action: 'created',
      deployment: deploymentShape(source, deployment),
      deployment_status: deploymentStatusShape(source, deployment, status),
      check_run: null,
      workflow: null,
      workflow_run: null,
    },
  });
  const branch = source.repository.refs.has(`refs/heads/${deployment.ref}`);
  const sha = resolveCommit(source.repository, deployment.sha)?.sha ?? deployment.sha;
  return { ...event, sha, ref: branch ? `refs/heads/${deployment.ref}` : '' };
}
