import { createEmulator } from 'emulate';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { client, openScene, type Scene } from './scene.ts';
import { differences } from './shape.ts';

/** Cross-check with an independent double: the same requests, the same statuses, the same shapes. */
type Step = readonly [name: string, route: string, parameters?: (seen: Seen) => Record<string, unknown>];
type Seen = Record<string, { readonly status: number; readonly data: unknown }>;
type Git = { readonly object: { readonly sha: string } };

const at = { owner: 'acme', repo: 'shop' };
const NEW = 'refs/heads/patchpilot/abc';
const STEPS: readonly Step[] = [
  ['repository', 'GET /repos/{owner}/{repo}'],
  ['issue created', 'POST /repos/{owner}/{repo}/issues', () => ({ title: 'Broken', body: 'b' })],
  ['issue', 'GET /repos/{owner}/{repo}/issues/1'],
  ['no issue', 'GET /repos/{owner}/{repo}/issues/99'],
  ['label', 'POST /repos/{owner}/{repo}/labels', () => ({ name: 'patchpilot', color: 'aabbcc' })],
  ['labels added', 'POST /repos/{owner}/{repo}/issues/1/labels', () => ({ labels: ['patchpilot'] })],
  ['commented', 'POST /repos/{owner}/{repo}/issues/1/comments', () => ({ body: 'first' })],
  [
    'edited',
    'PATCH /repos/{owner}/{repo}/issues/comments/{id}',
    (seen) => ({ id: (answerOf(seen, 'commented') as { id: number }).id, body: 'second' }),
  ],
  ['comments', 'GET /repos/{owner}/{repo}/issues/1/comments'],
  ['head', 'GET /repos/{owner}/{repo}/git/ref/heads/main'],
  ['commit', 'GET /repos/{owner}/{repo}/git/commits/{sha}', (seen) => ({ sha: head(seen) })],
  ['tree', 'GET /repos/{owner}/{repo}/git/trees/{sha}', (seen) => ({ sha: tree(seen), recursive: '1' })],
  ['blob', 'POST /repos/{owner}/{repo}/git/blobs', () => ({ content: 'fixed\n', encoding: 'utf-8' })],
  [
    'tree created',
    'POST /repos/{owner}/{repo}/git/trees',
    (seen) => ({
      base_tree: tree(seen),
      tree: [{ path: 'fix.txt', mode: '100644', type: 'blob', sha: sha(seen, 'blob') }],
    }),
  ],
  [
    'commit created',
    'POST /repos/{owner}/{repo}/git/commits',
    (seen) => ({ message: 'fix: it', tree: sha(seen, 'tree created'), parents: [head(seen)] }),
  ],
  [
    'ref created',
    'POST /repos/{owner}/{repo}/git/refs',
    (seen) => ({ ref: NEW, sha: sha(seen, 'commit created') }),
  ],
  ['ref twice', 'POST /repos/{owner}/{repo}/git/refs', (seen) => ({ ref: NEW, sha: head(seen) })],
  ['compared', 'GET /repos/{owner}/{repo}/compare/main...patchpilot/abc'],
  ['compared back', 'GET /repos/{owner}/{repo}/compare/patchpilot/abc...main'],
  [
    'pull',
    'POST /repos/{owner}/{repo}/pulls',
    () => ({ title: 'Fix', head: 'patchpilot/abc', base: 'main', draft: true }),
  ],
  ['pulls', 'GET /repos/{owner}/{repo}/pulls'],
  ['commits', 'GET /repos/{owner}/{repo}/commits'],
  ['closed', 'PATCH /repos/{owner}/{repo}/issues/1', () => ({ state: 'closed', state_reason: 'completed' })],
  ['ref deleted', 'DELETE /repos/{owner}/{repo}/git/refs/heads/patchpilot/abc'],
];

function answerOf(seen: Seen, name: string): unknown {
  const answer = seen[name];
  if (answer === undefined) throw new Error(`no answer to ${name}`);
  return answer.data;
}

const sha = (seen: Seen, name: string): string => (answerOf(seen, name) as { sha: string }).sha;
const head = (seen: Seen): string => (answerOf(seen, 'head') as Git).object.sha;
const tree = (seen: Seen): string => (answerOf(seen, 'commit') as { tree: { sha: string } }).tree.sha;

async function play(octokit: ReturnType<typeof client>): Promise<Seen> {
  const seen: Seen = {};
  for (const [name, route, parameters] of STEPS) {
    const answer = await octokit.request(route, { ...at, ...parameters?.(seen) }).then(
      ({ status, data }) => ({ status, data }),
      (error: { status: number; response?: { data: unknown } }) => ({
        status: error.status,
        data: error.response?.data,
      }),
    );
    seen[name] = answer as Seen[string];
  }
  return seen;
}

/** What the other double has and GitHub's published description does not: a new blob's size, counts in a list of pulls. */
const NOT_GITHUB =
  /^blob\.(node_id|size)|^pulls\[\]\.(merged|mergeable|rebaseable|mergeable_state|merged_by|comments|review_comments|maintainer_can_modify|commits|additions|deletions|changed_files): missing$/;

let scene: Scene;
let emulator: { readonly url: string; readonly close: () => Promise<void> };
beforeAll(async () => {
  scene = await openScene();
  const seed = {
    tokens: { ghs_workflow: { login: 'acme', scopes: ['repo'] } },
    github: { users: [{ login: 'acme' }], repos: [{ owner: 'acme', name: 'shop', auto_init: true }] },
  };
  emulator = await createEmulator({ service: 'github', port: 0, seed });
});
afterAll(async () => {
  await Promise.all([scene.sandbox.close(), emulator.close()]);
});

it('answers as the independent double does', async () => {
  const [ours, theirs] = await Promise.all([play(scene.octokit), play(client(emulator.url, 'ghs_workflow'))]);
  const statuses = (seen: Seen) => Object.entries(seen).map(([name, { status }]) => `${name} ${status}`);
  expect(statuses(ours)).toEqual(statuses(theirs));
  const found = STEPS.flatMap(([name]) =>
    differences(theirs[name]?.data, ours[name]?.data, name).filter(
      (line) => !NOT_GITHUB.test(line) && !line.includes('documentation_url'),
    ),
  );
  expect(found).toEqual([]);
});
