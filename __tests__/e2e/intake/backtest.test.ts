import { describe, expect, it } from 'vitest';
import { incidentNames, loadIncident } from '../../../sandbox/incident.ts';
import { startSandbox } from '../../../sandbox/sandbox.ts';
import { lawNoLeak, lawNothingUnknown, lawWritesNothing } from '../harness/laws.ts';
import { allowTokens, GITHUB_TOKEN, inWorld, NOW, runIntake, SENTRY_TOKEN } from './world.ts';

async function past() {
  const sandbox = await startSandbox({ now: NOW });
  allowTokens(sandbox);
  const repository = sandbox.github.repository({ files: loadIncident('checkout-node').files });
  for (const name of incidentNames()) {
    const { issue, event, committers } = loadIncident(name);
    // Resolved since: a replay judges it as it came.
    sandbox.sentry.issue({ issue: { ...issue, status: 'resolved' }, events: [event], committers });
  }
  return { sandbox, repository };
}

describe('a backtest', () => {
  it('shows what would have happened, and writes nothing', () =>
    inWorld(past(), async (world) => {
      const result = await runIntake(world, world.repository.events.workflowDispatch(), {
        inputs: { 'dry-run': 'true', since: '30d' },
      });
      lawNothingUnknown(result);
      lawWritesNothing(result);
      lawNoLeak(result, [GITHUB_TOKEN, SENTRY_TOKEN]);
      expect(result.exitCode).toBe(0);
      expect(result.summary).toContain('### Patchpilot backtest, `30d`: nothing was written');
      expect(result.summary).toContain('pie title Verdicts');
      expect(result.summary).toMatch(/`SHOP-API-1A` \| 412 \| 187 \| \d+ \| `accept`/);
      expect(result.summary).toContain('`noise`');
      expect(result.outputs.repairs).toBe('[]');
      expect(world.repository.state.issues.size).toBe(0);
    }));

  it.each([
    [{ since: '30d' }, 'set `dry-run: true`'],
    [{ since: 'a month', 'dry-run': 'true' }, '`1d` to `90d`'],
  ])('%j is refused with the cure', (inputs, cure) =>
    inWorld(past(), async (world) => {
      const result = await runIntake(world, world.repository.events.workflowDispatch(), { inputs });
      expect(result.exitCode).toBe(1);
      expect(result.annotations.map(({ message }) => message).join()).toContain(cure);
      expect(result.requests).toEqual([]);
    }),
  );
});
