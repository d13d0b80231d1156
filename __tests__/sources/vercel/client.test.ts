import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.ts';
import { isMissing } from '../../../src/domain/facts.ts';
import { readVercel } from '../../../src/sources/vercel/client.ts';

const sha = (digit: string) => digit.repeat(40);
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ now: '2026-11-21T10:00:00Z' });
  sandbox.vercel.token({ name: 'vercel', secret: 'good' });
});
afterAll(() => sandbox.close());

const read = (change: Partial<Parameters<typeof readVercel>[0]> = {}) =>
  readVercel({ url: sandbox.vercel.url, token: 'good', project: 'shop', team: 'acme', ...change });

describe('Vercel', () => {
  it('says what serves, what served, and what never will', async () => {
    const first = sandbox.vercel.deploy(sha('1'));
    sandbox.clock.advance(60_000);
    sandbox.vercel.deploy(sha('2'));
    sandbox.clock.advance(60_000);
    sandbox.vercel.deploy(sha('3'), 'ERROR');
    sandbox.vercel.deploy(sha('4'), 'BLOCKED');
    const states = async () => {
      const found = await read();
      return isMissing(found)
        ? found
        : Object.fromEntries(found.map(({ commit, state }) => [commit?.[0], state]));
    };
    expect(await states()).toEqual({ 1: 'replaced', 2: 'serving', 3: 'error', 4: 'blocked' });
    sandbox.vercel.rollback(first.uid);
    expect(await states()).toEqual({ 1: 'serving', 2: 'replaced', 3: 'error', 4: 'blocked' });
  });

  it('knows what serves though it is older than the list', async () => {
    const match = { label: /deployments/ };
    const edit = (body: unknown) => ({ ...(body as object), deployments: [] });
    sandbox.faults.queue({ match, fault: { kind: 'edit', edit } });
    expect(await read()).toMatchObject([{ commit: sha('1'), state: 'serving' }]);
  });

  it('names the cure of a refusal', async () => {
    expect(await read({ token: 'bad' })).toMatchObject({
      kind: 'missing',
      source: 'vercel',
      why: 'forbidden',
      advice: expect.stringContaining('vercel-token'),
    });
    expect(await read({ project: 'other' })).toMatchObject({
      why: 'not-found',
      advice: expect.stringContaining('vercel-project'),
    });
  });

  it('an answer of another form is missing evidence', async () => {
    sandbox.faults.queue({ match: { label: /projects/ }, fault: { kind: 'edit', edit: () => ({ id: 7 }) } });
    expect(await read()).toMatchObject({ kind: 'missing', why: 'malformed' });
  });
});
