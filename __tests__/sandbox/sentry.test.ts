import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type IncidentFixture, placeIncident } from '../../sandbox/incident.ts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import type { SentryIssue } from '../../sandbox/sentry/state.ts';

const event = (id: string, at: string, more: Record<string, unknown> = {}) => ({
  eventID: id.padStart(32, '0'),
  title: 'TypeError: x is undefined',
  message: '',
  platform: 'javascript',
  type: 'error',
  dateCreated: at,
  tags: [
    { key: 'environment', value: more.environment ?? 'production' },
    { key: 'release', value: more.release ?? 'shop@1.0.0' },
  ],
  entries: more.entries ?? [],
});

const EXCEPTION = {
  type: 'exception',
  data: {
    values: [
      {
        type: 'TypeError',
        value: 'x is undefined',
        stacktrace: {
          frames: [
            { filename: 'src/a.ts', lineNo: 3, function: 'run', inApp: true, context: [[3, '  x.y']] },
          ],
        },
      },
    ],
  },
};

let sandbox: Sandbox;
let issue: SentryIssue;

beforeEach(async () => {
  sandbox = await startSandbox();
  const { sentry } = sandbox;
  sentry.token({
    name: 'reader',
    secret: 'sntrys_reader',
    scopes: ['event:read', 'project:read', 'org:read'],
  });
  issue = sentry.issue({
    issue: {
      id: '42',
      shortId: 'SHOP-1',
      title: 'TypeError: x is undefined',
      count: '7',
      lastSeen: '2026-11-21T09:00:00Z',
    },
    events: [
      event('1', '2026-11-19T09:00:00Z', { entries: [EXCEPTION] }),
      event('2', '2026-11-20T09:00:00Z', { environment: 'staging' }),
      event('3', '2026-11-21T09:00:00Z', { release: 'shop@1.1.0' }),
    ],
  });
});
afterEach(() => sandbox.close());

async function get(path: string, token = 'sntrys_reader', method = 'GET') {
  const answer = await fetch(`${sandbox.sentry.url}/api/0${path}`, {
    method,
    headers: token === '' ? {} : { authorization: `Bearer ${token}` },
    ...(method === 'GET' ? {} : { body: JSON.stringify({ status: 'resolved' }) }),
  });
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as never };
}

const ORG = '/organizations/acme';

describe('issues and events', () => {
  it('answers by number, by short id and after a merge', async () => {
    sandbox.sentry.state.merged.set('41', '42');
    for (const id of ['42', 'SHOP-1', '41']) {
      expect((await get(`${ORG}/issues/${id}/`)).body).toMatchObject({
        id: '42',
        count: '7',
        status: 'unresolved',
      });
    }
    expect((await get(`${ORG}/shortids/SHOP-1/`)).body).toMatchObject({ groupId: '42', projectSlug: 'shop' });
    expect(await get(`${ORG}/issues/43/`)).toMatchObject({
      status: 404,
      body: { detail: 'The requested resource does not exist' },
    });
    expect((await get('/organizations/other/issues/42/')).status).toBe(404);
  });

  it.each([
    ['latest', '3'],
    ['oldest', '1'],
    ['recommended', '1'],
    ['2'.padStart(32, '0'), '2'],
  ])('finds the event %s', async (name, id) => {
    const { body } = await get(`${ORG}/issues/42/events/${name}/`);
    expect(body).toMatchObject({ eventID: id.padStart(32, '0'), groupID: '42' });
  });

  it.each([
    ['', ['3', '2', '1']],
    ['?environment=production', ['3', '1']],
    ['?query=release:shop@1.1.0', ['3']],
    ['?start=2026-11-20T00:00:00&end=2026-11-20T23:00:00', ['2']],
    ['?statsPeriod=24h', ['3']],
  ])('lists events %s', async (query, ids) => {
    const { body } = await get(`${ORG}/issues/42/events/${query}`);
    expect((body as { eventID: string }[]).map((item) => item.eventID.replace(/^0+/, ''))).toEqual(ids);
  });

  it('pages with cursors and says when to stop', async () => {
    const first = await get(`${ORG}/issues/42/events/?per_page=2`);
    expect(first.headers.get('link')).toMatch(/rel="next"; results="true"; cursor="0:2:0"$/);
    const last = await get(`${ORG}/issues/42/events/?per_page=2&cursor=0:2:0`);
    expect(last.body).toHaveLength(1);
    expect(last.headers.get('link')).toMatch(/rel="next"; results="false"/);
    expect(last.headers.get('x-sentry-rate-limit-remaining')).toBe('998');
  });

  it('searches issues as Sentry does', async () => {
    sandbox.sentry.issue({ issue: { id: '50', title: 'Old', status: 'resolved' } });
    const ids = async (query: string) =>
      ((await get(`${ORG}/issues/${query}`)).body as { id: string }[]).map(({ id }) => id);
    expect(await ids('')).toEqual(['42']);
    expect((await ids('?query=')).sort()).toEqual(['42', '50']);
    expect(await ids('?query=is:resolved')).toEqual(['50']);
    expect(await ids('?environment=qa')).toEqual([]);
  });
});

