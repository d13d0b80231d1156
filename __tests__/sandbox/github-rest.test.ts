import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openScene, refusal, type Scene } from './scene.ts';

const repo = { owner: 'acme', repo: 'shop' };
let scene: Scene;

beforeEach(async () => {
  scene = await openScene();
});
afterEach(() => scene.sandbox.close());

describe('issues, comments and labels', () => {
  it('keeps what is written, under the identity of the token', async () => {
    const { rest } = scene.octokit;
    const { data: issue } = await rest.issues.create({
      ...repo,
      title: 'Slow cart',
      labels: ['bug', 'new one'],
    });
    expect(issue).toMatchObject({
      number: 1,
      state: 'open',
      user: { login: 'github-actions[bot]', type: 'Bot', id: 41898282 },
    });
    const { data: comment } = await rest.issues.createComment({ ...repo, issue_number: 1, body: 'one' });
    await rest.issues.updateComment({ ...repo, comment_id: comment.id, body: 'two' });
    await rest.issues.addLabels({ ...repo, issue_number: 1, labels: ['patchpilot'] });
    await rest.issues.removeLabel({ ...repo, issue_number: 1, name: 'BUG' });
    await rest.issues.update({ ...repo, issue_number: 1, state: 'closed', state_reason: 'not_planned' });
    const stored = scene.repository.issue(1);
    expect(stored).toMatchObject({
      state: 'closed',
      stateReason: 'not_planned',
      labels: ['new one', 'patchpilot'],
    });
    expect(stored.comments.map((item) => item.body)).toEqual(['two']);
    expect(stored.timeline.map((event) => event.kind)).toEqual(['labeled', 'unlabeled', 'closed']);
    const { data: open } = await rest.issues.listForRepo({ ...repo });
    expect(open).toEqual([]);
  });

  it('refuses a comment on a locked issue and a body that is too long', async () => {
    scene.repository.openIssue({ title: 'locked', locked: true });
    scene.repository.openIssue({ title: 'open' });
    const { rest } = scene.octokit;
    const locked = await refusal(rest.issues.createComment({ ...repo, issue_number: 1, body: 'x' }));
    expect(locked.status).toBe(403);
    const long = await refusal(
      rest.issues.createComment({ ...repo, issue_number: 2, body: 'x'.repeat(65_537) }),
    );
    expect(long.status).toBe(422);
  });

  it('pages lists with Link', async () => {
    for (let index = 0; index < 65; index += 1) scene.repository.openIssue({ title: `issue ${index}` });
    const first = await scene.octokit.rest.issues.listForRepo({ ...repo });
    expect(first.data).toHaveLength(30);
    expect(first.headers.link).toMatch(/page=2>; rel="next", <.*page=3>; rel="last"/);
    const all = await scene.octokit.paginate(scene.octokit.rest.issues.listForRepo, {
      ...repo,
      per_page: 100,
    });
    expect(all).toHaveLength(65);
  });
});

describe('tokens and limits', () => {
  it('refuses unknown tokens, missing rights and what it does not know', async () => {
    expect(await refusal(scene.as('wrong').rest.issues.listForRepo(repo))).toMatchObject({
      status: 401,
      data: { message: 'Bad credentials' },
    });
    const poor = await refusal(scene.as('ghs_poor').rest.issues.create({ ...repo, title: 'x' }));
    expect(poor).toMatchObject({ status: 403, data: { message: 'Resource not accessible by integration' } });
    expect(poor.headers['x-accepted-github-permissions']).toBe('issues=write');
    expect((await refusal(scene.octokit.request('GET /repos/acme/shop/hooks'))).status).toBe(501);
    expect(scene.sandbox.log.at(-1)?.unknown).toContain('/repos/acme/shop/hooks');
    expect((await refusal(scene.octokit.rest.repos.get({ owner: 'acme', repo: 'other' }))).status).toBe(404);
  });

  it('does not count a 304, and spends the budget otherwise', async () => {
    const first = await scene.octokit.rest.repos.get(repo);
    expect(first.headers['x-ratelimit-remaining']).toBe('999');
    const again = await refusal(
      scene.octokit.rest.repos.get({ ...repo, headers: { 'if-none-match': first.headers.etag ?? '' } }),
    );
    expect(again.status).toBe(304);
    expect(again.headers['x-ratelimit-remaining']).toBe('999');
    const token = scene.sandbox.github.state.tokens.get('ghs_workflow');
    if (token !== undefined) token.used.rest = token.limit;
    const spent = await refusal(scene.octokit.rest.repos.get(repo));
    expect(spent).toMatchObject({
      status: 403,
      headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-resource': 'core' },
    });
    scene.sandbox.clock.advance(3_600_000);
    expect((await scene.octokit.rest.repos.get(repo)).headers['x-ratelimit-remaining']).toBe('999');
  });
});

