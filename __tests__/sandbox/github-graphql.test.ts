import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openScene, refusal, type Scene } from './scene.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await openScene();
});
afterEach(() => scene.sandbox.close());

const INTAKE = `query Intake($owner: String!, $name: String!, $number: Int!) {
  rateLimit { remaining }
  viewer { login databaseId }
  repository(owner: $owner, name: $name) {
    id
    defaultBranchRef { name target { oid ... on Commit { tree { oid } } } }
    object(expression: "HEAD:src/cart.ts") { ... on Blob { text byteSize isTruncated } }
    missing: object(expression: "HEAD:.github/patchpilot.yml") { ... on Blob { text } }
    issue(number: $number) {
      id number state locked
      author { __typename login ... on Bot { databaseId } ... on User { databaseId } }
      labels(first: 20) { nodes { name } }
      assignees(first: 5) { nodes { login } }
      comments(last: 10) {
        totalCount
        nodes { id databaseId body author { login } viewerDidAuthor createdAt lastEditedAt includesCreatedEdit authorAssociation }
      }
    }
    issues(first: 10, states: OPEN, labels: ["bug"], orderBy: {field: CREATED_AT, direction: DESC}) { nodes { number } pageInfo { hasNextPage endCursor } }
    pullRequests(states: OPEN, first: 20) { nodes { number isDraft headRefName author { login } files(first: 10) { nodes { path } } } }
    refs(refPrefix: "refs/heads/patchpilot/", first: 10) { nodes { name } }
  }
}`;

const variables = { owner: 'acme', name: 'shop', number: 1 };

type Errors = { readonly errors: readonly { readonly type: string; readonly message: string }[] };
const failing = async (query: string, values: Record<string, unknown> = {}): Promise<Errors['errors']> => {
  const found = await scene.octokit.graphql(query, values).then(
    () => undefined,
    (error: Errors) => error.errors,
  );
  if (found === undefined) throw new Error('no error');
  return found;
};

describe('queries', () => {
  it('answers what intake asks in one request', async () => {
    scene.repository.openIssue({
      title: 'TypeError',
      labels: ['bug'],
      comments: [
        { author: 'github-actions[bot]', body: 'ours' },
        { author: 'dev', body: 'theirs' },
      ],
    });
    const answer = (await scene.octokit.graphql(INTAKE, variables)) as Record<
      string,
      Record<string, unknown>
    >;
    expect(answer.viewer).toEqual({ login: 'github-actions[bot]', databaseId: 41898282 });
    expect(answer.repository).toMatchObject({
      defaultBranchRef: { name: 'main', target: { oid: scene.repository.head() } },
      object: { text: 'export const total = 1;\n', byteSize: 24, isTruncated: false },
      missing: null,
      issue: {
        state: 'OPEN',
        author: { __typename: 'Bot', login: 'sentry', databaseId: 39604003 },
        comments: {
          totalCount: 2,
          nodes: [{ body: 'ours', viewerDidAuthor: true }, { viewerDidAuthor: false }],
        },
      },
      issues: { nodes: [{ number: 1 }], pageInfo: { hasNextPage: false } },
      pullRequests: { nodes: [] },
      refs: { nodes: [] },
    });
    expect(scene.sandbox.log.map((entry) => [entry.label, entry.write])).toEqual([['query Intake', false]]);
  });

  it('answers errors with status 200 and their type', async () => {
    expect(await failing(INTAKE, { ...variables, number: 99 })).toMatchObject([{ type: 'NOT_FOUND' }]);
    expect(await failing(INTAKE, { ...variables, name: 'nope' })).toMatchObject([{ type: 'NOT_FOUND' }]);
    const token = scene.sandbox.github.state.tokens.get('ghs_workflow');
    if (token !== undefined) token.used.graphql = token.limit;
    expect(await failing(INTAKE, variables)).toMatchObject([{ type: 'RATE_LIMITED' }]);
    expect(scene.sandbox.log.map((entry) => entry.status)).toEqual([200, 200, 200]);
  });

  it('refuses what a token may not read', async () => {
    scene.repository.openIssue({ title: 'x' });
    const found = await scene
      .as('ghs_poor')
      .graphql(INTAKE, variables)
      .catch((error: Errors) => error.errors);
    expect(found).toContainEqual(
      expect.objectContaining({ type: 'FORBIDDEN', message: 'Resource not accessible by integration' }),
    );
  });

  it.each([
    ['query { repository(owner: "acme", name: "shop") { nonsense } }', "not GitHub's schema"],
    [
      'query { repository(owner: "acme", name: "shop") { stargazerCount } }',
      'the sandbox has no Repository.stargazerCount',
    ],
    [
      'mutation { mergePullRequest(input: {pullRequestId: "x"}) { clientMutationId } }',
      'the sandbox has no Mutation.mergePullRequest',
    ],
  ])('is loud about %s', async (query, reason) => {
    expect((await refusal(scene.octokit.graphql(query))).status).toBe(501);
    expect(scene.sandbox.log.at(-1)?.unknown).toContain(reason);
  });
});

