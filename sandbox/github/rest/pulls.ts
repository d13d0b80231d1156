import { type Endpoint, endpoint } from '../endpoint.ts';
import { need, roleOf } from '../identity.ts';
import {
  closePull,
  commitsOf,
  createPull,
  endsOf,
  filesOf,
  isPull,
  type PullIssue,
  pullOf,
  reopenPull,
} from '../operations/pulls.ts';
import { slice } from '../page.ts';
import { unprocessable } from '../refusal.ts';
import { commitShape, fileShape } from '../shapes/commit.ts';
import { pullShape, pullSimple } from '../shapes/pull.ts';

const PULLS = '/repos/{owner}/{repo}/pulls' as const;
const PULL = `${PULLS}/{pull_number}` as const;

type Filter = { readonly [Key in 'state' | 'head' | 'base']?: string };

const matches = (owner: string, pull: PullIssue, filter: Filter): boolean =>
  ((filter.state ?? 'open') === 'all' || pull.state === (filter.state ?? 'open')) &&
  (filter.head === undefined || filter.head === `${owner}:${pull.pull.headRef}`) &&
  (filter.base === undefined || filter.base === pull.pull.baseRef);

const listEndpoints: readonly Endpoint[] = [
  endpoint({ method: 'get', path: PULLS, needs: ['pull_requests', 'read'] }, (call) => {
    const { owner, issues } = call.repository;
    const found = [...issues.values()].filter(isPull).filter((pull) => matches(owner, pull, call.query));
    const key = (pull: PullIssue) => (call.query.sort === 'updated' ? pull.updatedAt : pull.createdAt);
    const sign =
      call.query.direction === 'asc' ||
      (call.query.direction === undefined && call.query.sort !== undefined && call.query.sort !== 'created')
        ? 1
        : -1;
    found.sort((a, b) => sign * (key(a) === key(b) ? a.number - b.number : key(a) < key(b) ? -1 : 1));
    return { status: 200, body: slice(call.page, found).map((pull) => pullSimple(call, pull)) };
  }),
  endpoint({ method: 'post', path: PULLS, needs: ['pull_requests', 'write'] }, (call) => {
    const { title, body, head, base, draft } = call.body;
    const created = createPull(call.session, call.repository, {
      title: title ?? '',
      body,
      head,
      base,
      draft,
    });
    return { status: 201, body: pullShape(call, created) };
  }),
];

const oneEndpoints: readonly Endpoint[] = [
  endpoint({ method: 'get', path: PULL, needs: ['pull_requests', 'read'] }, (call) => ({
    status: 200,
    body: pullShape(call, pullOf(call.repository, Number(call.params.pull_number))),
  })),
  endpoint({ method: 'patch', path: PULL, needs: ['pull_requests', 'write'] }, (call) => {
    const pull = pullOf(call.repository, Number(call.params.pull_number));
    const { title, body, state } = call.body ?? {};
    const at = call.state.clock.iso();
    if (title !== undefined) pull.title = title;
    if (body !== undefined) pull.body = body;
    if (state === 'closed' && pull.state === 'open')
      closePull(call.repository, pull, { at, login: call.session.account.login });
    if (state === 'open' && pull.state === 'closed') reopenPull(call.repository, pull, at);
    pull.updatedAt = at;
    return { status: 200, body: pullShape(call, pull) };
  }),
  endpoint({ method: 'get', path: `${PULL}/files`, needs: ['pull_requests', 'read'] }, (call) => {
    const pull = pullOf(call.repository, Number(call.params.pull_number));
    const { head } = endsOf(call.repository, pull);
    const files = slice(call.page, filesOf(call.repository, pull));
    return { status: 200, body: files.map((file) => fileShape(call, file, head)) };
  }),
  endpoint({ method: 'get', path: `${PULL}/commits`, needs: ['pull_requests', 'read'] }, (call) => {
    const pull = pullOf(call.repository, Number(call.params.pull_number));
    const commits = slice(call.page, commitsOf(call.repository, pull));
    return { status: 200, body: commits.map((commit) => commitShape(call, commit)) };
  }),
  endpoint(
    { method: 'post', path: `${PULL}/requested_reviewers`, needs: ['pull_requests', 'write'] },
    (call) => {
      need(call.session, 'pull_requests', 'write');
      const pull = pullOf(call.repository, Number(call.params.pull_number));
      const { reviewers = [] } = (call.body ?? {}) as { reviewers?: string[] };
      for (const login of reviewers) {
        if (login === pull.author)
          throw unprocessable('Review cannot be requested from pull request author.');
        const known = roleOf(call.repository, login) !== 'none' && !login.endsWith('[bot]');
        if (!known || !call.repository.collaborators.has(login.toLowerCase())) {
          throw unprocessable(
            'Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a collaborator of the repository.',
          );
        }
        if (!pull.pull.reviewers.includes(login)) pull.pull.reviewers.push(login);
      }
      return { status: 201, body: pullSimple(call, pull) };
    },
  ),
];

export const pullEndpoints: readonly Endpoint[] = [...listEndpoints, ...oneEndpoints];
