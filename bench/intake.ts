import { loadIncident, placeIncident } from '../sandbox/incident.ts';
import { runAction } from '../sandbox/runner/run-action.ts';
import { startSandbox } from '../sandbox/sandbox.ts';

/**
 * Time of an accepted intake when every request takes 80 ms, beside the same run without latency: the difference in
 * units of 80 ms is the number of round trips on the critical path. Goal: ≤ 6.
 */
const LATENCY = 80;
const ROUNDS = 5;

async function run(latency: number): Promise<{ ms: number; requests: number }> {
  const sandbox = await startSandbox({ warm: true });
  try {
    sandbox.github.token({
      name: 'workflow',
      secret: 'ghs_benchbenchbench',
      login: 'github-actions[bot]',
      kind: 'actions',
      permissions: { issues: 'write', contents: 'read', pull_requests: 'read' },
    });
    sandbox.sentry.token({
      name: 'sentry',
      secret: 'sntrys_benchbench',
      scopes: ['event:read', 'project:read', 'org:read'],
    });
    const { repository, issue } = placeIncident(sandbox, loadIncident('django-orders'));
    sandbox.latency = latency;
    const result = await runAction({
      sandbox,
      repository,
      event: repository.events.issues('opened', issue.number),
      token: 'ghs_benchbenchbench',
      inputs: { 'sentry-token': 'sntrys_benchbench', 'sentry-org': 'acme', 'sentry-url': sandbox.sentry.url },
    });
    if (result.outputs.decision !== 'accept') throw new Error(result.log);
    return { ms: result.milliseconds, requests: result.requests.length };
  } finally {
    await sandbox.close();
  }
}

const differences: number[] = [];
let requests = 0;
for (let round = 0; round < ROUNDS; round += 1) {
  const bare = await run(0);
  const slow = await run(LATENCY);
  requests = slow.requests;
  differences.push((slow.ms - bare.ms) / LATENCY);
  console.log(
    `round ${round + 1}: ${bare.ms.toFixed(0)} ms without latency, ${slow.ms.toFixed(0)} ms with ${LATENCY} ms a request`,
  );
}
const median = differences.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? Number.NaN;
console.log(
  `${requests} requests, ${median.toFixed(1)} round trips on the critical path (median of ${ROUNDS}; goal ≤ 6)`,
);