describe('git data', () => {
  it('names objects as git does', () => {
    const dir = mkdtempSync(join(tmpdir(), 'objects-'));
    try {
      const git = (...args: string[]) => execFileSync('git', args, { cwd: dir, encoding: 'utf8' }).trim();
      git('init', '-q');
      execFileSync('mkdir', ['-p', join(dir, 'src')]);
      writeFileSync(join(dir, 'README.md'), '# shop\n');
      writeFileSync(join(dir, 'src/cart.ts'), 'export const total = 1;\n');
      git('add', '-A');
      const tree = git('write-tree');
      const head = scene.repository.head();
      const commit = scene.repository.state.git.commits.get(head);
      expect(commit?.tree).toBe(tree);
      const env = { GIT_AUTHOR_DATE: '2026-11-21T10:00:00Z', GIT_COMMITTER_DATE: '2026-11-21T10:00:00Z' };
      const who = ['-c', `user.name=${commit?.author.name}`, '-c', `user.email=${commit?.author.email}`];
      const made = execFileSync('git', [...who, 'commit-tree', tree, '-F', '-'], {
        cwd: dir,
        env: { ...process.env, ...env },
        input: 'Initial commit',
        encoding: 'utf8',
      }).trim();
      expect(made).toBe(head);
    } finally {
      rmSync(dir, { recursive: true });
    }
  });

  it('takes a branch, a tree, a commit and a draft pull request, each once', async () => {
    const { rest } = scene.octokit;
    const base = scene.repository.head();
    const { data: tree } = await rest.git.createTree({
      ...repo,
      base_tree: scene.repository.state.git.commits.get(base)?.tree ?? '',
      tree: [{ path: 'src/cart.ts', mode: '100644', type: 'blob', content: 'export const total = 2;\n' }],
    });
    const { data: commit } = await rest.git.createCommit({
      ...repo,
      tree: tree.sha,
      parents: [base],
      message: 'fix',
    });
    expect(commit.verification.verified).toBe(true);
    const ref = { ...repo, ref: 'refs/heads/patchpilot/abc', sha: commit.sha };
    await rest.git.createRef(ref);
    expect(await refusal(rest.git.createRef(ref))).toMatchObject({
      status: 422,
      data: { message: 'Reference already exists' },
    });
    const draft = { ...repo, title: 'Fix', head: 'patchpilot/abc', base: 'main', draft: true };
    const { data: pull } = await rest.pulls.create(draft);
    expect(pull).toMatchObject({ draft: true, changed_files: 1, head: { sha: commit.sha } });
    const twice = await refusal(rest.pulls.create(draft));
    expect(JSON.stringify(twice.data)).toContain('A pull request already exists for acme:patchpilot/abc.');
    const { data: files } = await rest.pulls.listFiles({ ...repo, pull_number: pull.number });
    expect(files[0]).toMatchObject({ filename: 'src/cart.ts', additions: 1, deletions: 1 });
    expect(files[0]?.patch).toBe('@@ -1 +1 @@\n-export const total = 1;\n+export const total = 2;');
    const merged = scene.repository.merge({ number: pull.number, method: 'squash', by: 'dev' });
    const { data: compared } = await rest.repos.compareCommitsWithBasehead({
      ...repo,
      basehead: `${merged}...main`,
    });
    expect(compared.status).toBe('identical');
    const { data: own } = await rest.repos.compareCommitsWithBasehead({
      ...repo,
      basehead: `${commit.sha}...main`,
    });
    expect(own.status).toBe('diverged');
    const { data: after } = await rest.pulls.get({ ...repo, pull_number: pull.number });
    expect(after).toMatchObject({ merged: true, merge_commit_sha: merged, state: 'closed' });
  });

  it('cuts long trees and says so', async () => {
    scene.repository.state.settings.treeLimit = 2;
    const { data } = await scene.octokit.rest.git.getTree({ ...repo, tree_sha: 'main', recursive: '1' });
    expect(data).toMatchObject({ truncated: true });
    expect(data.tree.map((entry) => entry.path)).toEqual(['README.md', 'src']);
  });
});

describe('deployments, caches, variables, permissions, dispatches', () => {
  it('answers them', async () => {
    const { rest } = scene.octokit;
    scene.repository.deploy({ ref: 'main', states: ['in_progress', 'success'], url: 'https://shop.example' });
    const { data: deployments } = await rest.repos.listDeployments({ ...repo, environment: 'production' });
    const { data: statuses } = await rest.repos.listDeploymentStatuses({
      ...repo,
      deployment_id: deployments[0]?.id ?? 0,
    });
    expect(statuses.map((status) => status.state)).toEqual(['success', 'in_progress']);
    scene.repository.cache('patchpilot-1-1');
    scene.repository.cache('other');
    const { data: caches } = await rest.actions.getActionsCacheList({ ...repo, key: 'patchpilot-' });
    expect(caches.total_count).toBe(1);
    await rest.actions.deleteActionsCacheById({ ...repo, cache_id: caches.actions_caches[0]?.id ?? 0 });
    expect(scene.repository.state.caches.map((cache) => cache.key)).toEqual(['other']);
    const { data: role } = await rest.repos.getCollaboratorPermissionLevel({ ...repo, username: 'dev' });
    expect(role.permission).toBe('write');
    await rest.repos.createDispatchEvent({ ...repo, event_type: 'patchpilot', client_payload: { issue: 1 } });
    expect(scene.repository.state.dispatches).toHaveLength(1);
    const { data: file } = await rest.repos.getContent({ ...repo, path: 'src/cart.ts' });
    expect(file).toMatchObject({ type: 'file', encoding: 'base64' });
    expect((await refusal(rest.actions.getRepoVariable({ ...repo, name: 'NONE' }))).status).toBe(404);
  });
});