describe('rights and limits', () => {
  it('refuses', async () => {
    expect(await get(`${ORG}/issues/42/`, 'wrong')).toMatchObject({
      status: 401,
      body: { detail: 'Invalid token' },
    });
    expect((await get(`${ORG}/issues/42/`, '')).status).toBe(401);
    expect((await get(`${ORG}/issues/42/`, 'sntrys_reader', 'PUT')).status).toBe(403);
    sandbox.sentry.token({ name: 'writer', secret: 'sntrys_writer', scopes: ['event:write'] });
    expect((await get(`${ORG}/issues/42/`, 'sntrys_writer', 'PUT')).body).toMatchObject({
      status: 'resolved',
    });
    expect(issue.json.status).toBe('resolved');
    expect((await get(`${ORG}/replays/`)).status).toBe(501);
    sandbox.sentry.state.rateLimit = 1;
    expect((await get(`${ORG}/`)).status).toBe(200);
    expect((await get(`${ORG}/`)).status).toBe(429);
    sandbox.clock.advance(1000);
    expect((await get(`${ORG}/`)).status).toBe(200);
  });
});

describe('releases, sessions and counts', () => {
  it('tells commits, deploys and committers', async () => {
    const commit = {
      id: 'a'.repeat(40),
      message: 'feat: x',
      dateCreated: '2026-11-20T08:00:00Z',
      author: { name: 'D', email: 'd@e.f' },
    };
    sandbox.sentry.release({
      version: 'shop@1.1.0',
      commits: [{ ...commit, files: [{ filename: 'src/a.ts', type: 'M' }] }],
    });
    const path = `${ORG}/releases/${encodeURIComponent('shop@1.1.0')}/`;
    expect((await get(path)).body).toMatchObject({
      version: 'shop@1.1.0',
      commitCount: 1,
      lastCommit: { id: commit.id },
    });
    expect((await get(`${path}commits/`)).body).toMatchObject([{ id: commit.id }]);
    expect((await get(`${path}commitfiles/`)).body).toMatchObject([{ filename: 'src/a.ts' }]);
    const committers = `/projects/acme/shop/events/${'3'.padStart(32, '0')}/committers/`;
    expect(await get(committers)).toMatchObject({
      status: 404,
      body: { detail: 'No Commits found for Release' },
    });
  });

  it('sums sessions and counts errors', async () => {
    const bucket = {
      project: 'shop',
      environment: 'production',
      release: 'shop@1.1.0',
      sessions: 100,
      crashed: 3,
    };
    sandbox.sentry.state.sessions.push(
      { at: '2026-11-21T08:00:00Z', ...bucket },
      { at: '2026-11-21T09:00:00Z', ...bucket },
    );
    const query =
      'field=sum(session)&field=crash_free_rate(session)&statsPeriod=24h&interval=1h&groupBy=release';
    expect((await get(`${ORG}/sessions/?${query}`)).body).toMatchObject({
      groups: [
        { by: { release: 'shop@1.1.0' }, totals: { 'sum(session)': 200, 'crash_free_rate(session)': 0.97 } },
      ],
    });
    const count = 'dataset=errors&field=count()&query=issue:SHOP-1&environment=production&statsPeriod=14d';
    expect((await get(`${ORG}/events/?${count}`)).body).toMatchObject({ data: [{ 'count()': 2 }] });
  });
});

it('lets an incident happen on both services', () => {
  const fixture: IncidentFixture = {
    name: 'x',
    event: event('9', '2026-11-21T09:00:00Z', { entries: [EXCEPTION] }),
    issue: { id: '77', shortId: 'SHOP-9', title: 'TypeError: x is undefined' },
    committers: [],
    files: { 'src/a.ts': 'x.y\n' },
    expected: {},
  };
  const placed = placeIncident(sandbox, fixture, { origin: 'button' });
  expect(placed.issue).toMatchObject({ author: 'sentry[bot]', title: 'TypeError: x is undefined' });
  expect(placed.issue.body).toBe(
    [
      'Sentry Issue: [SHOP-9](https://acme.sentry.io/issues/77/?referrer=github_integration)',
      '',
      '```',
      'TypeError: x is undefined',
      '  File "src/a.ts", line 3, in run',
      '    x.y',
      '```',
    ].join('\n'),
  );
  expect(placed.repository.files()).toEqual({ 'src/a.ts': 'x.y\n' });
});
