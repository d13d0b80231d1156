import { createHash } from 'node:crypto';
import { getOperationAST, parse } from 'graphql';
import type { Answer, SandboxRequest, Service } from '../exchange.ts';
import { match } from '../router.ts';
import type { Endpoint } from './endpoint.ts';
import { execute, type GraphQLBody } from './graphql/execute.ts';
import { accountOf, callerOf, credential, type Session } from './identity.ts';
import { limitHeaders, primaryLimit, renewBudget } from './limits.ts';
import { linkHeader } from './page.ts';
import { Refusal } from './refusal.ts';
import { actionsEndpoints } from './rest/actions.ts';
import { commentEndpoints } from './rest/comments.ts';
import { commitEndpoints } from './rest/commits.ts';
import { gitEndpoints } from './rest/git.ts';
import { issueEndpoints, labelEndpoints, ownLabelEndpoints } from './rest/issues.ts';
import { pullEndpoints } from './rest/pulls.ts';
import { repositoryEndpoints } from './rest/repository.ts';
import type { GitHubState } from './state.ts';

const ENDPOINTS: readonly Endpoint[] = [
  ...commentEndpoints,
  ...labelEndpoints,
  ...ownLabelEndpoints,
  ...issueEndpoints,
  ...gitEndpoints,
  ...pullEndpoints,
  ...commitEndpoints,
  ...actionsEndpoints,
  ...repositoryEndpoints,
];

const DOCS = 'https://docs.github.com/rest';
const isGraphQL = (request: SandboxRequest): boolean => request.pathname === '/graphql';

/** GitHub on loopback: REST and GraphQL over one state. */
export function githubService(state: GitHubState): Service {
  return {
    name: 'github',
    caller: (request) => callerOf(state, request.headers.authorization),
    label: (request) => (isGraphQL(request) ? operationLabel(request) : undefined),
    writes: (request) =>
      isGraphQL(request) ? operationLabel(request).startsWith('mutation') : request.method !== 'GET',
    answer: (request) => {
      const answer = answerAs(state, request);
      const id = createHash('sha256').update(String(request.n)).digest('hex').slice(0, 16).toUpperCase();
      const base = {
        'x-github-request-id': id,
        'x-github-media-type': 'github.v3; format=json',
        server: 'github.com',
      };
      return { ...answer, headers: { ...base, ...answer.headers } };
    },
  };
}

function operationLabel(request: SandboxRequest): string {
  const { query = '', operationName } = (request.body ?? {}) as GraphQLBody;
  try {
    const operation = getOperationAST(parse(query), operationName);
    const field = operation?.selectionSet.selections.map((item) =>
      item.kind === 'Field' ? item.name.value : '…',
    );
    return `${operation?.operation ?? 'query'} ${operation?.name?.value ?? field?.join('+') ?? ''}`.trim();
  } catch {
    return 'query (not GraphQL)';
  }
}

function answerAs(state: GitHubState, request: SandboxRequest): Answer {
  const found = credential(request.headers.authorization);
  const token = found === undefined ? undefined : state.tokens.get(found.secret);
  if (token === undefined) {
    const message = found === undefined ? 'Requires authentication' : 'Bad credentials';
    return { status: 401, body: { message, documentation_url: DOCS, status: '401' } };
  }
  const session: Session = { state, token, account: accountOf(state, token.login) };
  const resource = isGraphQL(request) ? 'graphql' : 'rest';
  const at = state.clock.now();
  renewBudget(token, at);
  if (token.used[resource] >= token.limit) return primaryLimit(token, resource, at);
  token.used[resource] += 1;
  const answer = resource === 'graphql' ? answerGraphQL(session, request) : answerRest(session, request);
  // A conditional request that changed nothing is free (docs: best practices for the REST API).
  if (answer.status === 304) token.used[resource] -= 1;
  return { ...answer, headers: { ...limitHeaders(token, resource, at), ...answer.headers } };
}

function answerGraphQL(session: Session, request: SandboxRequest): Answer {
  if (request.method !== 'POST') return { status: 405, body: { message: 'Method Not Allowed' } };
  const { token } = session;
  const view = { session, origin: request.origin };
  const done = execute(view, (request.body ?? {}) as GraphQLBody, () => token.limit - token.used.graphql);
  if (done.kind === 'answer') return { status: 200, body: done.body };
  return { status: 501, unknown: done.reason, body: { message: done.reason } };
}

function answerRest(session: Session, request: SandboxRequest): Answer {
  for (const endpoint of ENDPOINTS) {
    const params = endpoint.method === request.method ? match(endpoint.pattern, request.pathname) : undefined;
    if (params === undefined) continue;
    try {
      const { status, body, page } = endpoint.serve(session, request, params);
      const link = linkHeader(request, page);
      const headers: Record<string, string> = link === undefined ? {} : { link };
      return conditional(request, { status, headers, body });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return refuse(error);
    }
  }
  const reason = `the sandbox's GitHub has no ${request.method} ${request.pathname}`;
  return { status: 501, unknown: reason, body: { message: reason } };
}

const refuse = (error: Refusal): Answer => ({
  status: error.status,
  headers: error.headers,
  body: { message: error.message, ...error.details, documentation_url: DOCS, status: String(error.status) },
});

/** Weak entity tags over the body; `If-None-Match` with the same tag gets 304. */
function conditional(request: SandboxRequest, answer: Answer): Answer {
  if (request.method !== 'GET' || answer.status !== 200) return answer;
  const etag = `W/"${createHash('sha256').update(JSON.stringify(answer.body)).digest('hex')}"`;
  const headers = { ...answer.headers, etag };
  const asked = (request.headers['if-none-match'] ?? '').split(',').map((tag) => tag.trim());
  return asked.includes(etag) ? { status: 304, headers } : { ...answer, headers };
}
