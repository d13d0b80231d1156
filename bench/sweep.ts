import { loadIncident, placeIncident } from '../sandbox/incident.ts';
import { runAction } from '../sandbox/runner/run-action.ts';
import { startSandbox } from '../sandbox/sandbox.ts';

/**
 * A sweep over many open issues, all on record: nothing new, one that is new, five, and one that grew tenfold. The cost must
 * grow with what is new, not with all: at most 5 requests and 3 for each new candidate. `node bench/sweep.ts [issues]`.
 */
const COUNT = Number(process.argv[2] ?? 1_000);
const NOW = '2026-11-21T10:00:00Z';
const TOKENS = { github: 'ghs_benchbenchbench', sentry: 'sntrys_benchbench' };

/** A record as an earlier run left it: refused below the threshold. */
function record(issue: number, sentryId: string): string {
  const reasonCode = 'below-severity';
  const reasons = [{ code: reasonCode, outcome: 'decisive', verdict: 'defer', evidence: {} }];
  const seen = { firstSeen: '2026-11-01T00:00:00Z', lastSeen: '2026-11-20T00:00:00Z' };
  const incident = {
    version: 1,
    issue,
    fingerprint: issue.toString(16).padStart(16, '0'),
    errorClass: null,
    sentry: { id: sentryId, shortId: `SHOP-${issue}` },
    decision: { verdict: 'defer', reasonCode, reasons },
    evidence: {
      type: 'Error',
      message: 'x',
      release: null,
      environment: 'production',
      count: 3,
      userCount: 1,
      ...seen,
    },
    suspects: [],
    confident: false,
    attempts: [],
    duplicates: [],
    timeline: [{ at: '2026-11-20T00:00:00Z', kind: 'decided', what: reasonCode }],
    pullRequest: null,
    decidedAt: '2026-11-20T00:00:00Z',
    run: '1',
  };
  return `<!-- patchpilot:incident:1 ${JSON.stringify(incident)} -->\n\n### Patchpilot: waiting\n`;
}

async function world() {
  const sandbox = await startSandbox({ now: NOW, warm: true });
  const permissions = { issues: 'write', contents: 'read', pull_requests: 'read', actions: 'read' } as const;
  const login = 'github-actions[bot]';
  sandbox.github.token({
    name: 'workflow',
    secret: TOKENS.github,
    login,
    kind: 'actions',
    permissions,
    limit: 5_000,
  });
  const scopes = ['event:read', 'project:read', 'org:read'] as const;
  sandbox.sentry.token({ name: 'sentry', secret: TOKENS.sentry, scopes });
  const fixture = loadIncident('checkout-node');
  const repository = sandbox.github.repository({ files: fixture.files });
  for (let n = 1; n <= COUNT; n += 1) {
    const id = String(6_000_000_000 + n);
    const body = `Sentry Issue: [SHOP-${n}](https://acme.sentry.io/issues/${id}/)\n`;
    repository.openIssue({
      title: `Error ${n}`,
      body,
      author: 'sentry[bot]',
      createdAt: '2026-11-20T00:00:00Z',
    });
    repository.comment(n, { author: login, body: record(n, id), at: '2026-11-20T00:00:00Z' });
  }
  return { sandbox, repository, fixture };
}

type World = Awaited<ReturnType<typeof world>>;

/** One run with a cache that it may write. */
function run({ sandbox, repository }: World, now: string) {
  const access = sandbox.cache.environment(sandbox.cache.token({ repository, mode: 'write' }));
  return runAction({
    sandbox,
    repository,
    event: repository.events.schedule(),
    token: TOKENS.github,
    env: { PATCHPILOT_NOW: now, GITHUB_REF: 'refs/heads/main', ...access },
    inputs: { 'sentry-token': TOKENS.sentry, 'sentry-org': 'acme', 'sentry-url': sandbox.sentry.url },
  });
}

/** Requests by service. */
function count({ requests }: Awaited<ReturnType<typeof run>>): string {
  const by = Map.groupBy(requests, ({ service, write }) => `${service} ${write ? 'writes' : 'reads'}`);
  return [...by].map(([kind, all]) => `${all.length} ${kind}`).join(', ');
}

/** The first sweep makes the memory; the second one is measured. */
async function sweep(name: string, change: (world: World) => void): Promise<void> {
  const made = await world();
  try {
    const first = await run(made, '2026-11-21T09:00:00Z');
    console.log(`  (a first sweep with no memory: ${count(first)}, ${first.milliseconds.toFixed(0)} ms)`);
    change(made);
    const result = await run(made, NOW);
    if (result.exitCode !== 0) throw new Error(result.log);
    const memory = (result.peakMemory / 1_048_576).toFixed(0);
    const rate = ((1_000 * COUNT) / result.milliseconds).toFixed(0);
    console.log(
      `${name.padEnd(16)} ${count(result)}, ${result.milliseconds.toFixed(0)} ms (${rate} decisions a second), ${memory} MB`,
    );
  } finally {
    await made.sandbox.close();
  }
}

console.log(`${COUNT} open incidents on record`);
await sweep('nothing new', () => undefined);
await sweep('one new', ({ sandbox, repository, fixture }) => {
  placeIncident(sandbox, fixture, { repository });
});
// Fewer than a storm takes.
await sweep('five new', ({ sandbox, repository }) => {
  for (const name of ['checkout-node', 'django-orders', 'go-service', 'rails-app', 'spring-boot'])
    placeIncident(sandbox, loadIncident(name), { repository });
});
await sweep('one grew tenfold', ({ sandbox, fixture }) => {
  const issue = {
    ...fixture.issue,
    id: '6000000007',
    shortId: 'SHOP-7',
    count: '400',
    lastSeen: '2026-11-21T09:00:00Z',
  };
  sandbox.sentry.issue({ issue, events: [fixture.event] });
});
