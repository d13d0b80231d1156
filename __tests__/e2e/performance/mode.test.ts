import { describe, expect, it } from 'vitest';
import { findMarker } from '../../../src/domain/marker.ts';
import { labelsOf, lawNoLeak, lawNothingUnknown, lawWritesNothing } from '../harness/laws.ts';
import { GITHUB_TOKEN, inWorld, SENTRY_TOKEN } from '../intake/world.ts';
import { fill, runPerformance, type SpanWorld, spanWorld } from './world.ts';

const issues = (world: SpanWorld) => [...world.repository.state.issues.values()];
const recordOf = (world: SpanWorld, at = 0) => {
  const body = issues(world)[at]?.comments[0]?.body ?? '';
  return JSON.parse(findMarker(body)?.json ?? '{}');
};

describe('the performance mode', () => {
  it('opens one incident a class for what regressed and nothing for a busy hour or a few slow requests', () =>
    inWorld(spanWorld(['regressed', 'nPlusOne', 'seasonal', 'spike']), async (world) => {
      const result = await runPerformance(world);
      lawNothingUnknown(result);
      lawNoLeak(result, [GITHUB_TOKEN, SENTRY_TOKEN]);
      expect(issues(world).map(({ title }) => title)).toEqual([
        expect.stringContaining('/api/orders/{id}'),
        expect.stringContaining('/api/orders (http.server)'),
      ]);
      expect(result.outputs).toMatchObject({ decision: 'accept', 'reason-code': 'accepted' });
      expect(JSON.parse(result.outputs.repairs ?? '[]')).toMatchObject([{ issue: 1 }, { issue: 2 }]);
      expect(recordOf(world, 0)).toMatchObject({
        sentry: null,
        performance: { kind: 'regressed', onset: 'step', newRelease: 'shop@2.4.0' },
        suspects: [{ path: 'src/orders/router.ts', lines: [3, 3] }],
      });
      expect(recordOf(world, 1)).toMatchObject({
        performance: { cause: 'n-plus-one', child: { perRequest: 40, perRequestBefore: 1 } },
        suspects: [{ path: 'src/orders/store.ts' }, {}],
      });
      expect(issues(world)[1]?.comments[0]?.body).toContain('xychart-beta');
    }));

  it('says what it looked at when nothing is slow', () =>
    inWorld(spanWorld(['seasonal']), async (world) => {
      const result = await runPerformance(world);
      lawWritesNothing(result);
      expect(result.outputs).toMatchObject({
        decision: 'ignore',
        'reason-code': 'nothing-slow',
        repairs: '[]',
      });
      expect(labelsOf(result)).toHaveLength(4);
    }));

  it('writes a measurement that is news into the record of an incident that stands, and nothing else', () =>
    inWorld(spanWorld(['regressed']), async (world) => {
      await runPerformance(world);
      const before = recordOf(world).performance.now.p95;
      world.sandbox.sentry.state.spans.length = 0;
      fill(world.sandbox, ['worse']);
      const second = await runPerformance(world, { runId: 32 });
      expect(second.outputs['reason-code']).toBe('already-tracked');
      expect(recordOf(world).performance.now.p95).toBeGreaterThan(before * 1.25);
      expect(recordOf(world).attempts).toHaveLength(1);
      expect(issues(world)).toHaveLength(1);
      lawWritesNothing(await runPerformance(world, { runId: 33 }));
    }));

  it('leaves a class alone whose issue a person closed', () =>
    inWorld(spanWorld(['regressed']), async (world) => {
      await runPerformance(world);
      const [issue] = issues(world);
      if (issue === undefined) throw new Error('no issue');
      issue.state = 'closed';
      const second = await runPerformance(world, { runId: 32 });
      lawWritesNothing(second);
      expect(second.outputs).toMatchObject({ decision: 'defer', 'reason-code': 'remembered-no' });
    }));

  it('waits where a person has filed that it is slow', () =>
    inWorld(spanWorld(['regressed']), async (world) => {
      const body = 'GET /api/orders/:id got very slow since Tuesday';
      world.repository.openIssue({ title: 'orders page', body, author: 'dev' });
      const result = await runPerformance(world);
      lawWritesNothing(result);
      expect(result.outputs).toMatchObject({ decision: 'defer', 'reason-code': 'human-ticket' });
    }));

  it('asks a person where the tree has nothing that handles the requests', () =>
    inWorld(spanWorld(['elsewhere']), async (world) => {
      const result = await runPerformance(world);
      expect(result.outputs).toMatchObject({
        decision: 'escalate',
        'reason-code': 'no-frame-in-tree',
        repairs: '[]',
      });
      expect(issues(world)).toHaveLength(1);
    }));

  it('makes a brief that wants a measurement first and forbids what hides the wait', () =>
    inWorld(spanWorld(['nPlusOne']), async (world) => {
      const { files } = await runPerformance(world);
      const brief = Object.entries(files).find(([name]) => name.includes('brief-1-1'))?.[1] ?? '';
      for (const words of [
        'Measure first',
        'No cache that hides staleness',
        'counts the queries',
        'trade-offs',
      ])
        expect(brief).toContain(words);
      expect(brief).toContain('select * from items where order_id = ?');
      expect(brief).not.toContain('4711');
    }));
});
