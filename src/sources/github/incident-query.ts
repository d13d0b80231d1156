/**
 * One query for everything on GitHub's side that triage needs of one issue: issue, comments, labels, configuration
 * file, default branch, open and recently closed pull requests, incidents on record.
 */
const ACTOR = '__typename login ... on Bot { databaseId } ... on User { databaseId }';

/** What is read of a comment. */
export const COMMENT = `
fragment CommentFields on IssueComment {
  id body createdAt includesCreatedEdit viewerDidAuthor authorAssociation
  author { ${ACTOR} }
}`;

/** What is read of a candidate. */
export const ISSUE = `
fragment IssueFields on Issue {
  id number title body state locked createdAt authorAssociation viewerDidAuthor
  author { ${ACTOR} }
  labels(first: 30) { nodes { name } }
  assignees(first: 10) { nodes { __typename login databaseId } }
  comments(first: 50) { totalCount nodes { ...CommentFields } }
  recent: comments(last: 50) { nodes { ...CommentFields } }
}`;

const PULL_REQUEST = `
fragment PullRequestFields on PullRequest {
  number title body headRefName isDraft state viewerDidAuthor updatedAt
  author { ${ACTOR} }
}`;

/** What surrounds the candidates: the same for one issue and for a sweep. */
const SURROUNDINGS = `
  defaultBranchRef { name target { oid ... on Commit { tree { oid } } } }
  configuration: object(expression: "HEAD:.github/patchpilot.yml") { ... on Blob { text byteSize isTruncated } }
  open: pullRequests(states: [OPEN], first: 50, orderBy: { field: UPDATED_AT, direction: DESC }) {
    nodes { ...PullRequestFields files(first: 30) { nodes { path } } }
  }
  closed: pullRequests(states: [CLOSED, MERGED], first: 30, orderBy: { field: UPDATED_AT, direction: DESC }) {
    nodes { ...PullRequestFields }
  }
  incidents: issues(labels: [$label], first: 100, orderBy: { field: UPDATED_AT, direction: DESC }) {
    nodes { id number state comments(first: 5) { nodes { id body viewerDidAuthor } } }
  }
  umbrellas: issues(labels: [$stormLabel], first: 1, orderBy: { field: CREATED_AT, direction: DESC }) {
    nodes { id number state body viewerDidAuthor updatedAt }
  }
  tickets: issues(states: [OPEN], first: 50, orderBy: { field: UPDATED_AT, direction: DESC }) {
    nodes { number title body author { __typename login } comments(first: 10) { nodes { body author { __typename login } } } }
  }`;

export const INCIDENT_QUERY = `
query PatchpilotIncident($owner: String!, $name: String!, $number: Int!, $label: String!, $stormLabel: String!) {
  repository(owner: $owner, name: $name) {
    issue(number: $number) { ...IssueFields }
    ${SURROUNDINGS}
  }
}
${ISSUE}${COMMENT}${PULL_REQUEST}`;

/** Open issues, newest change first; the reader keeps those that Sentry made. */
export const SWEEP_QUERY = `
query PatchpilotSweep($owner: String!, $name: String!, $label: String!, $stormLabel: String!, $since: DateTime) {
  repository(owner: $owner, name: $name) {
    candidates: issues(states: [OPEN], first: 100, filterBy: { since: $since }, orderBy: { field: UPDATED_AT, direction: DESC }) {
      pageInfo { hasNextPage endCursor }
      nodes { ...IssueFields }
    }
    ${SURROUNDINGS}
  }
}
${ISSUE}${COMMENT}${PULL_REQUEST}`;

/** Further pages of a sweep. */
export const SWEEP_PAGE_QUERY = `
query PatchpilotSweepPage($owner: String!, $name: String!, $after: String!, $since: DateTime) {
  repository(owner: $owner, name: $name) {
    candidates: issues(states: [OPEN], first: 100, after: $after, filterBy: { since: $since }, orderBy: { field: UPDATED_AT, direction: DESC }) {
      pageInfo { hasNextPage endCursor }
      nodes { ...IssueFields }
    }
  }
}
${ISSUE}${COMMENT}`;

/** Light pages over every issue, open and closed: what the memory is made anew from. */
export const RECORD_QUERY = `
query PatchpilotRecord($owner: String!, $name: String!, $after: String) {
  repository(owner: $owner, name: $name) {
    issues(states: [OPEN, CLOSED], first: 100, after: $after, orderBy: { field: UPDATED_AT, direction: DESC }) {
      pageInfo { hasNextPage endCursor }
      nodes { id number state comments(first: 5) { nodes { id body viewerDidAuthor } } }
    }
  }
}`;

/** Several issues by number, in one request. */
export function issuesQuery(numbers: readonly number[]): string {
  const fields = numbers.map((number) => `i${number}: issue(number: ${number}) { ...IssueFields }`).join(' ');
  return `query PatchpilotIssues($owner: String!, $name: String!) { repository(owner: $owner, name: $name) { ${fields} } }${ISSUE}${COMMENT}`;
}
