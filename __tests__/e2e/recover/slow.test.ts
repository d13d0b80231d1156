import { describe, expect, it } from 'vitest';
import { generateSpans } from '../../../sandbox/sentry/span-generator.ts';
import { lawNothingUnknown } from '../harness/laws.ts';
import { GITHUB_TOKEN, inWorld, runIntake } from '../intake/world.ts';
import { ENDPOINTS, runPerformance, spanWorld } from '../performance/world.ts';
import { recordOf } from './world.ts';

/** A slow request on record, with the fix merged and served. `factor`: how long it takes after, against before. */
async function slowStory(factor: number, name: 'regressed' | 'nPlusOne' = 'regressed') {
  const world = await spanWorld([name]);
  const { sandbox, repository } = world;
  sandbox.github.token({
    name: 'workflow',
    secret: GITHUB_TOKEN,
    login: 'github-actions[bot]',
    kind: 'actions',
    permissions: { issues: 'write', contents: 'read', pull_requests: 'read', deployments: 'read' },
  });
  await runPerformance(world);
  const [issue] = [...repository.state.issues.keys()];
  const { fingerprint } = recordOf(repository, issue ?? 0);
  const pull = repository.openPull({
    author: 'github-actions[bot]',
    title: 'Ask for all items at once',
    branch: `patchpilot/${fingerprint}`,
    files: { 'src/orders/store.ts': 'export const itemsOf = (order) => db.many(order.ids);\n' },
  });
  repository.deploy({ ref: repository.merge({ number: pull.number, method: 'squash' }) });
  sandbox.clock.advance(30 * 3_600_000);
  const endpoint = ENDPOINTS[name];
  if (endpoint === undefined) throw new Error('no such endpoint');
  const { change: _, release: __, children: ___, ...plain } = endpoint;
  const after = { ...plain, sampleRate: 1, median: plain.median * factor };
  const now = sandbox.clock.now();
  sandbox.sentry.state.spans.push(...generateSpans(after, { now, days: 30 / 24, seed: 5 }));
  return { ...world, issue: issue ?? 0, number: pull.number };
}

const run = (story: Awaited<ReturnType<typeof slowStory>>) =>
  runIntake(story, story.repository.events.schedule(), {
    mode: 'recover',
    env: { PATCHPILOT_NOW: story.sandbox.clock.iso() },
  });

describe('recover, for slow requests', () => {
  it(
    'fast again at comparable hours: closed',
    () =>
      inWorld(slowStory(1), async (story) => {
        const text = 'recovery:\n  resolve-in-sentry: true\n';
        story.repository.push({ files: { '.github/patchpilot.yml': text }, message: 'resolve' });
        const result = await run(story);
        lawNothingUnknown(result);
        // What we found ourselves is no issue of Sentry's, which has nothing to resolve.
        expect(result.requests.filter(({ method }) => method === 'PUT')).toEqual([]);
        expect(result.outputs).toMatchObject({ decision: 'close', 'reason-code': 'performance-recovered' });
        expect(story.repository.issue(story.issue).state).toBe('closed');
      }),
    60_000,
  );

  it.each([
    ['with values, looked up', 'regressed', 2],
    ['without values, as it stands on record', 'nPlusOne', 1],
  ] as const)(
    'a name %s: %s, %i requests to Sentry',
    (_, name, requests) =>
      inWorld(slowStory(0.6, name), async (story) => {
        const result = await run(story);
        expect(result.outputs).toMatchObject({ decision: 'close', 'reason-code': 'performance-recovered' });
        expect(result.requests.filter(({ service }) => service === 'sentry')).toHaveLength(requests);
      }),
    60_000,
  );

  it(
    'still slow where the fix is: another attempt through the same output, with fresh spans and what was learned',
    () =>
      inWorld(slowStory(2.2), async (story) => {
        const result = await run(story);
        lawNothingUnknown(result);
        expect(result.outputs).toMatchObject({ decision: 'retry', 'reason-code': 'still-slow' });
        expect(story.repository.issue(story.issue).state).toBe('open');
        const [repair] = JSON.parse(result.outputs.repairs ?? '[]');
        expect(repair).toMatchObject({ issue: story.issue, attempt: 2, base: story.repository.head() });
        const brief = result.files[`patchpilot/${repair.brief}`] ?? '';
        expect(brief).toContain('the requests are still slow');
        expect(brief).toContain('p95');
        const record = recordOf(story.repository, story.issue);
        expect(record.attempts).toHaveLength(2);
        expect(record.attempts[0].lesson.outcome).toBe('regressed');
      }),
    60_000,
  );
});
