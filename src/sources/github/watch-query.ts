const ACTOR = '__typename login ... on Bot { databaseId } ... on User { databaseId }';

const FIELDS = `
fragment WatchedFields on Issue {
  id number state closedAt
  labels(first: 30) { nodes { name } }
  reopened: timelineItems(last: 1, itemTypes: [REOPENED_EVENT]) { nodes { ... on ReopenedEvent { createdAt actor { login } } } }
  comments(first: 5) { nodes { id body viewerDidAuthor author { login } } }
  recent: comments(last: 10) {
    nodes { id body createdAt includesCreatedEdit viewerDidAuthor authorAssociation author { ${ACTOR} } }
  }
}`;

/**
 * Incidents under one label: every open one, a page at a time, and those that were closed lately; and the open issues
 * that changed last, whose label somebody took away or a run that was cut short never set.
 */
export const WATCH_QUERY = `
query PatchpilotWatch($owner: String!, $name: String!, $label: String!, $stormLabel: String!, $since: DateTime!) {
  repository(owner: $owner, name: $name) {
    defaultBranchRef { target { oid ... on Commit { tree { oid } } } }
    configuration: object(expression: "HEAD:.github/patchpilot.yml") { ... on Blob { text } }
    live: issues(states: [OPEN], labels: [$label], first: 100, orderBy: { field: CREATED_AT, direction: ASC }) {
      pageInfo { hasNextPage endCursor }
      nodes { ...WatchedFields }
    }
    changed: issues(states: [OPEN], first: 30, orderBy: { field: UPDATED_AT, direction: DESC }) {
      nodes { ...WatchedFields }
    }
    umbrellas: issues(states: [OPEN], labels: [$stormLabel], first: 1, orderBy: { field: CREATED_AT, direction: DESC }) {
      nodes { body viewerDidAuthor }
    }
    closed: issues(states: [CLOSED], labels: [$label], first: 100, filterBy: { since: $since }, orderBy: { field: UPDATED_AT, direction: DESC }) {
      nodes { ...WatchedFields }
    }
  }
}
${FIELDS}`;

export const WATCH_PAGE_QUERY = `
query PatchpilotWatchPage($owner: String!, $name: String!, $label: String!, $after: String!) {
  repository(owner: $owner, name: $name) {
    live: issues(states: [OPEN], labels: [$label], first: 100, after: $after, orderBy: { field: CREATED_AT, direction: ASC }) {
      pageInfo { hasNextPage endCursor }
      nodes { ...WatchedFields }
    }
  }
}
${FIELDS}`;

const PULL = `
fragment PullFields on PullRequest {
  number title body headRefName isDraft state viewerDidAuthor updatedAt createdAt mergedAt
  author { ${ACTOR} }
  mergeCommit { oid }
  files(first: 30) { nodes { path } }
}`;

/** Pull requests: the newest, those of branches of ours, and those on record. */
export function pullsQuery(branches: readonly string[], numbers: readonly number[]): string {
  const ours = branches.map(
    (branch, index) =>
      `b${index}: pullRequests(headRefName: ${JSON.stringify(branch)}, last: 3) { nodes { ...PullFields } }`,
  );
  const recorded = numbers.map((number) => `n${number}: pullRequest(number: ${number}) { ...PullFields }`);
  const newest = (name: string, states: string) =>
    `${name}: pullRequests(states: [${states}], first: 50, orderBy: { field: UPDATED_AT, direction: DESC }) { nodes { ...PullFields } }`;
  const fields = [newest('open', 'OPEN'), newest('merged', 'MERGED'), ...ours, ...recorded].join('\n    ');
  return `
query PatchpilotPulls($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    ${fields}
  }
}
${PULL}`;
}

/** The newest deployments to production, whatever came of them. */
export const DEPLOYMENTS_QUERY = `
query PatchpilotDeployments($owner: String!, $name: String!, $environments: [String!]) {
  repository(owner: $owner, name: $name) {
    deployments(environments: $environments, last: 50) {
      nodes {
        commitOid createdAt state
        statuses(first: 10) { nodes { state createdAt } }
      }
    }
  }
}`;

/** The default branch's newest commits with their parents. */
export const HISTORY_QUERY = `
query PatchpilotHistory($owner: String!, $name: String!, $head: GitObjectID!, $since: GitTimestamp!, $after: String) {
  repository(owner: $owner, name: $name) {
    object(oid: $head) {
      ... on Commit {
        history(first: 100, since: $since, after: $after) {
          pageInfo { hasNextPage endCursor }
          nodes { oid parents(first: 10) { nodes { oid } } }
        }
      }
    }
  }
}`;
