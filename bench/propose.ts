import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkOut } from '../sandbox/git/checkout.ts';
import { loadIncident, placeIncident } from '../sandbox/incident.ts';
import { proposeJob, type Repair, verifyJob } from '../sandbox/jobs.ts';
import { runAction } from '../sandbox/runner/run-action.ts';
import { startSandbox } from '../sandbox/sandbox.ts';
import { scriptedWorker } from '../sandbox/workers/worker.ts';

/**
 * Time of `propose`, from artifacts to the draft pull request, when every request takes 80 ms, beside the same run
 * without latency: the difference in units of 80 ms is the number of round trips on the critical path. Goal: ≤ 8.
 */
const LATENCY = 80;
const ROUNDS = 3;
const NOW = '2026-11-21T10:00:00Z';
const TOKENS = { intake: 'ghs_benchbenchbench', writer: 'ghs_benchWriterBench', sentry: 'sntrys_benchbench' };

async function once(latency: number): Promise<{ ms: number; requests: number }> {
  const sandbox = await startSandbox({ now: NOW, warm: true });
  const folder = mkdtempSync(join(tmpdir(), 'bench-propose-'));
  try {
    const login = 'github-actions[bot]';
    const read = { issues: 'write', contents: 'read', pull_requests: 'read' } as const;
    const write = { issues: 'write', contents: 'write', pull_requests: 'write' } as const;
    sandbox.github.token({
      name: 'workflow',
      secret: TOKENS.intake,
      login,
      kind: 'actions',
      permissions: read,
    });
    sandbox.github.token({
      name: 'writer',
      secret: TOKENS.writer,
      login,
      kind: 'actions',
      permissions: write,
    });
    const scopes = ['event:read', 'project:read', 'org:read'] as const;
    sandbox.sentry.token({ name: 'sentry', secret: TOKENS.sentry, scopes });
    const { repository, issue } = placeIncident(sandbox, loadIncident('checkout-node'));
    checkOut(repository.state.git, repository.head(), folder);
    const accepted = await runAction({
      sandbox,
      repository,
      event: repository.events.issues('opened', issue.number),
      token: TOKENS.intake,
      env: { PATCHPILOT_NOW: NOW },
      inputs: { 'sentry-token': TOKENS.sentry, 'sentry-org': 'acme', 'sentry-url': sandbox.sentry.url },
    });
    const [repair] = JSON.parse(accepted.outputs.repairs ?? '[]') as Repair[];
    if (repair === undefined) throw new Error(accepted.log);
    const place = { sandbox, repository, folder, now: NOW };
    const handed = await verifyJob(place, repair, scriptedWorker('right'));
    sandbox.latency = latency;
    const result = await proposeJob(place, handed, { token: TOKENS.writer });
    if (result.outputs.decision !== 'proposed') throw new Error(result.log);
    return { ms: result.milliseconds, requests: result.requests.length };
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await sandbox.close();
  }
}

const differences: number[] = [];
let requests = 0;
for (let round = 1; round <= ROUNDS; round += 1) {
  const bare = await once(0);
  const slow = await once(LATENCY);
  requests = slow.requests;
  differences.push((slow.ms - bare.ms) / LATENCY);
  console.log(
    `round ${round}: ${bare.ms.toFixed(0)} ms without latency, ${slow.ms.toFixed(0)} ms with ${LATENCY} ms a request`,
  );
}
const median = differences.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? Number.NaN;
console.log(
  `${requests} requests, ${median.toFixed(1)} round trips on the critical path (median of ${ROUNDS}; goal ≤ 8); GitHub’s client keeps 1 s between writes`,
);
