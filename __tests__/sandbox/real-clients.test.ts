import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createGitHubClient } from '../../src/runner/octokit.ts';
import { createRecordReader } from '../../src/sources/github/reader.ts';
import { createSentryReader } from '../../src/sources/sentry/client.ts';
import { openScene, type Scene } from './scene.ts';

/** Patchpilot's own clients on the doubles: their queries are GitHub's schema, their paths are Sentry's. */
let scene: Scene;
beforeEach(async () => {
  scene = await openScene();
});
afterEach(() => scene.sandbox.close());

const github = () =>
  createGitHubClient({
    paced: false,
    token: 'ghs_workflow',
    apiUrl: scene.sandbox.github.url,
    notice: () => {},
  });
const reader = () =>
  createRecordReader(github(), { owner: 'acme', name: 'shop', label: 'patchpilot', seal: null, etags: null });
const unknown = () => scene.sandbox.log.flatMap((entry) => entry.unknown ?? []);

describe('the record reader', () => {
  it('reads an incident with all that surrounds it in one request', async () => {
    scene.repository.openIssue({ title: 'TypeError', comments: [{ author: 'ghost', body: 'hi' }] });
    scene.repository.push({ branch: 'fix', files: { 'src/cart.ts': 'x\n' }, message: 'fix' });
    await scene.octokit.rest.pulls.create({
      owner: 'acme',
      repo: 'shop',
      title: 'Fix',
      head: 'fix',
      base: 'main',
    });
    scene.sandbox.forget();
    const { issue, around } = await reader().incident(1);
    expect(issue?.facts).toMatchObject({
      number: 1,
      author: { login: 'sentry[bot]', id: 39604003, isBot: true },
    });
    expect(issue?.facts.comments[0]?.author.login).toBe('ghost');
    expect(around.head?.commit).toBe(scene.repository.head());
    expect(around.pullRequests).toHaveLength(1);
    expect([unknown(), scene.sandbox.log.length]).toEqual([[], 1]);
    expect((await reader().incident(99)).issue).toBeNull();
  });

  it('sweeps several pages, reads the tree and what a range changed', async () => {
    for (let index = 0; index < 130; index += 1) scene.repository.openIssue({ title: `issue ${index}` });
    expect((await reader().sweep(null)).issues).toHaveLength(130);
    const head = scene.repository.head();
    const tree = scene.repository.state.git.commits.get(head)?.tree ?? '';
    expect(await reader().tree(tree)).toEqual({ paths: ['README.md', 'src/cart.ts'], truncated: false });
    const next = scene.repository.push({ files: { 'src/cart.ts': '2\n' }, message: 'feat' });
    expect(await reader().changedPaths(`${head}...${next}`)).toEqual(['src/cart.ts']);
    expect(await reader().changedPaths(next)).toEqual(['src/cart.ts']);
    expect(unknown()).toEqual([]);
  });
});

it('the Sentry reader finds issue, event and commits', async () => {
  const { sentry } = scene.sandbox;
  sentry.token({ name: 'reader', secret: 'sntrys_x', scopes: ['event:read', 'project:read'] });
  const sha = 'c'.repeat(40);
  const eventID = '9'.repeat(32);
  const commit = {
    id: sha,
    message: 'm',
    dateCreated: '2026-11-20T00:00:00Z',
    author: { name: 'D', email: 'd@e.f' },
  };
  sentry.issue({
    issue: { id: '42', shortId: 'SHOP-1' },
    events: [
      {
        eventID,
        dateCreated: '2026-11-21T09:00:00Z',
        platform: 'node',
        tags: [{ key: 'environment', value: 'production' }],
        entries: [],
      },
    ],
    committers: [{ author: commit.author, commits: [commit] }],
  });
  sentry.release({ version: 'shop@1 +x', commits: [commit] });
  const read = createSentryReader({ url: sentry.url, organization: 'acme', token: 'sntrys_x' });
  const signal = await read.signal({ shortId: 'SHOP-1' });
  expect(signal).toHaveProperty('facts');
  expect(await read.event('42', ['production'])).not.toHaveProperty('why');
  expect(await read.event('42', ['staging'])).toHaveProperty('kind', 'missing');
  expect(await read.suspectCommit('shop', eventID)).toBe(sha);
  expect(await read.releaseCommits('shop@1 +x')).toEqual([sha]);
  expect(unknown()).toEqual([]);
});
