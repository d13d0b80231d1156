import { describe, expect, it } from 'vitest';
import { classify } from '../../inspect/verbs/class.ts';
import { same } from '../../inspect/verbs/same.ts';
import { suspects } from '../../inspect/verbs/suspects.ts';
import { triage } from '../../inspect/verbs/triage.ts';

const TEXT = [
  "TypeError: Cannot read properties of undefined (reading 'price')",
  '    at total (/app/src/cart.ts:7:3)',
  '    at main (/app/src/run.ts:1:1)',
].join('\r\n');
const frame = { filename: 'src/cart.ts', function: 'total', lineno: 7, in_app: true };
const STORE = { exception: { values: [{ type: 'TypeError', value: 'x', stacktrace: { frames: [frame] } }] } };
const API = {
  entries: [
    {
      type: 'exception',
      data: {
        values: [
          {
            type: 'TypeError',
            value: 'x',
            stacktrace: { frames: [{ ...frame, lineNo: 7, inApp: true, absPath: '/app/src/cart.ts' }] },
          },
        ],
      },
    },
  ],
};
const PATHS = ['src/cart.ts', 'src/run.ts'];
const TREES = {
  paths: PATHS,
  'entries of git': [
    ...PATHS.map((path) => ({ path, type: 'blob', size: 3 })),
    { path: 'src', type: 'tree' },
    { path: 'lib/x', type: 'commit' },
  ],
  'the answer of an API': {
    sha: 'x',
    truncated: false,
    tree: PATHS.map((path) => ({ path, mode: '100644' })),
  },
  lines: PATHS.join('\r\n'),
  'with holes': [...PATHS, null, 7, {}],
};

describe('cases as strangers write them', () => {
  it.each(Object.entries(TREES))('a tree as %s', (_, tree) => {
    expect(triage({ text: TEXT, tree })).toMatchObject({ verdict: 'accept' });
    expect(triage({ event: API, tree })).toMatchObject({ verdict: 'accept' });
    const first = (suspects({ text: TEXT, tree }) as { suspects: { path: string }[] }).suspects[0];
    expect(first?.path).toBe('src/cart.ts');
  });

  it.each<[unknown]>([[undefined], [null]])('no tree: %s', (tree) => {
    expect(triage({ text: TEXT, tree })).toMatchObject({ verdict: 'escalate' });
    expect(() => suspects({ text: TEXT, tree })).toThrow(/^suspects: tree: /);
  });

  it.each<[string, unknown]>([
    ['empty', {}],
    ['no exception', { exception: null }],
    ['an empty list', { exception: [] }],
    ['holes', { exception: { values: [null, {}] } }],
    ['numbers', { exception: [{ type: 3, value: 4, stacktrace: 'x' }], platform: 3, timestamp: 1e300 }],
    ['entries of another form', { entries: { exception: 1 } }],
    ['frames with holes', { exception: { values: [{ stacktrace: { frames: [null, { lineno: '7' }] } }] } }],
    [
      'tags of every form',
      { tags: [['a', 'b'], null, { key: 'a' }, 3], request: 'x', user: [], contexts: [] },
    ],
    ['a message', { logentry: { message: 'a %s', params: ['x'] } }],
  ])('an event that is %s throws nowhere', (_, event) => {
    for (const ask of [triage, suspects, classify]) expect(() => ask({ event, tree: PATHS })).not.toThrow();
    expect(() => same({ a: { event }, b: { event: STORE } })).not.toThrow();
  });

  it('reads frames that stand in the exception itself', () => {
    const bare = { exception: [{ type: 'TypeError', value: 'x', frames: [frame] }] };
    const listed = { exception: [{ type: 'TypeError', value: 'x', stacktrace: [frame] }] };
    for (const event of [bare, listed])
      expect(same({ a: { event }, b: { event: STORE } })).toMatchObject({ same: true });
  });

  it('compares whatever form the two sides have', () => {
    for (const b of [STORE, { event: STORE }, { event: API }, { text: null, event: STORE }])
      expect(same({ a: API, b })).toMatchObject({ same: true });
    expect(same({ a: TEXT, b: { text: TEXT.replaceAll('\r\n', '\r') } })).toMatchObject({ same: true });
    expect(
      same({ a: TEXT, b: { text: JSON.stringify({ stack: TEXT.replaceAll('\r', '') }) } }),
    ).toMatchObject({
      same: true,
    });
  });

  it.each<[unknown, string]>([
    [{ title: null, body: null, labels: null, comments: 3, number: 5 }, 'accepted'],
    [{ state: 'OPEN', labels: [{ name: 'bug', color: 'x' }] }, 'accepted'],
    [{ state: 'CLOSED' }, 'issue-closed'],
    [{ labels: [{ name: 'wontfix' }] }, 'opted-out'],
    [{ assignee: { login: 'ada', type: 'User' } }, 'assigned-to-human'],
    [{ assignees: ['ada'] }, 'assigned-to-human'],
    [{ assignees: [{ login: 'fixer[bot]', type: 'Bot' }] }, 'accepted'],
    [{ user: { login: 'ada', id: 7, type: 'User' } }, 'untrusted-author'],
    [{ author: 'sentry-io[bot]' }, 'accepted'],
    [{ comments: ['I am working on it'] }, 'human-handling'],
    [
      { comments: [{ user: { login: 'ada' }, body: 'Same here', created_at: '2026-01-01T00:00:00Z' }] },
      'accepted',
    ],
    ['only a body', 'accepted'],
  ])('an issue as %j: %s', (issue, reasonCode) => {
    expect(triage({ text: TEXT, tree: PATHS, issue })).toMatchObject({ reasonCode });
  });

  it.each<[unknown, string]>([
    ['', 'accepted'],
    [null, 'accepted'],
    [['production'], 'accepted'],
    [{ name: 'vercel-production' }, 'accepted'],
    ['Prod', 'accepted'],
    ['staging', 'environment-not-production'],
  ])('an environment as %j: %s', (environment, reasonCode) => {
    expect(triage({ text: TEXT, tree: PATHS, environment })).toMatchObject({ reasonCode });
  });

  it('names what it could not read of a policy, and reads every spelling of the rest', () => {
    expect(triage({ text: TEXT, tree: PATHS, policy: { 'min-severity': 100 } })).toMatchObject({
      reasonCode: 'below-severity',
    });
    expect(
      triage({ text: TEXT, tree: PATHS, policy: { min_severity: 'x', budgets: { beer: 1 }, other: 2 } }),
    ).toMatchObject({
      reasonCode: 'accepted',
      unread: ['policy.minSeverity', 'policy.budgets.beer', 'policy.other'],
    });
    expect(triage({ text: TEXT, tree: PATHS, policy: 'strict' })).toMatchObject({ unread: ['policy'] });
  });

  it('reads commits as GitHub tells them', () => {
    const commits = [
      { sha: 'a', files: [{ filename: 'src/run.ts' }] },
      { sha: 'b', files: ['x'] },
      { sha: 'c' },
    ];
    expect(() => suspects({ text: TEXT, tree: PATHS, commits, suspectCommit: { sha: 'a' } })).not.toThrow();
  });
});
