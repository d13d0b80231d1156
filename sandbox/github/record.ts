import type { Repository } from './state.ts';

/** What a reader of the repository sees, without ids and times: equal however often a run was interrupted. */
export type RepositoryRecord = {
  readonly issues: readonly {
    readonly number: number;
    readonly title: string;
    readonly state: string;
    readonly stateReason: string | null;
    readonly labels: readonly string[];
    readonly assignees: readonly string[];
    readonly comments: readonly { readonly author: string; readonly body: string }[];
    readonly pull: {
      readonly head: string;
      readonly base: string;
      readonly draft: boolean;
      readonly merged: boolean;
    } | null;
  }[];
  /** Branch to the tree it holds: two runs that commit the same files at different times agree. */
  readonly branches: Readonly<Record<string, string>>;
  readonly dispatches: readonly string[];
};

/** Links to a workflow run differ from run to run. */
const settled = (text: string): string =>
  text.replace(/\/actions\/runs\/\d+(\/attempts\/\d+)?/g, '/actions/runs/N');

export function recordOf(repository: Repository): RepositoryRecord {
  const issues = [...repository.issues.values()].map((issue) => ({
    number: issue.number,
    title: issue.title,
    state: issue.state,
    stateReason: issue.stateReason,
    labels: [...issue.labels].sort(),
    assignees: [...issue.assignees].sort(),
    comments: issue.comments.map(({ author, body }) => ({ author, body: settled(body) })),
    pull:
      issue.pull === undefined
        ? null
        : {
            head: issue.pull.headRef,
            base: issue.pull.baseRef,
            draft: issue.pull.draft,
            merged: issue.pull.mergedAt !== null,
          },
  }));
  const branches = [...repository.refs].map(
    ([ref, sha]) => [ref, repository.git.commits.get(sha)?.tree ?? ''] as const,
  );
  return {
    issues,
    branches: Object.fromEntries(branches.sort(([a], [b]) => (a < b ? -1 : 1))),
    dispatches: repository.dispatches.map((dispatch) => dispatch.event),
  };
}
