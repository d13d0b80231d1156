import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { secondaryLimit } from '../../sandbox/github/limits.ts';
import { openScene, type Scene } from './scene.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await openScene();
  scene.repository.openIssue({ title: 'x' });
});
afterEach(() => scene.sandbox.close());

const send = (path: string, init: RequestInit = {}) =>
  fetch(`${scene.sandbox.github.url}/repos/acme/shop${path}`, {
    ...init,
    headers: { authorization: 'token ghs_workflow' },
  });
const comment = () => send('/issues/1/comments', { method: 'POST', body: JSON.stringify({ body: 'hello' }) });
const comments = () => scene.repository.issue(1).comments.length;

describe('faults', () => {
  it('counts: passes some, spoils some, tells which were never met', async () => {
    const { faults } = scene.sandbox;
    faults.queue({ match: { path: /issues/ }, fault: { kind: 'answer', status: 502 }, after: 1, times: 2 });
    faults.queue({ match: { service: 'sentry' }, fault: { kind: 'cut' } });
    const statuses: number[] = [];
    for (let index = 0; index < 4; index += 1) statuses.push((await send('/issues/1')).status);
    expect(statuses).toEqual([200, 502, 502, 200]);
    expect(faults.unmet().map((item) => item.match)).toEqual([{ service: 'sentry' }]);
    expect(scene.sandbox.log.map((entry) => entry.fault)).toEqual([undefined, 'answer', 'answer', undefined]);
  });

  it('cuts before the effect, or loses the answer after it', async () => {
    const { faults } = scene.sandbox;
    faults.queue({ match: { method: 'POST' }, fault: { kind: 'cut' } });
    await expect(comment()).rejects.toThrow();
    expect([comments(), scene.sandbox.log.at(-1)?.status]).toEqual([0, 0]);
    faults.queue({ match: { method: 'POST' }, fault: { kind: 'commit-then-fail', with: 'cut' } });
    await expect(comment()).rejects.toThrow();
    expect(comments()).toBe(1);
    faults.queue({ match: { method: 'POST' }, fault: { kind: 'commit-then-fail', with: 502 } });
    expect((await comment()).status).toBe(502);
    expect(comments()).toBe(2);
  });

  it('spoils bodies', async () => {
    const { faults } = scene.sandbox;
    const queue = (fault: Parameters<typeof faults.queue>[0]['fault']) => faults.queue({ match: {}, fault });
    queue({ kind: 'html' });
    const page = await send('/issues/1');
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    queue({ kind: 'truncated' });
    await expect((await send('/issues/1')).json()).rejects.toThrow(SyntaxError);
    queue({ kind: 'cut-midway' });
    await expect(send('/issues/1').then((answer) => answer.text())).rejects.toThrow();
    queue({ kind: 'edit', edit: (body) => ({ ...(body as object), number: 'seven' }) });
    expect(await (await send('/issues/1')).json()).toMatchObject({ number: 'seven', title: 'x' });
    queue({ kind: 'headers', headers: { 'x-extra': 'yes', date: 'Thu, 01 Jan 2026 00:00:00 GMT' } });
    expect((await send('/issues/1')).headers.get('x-extra')).toBe('yes');
    queue({ kind: 'drip', milliseconds: 1000 });
    await expect(
      send('/issues/1', { signal: AbortSignal.timeout(100) }).then((answer) => answer.text()),
    ).rejects.toThrow();
  });

  it('limits', async () => {
    scene.sandbox.faults.queue(secondaryLimit({ retryAfter: 60 }));
    const limited = await send('/issues/1');
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([403, '60']);
  });
});

describe('the listener', () => {
  it('tells the sandbox time and hides known credentials only', async () => {
    const answer = await send('/issues/1');
    expect(answer.headers.get('date')).toBe('Sat, 21 Nov 2026 10:00:00 GMT');
    await fetch(`${scene.sandbox.sentry.url}/api/0/`, { headers: { authorization: 'Bearer ghs_workflow' } });
    const [known, stray] = scene.sandbox.log;
    expect(known?.headers.authorization).toBe('token <workflow>');
    expect(known?.auth).toEqual({ scheme: 'token', token: 'workflow' });
    expect(stray?.headers.authorization).toBe('Bearer ghs_workflow');
  });

  it('drops at a boundary', async () => {
    const { sandbox } = scene;
    sandbox.boundary = async ({ when }) => (when === 'before' ? 'drop' : 'go');
    await expect(comment()).rejects.toThrow();
    expect(comments()).toBe(0);
    sandbox.boundary = async ({ when }) => (when === 'after' ? 'drop' : 'go');
    await expect(comment()).rejects.toThrow();
    expect(comments()).toBe(1);
  });
});