describe('mutations', () => {
  it('comments, edits and labels', async () => {
    const issue = scene.repository.openIssue({ title: 'x' });
    const { node } = (await scene.octokit
      .graphql(
        'query { repository(owner: "acme", name: "shop") { issue(number: 1) { id } label(name: "bug") { id } } }',
      )
      .then((answer) => ({
        node: (answer as { repository: { issue: { id: string }; label: { id: string } } }).repository,
      }))) as {
      node: { issue: { id: string }; label: { id: string } };
    };
    const added = (await scene.octokit.graphql(
      'mutation Say($id: ID!, $label: ID!) { addComment(input: {subjectId: $id, body: "hello"}) { commentEdge { node { id } } } addLabelsToLabelable(input: {labelableId: $id, labelIds: [$label]}) { clientMutationId } }',
      { id: node.issue.id, label: node.label.id },
    )) as { addComment: { commentEdge: { node: { id: string } } } };
    await scene.octokit.graphql(
      'mutation Edit($id: ID!) { updateIssueComment(input: {id: $id, body: "bye"}) { issueComment { lastEditedAt includesCreatedEdit } } }',
      { id: added.addComment.commentEdge.node.id },
    );
    expect(issue.labels).toEqual(['bug']);
    expect(issue.comments).toMatchObject([{ body: 'bye', author: 'github-actions[bot]' }]);
    expect(scene.sandbox.log.map((entry) => entry.write)).toEqual([false, true, true]);
  });

  it('commits only on the expected head, and opens one draft', async () => {
    const COMMIT = `mutation Commit($input: CreateCommitOnBranchInput!) {
      createCommitOnBranch(input: $input) { commit { oid signature { isValid } } }
    }`;
    const repositoryId = (
      (await scene.octokit.graphql('query { repository(owner: "acme", name: "shop") { id } }')) as {
        repository: { id: string };
      }
    ).repository.id;
    await scene.octokit.graphql(
      'mutation Ref($input: CreateRefInput!) { createRef(input: $input) { ref { id } } }',
      { input: { repositoryId, name: 'refs/heads/patchpilot/x', oid: scene.repository.head() } },
    );
    const input = {
      branch: { repositoryNameWithOwner: 'acme/shop', branchName: 'patchpilot/x' },
      expectedHeadOid: scene.repository.head(),
      message: { headline: 'fix: total' },
      fileChanges: {
        additions: [{ path: 'src/cart.ts', contents: Buffer.from('export {};\n').toString('base64') }],
      },
    };
    const done = await scene.octokit.graphql(COMMIT, { input });
    expect(done).toMatchObject({ createCommitOnBranch: { commit: { signature: { isValid: true } } } });
    expect(await failing(COMMIT, { input })).toMatchObject([{ type: 'STALE_DATA' }]);
    expect(scene.repository.files('patchpilot/x')['src/cart.ts']).toBe('export {};\n');
    const PULL =
      'mutation Pull($input: CreatePullRequestInput!) { createPullRequest(input: $input) { pullRequest { number isDraft } } }';
    const pull = {
      input: { repositoryId, headRefName: 'patchpilot/x', baseRefName: 'main', title: 'Fix', draft: true },
    };
    expect(await scene.octokit.graphql(PULL, pull)).toMatchObject({
      createPullRequest: { pullRequest: { number: 1, isDraft: true } },
    });
    expect((await failing(PULL, pull))[0]?.message).toContain('A pull request already exists');
    scene.repository.state.settings.actionsMayOpenPulls = false;
    expect((await failing(PULL, pull))[0]?.message).toBe(
      'GitHub Actions is not permitted to create or approve pull requests.',
    );
  });
});
