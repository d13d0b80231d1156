import { describe, expect, it } from 'vitest';
import type { ModelBehaviour } from '../../../sandbox/model/behaviour.ts';
import { lawNoLeak, lawNothingUnknown } from '../harness/laws.ts';
import { CANARIES, type Chain, inChain, wholeWay } from './chain.ts';

const KEY = 'sk-ant-c4n4ryJudgeKey0123456789';
const judged = (world: Chain, more: Record<string, string> = {}) => ({
  inputs: {
    'judge-key': KEY,
    'judge-model': 'judge-1',
    'judge-provider': 'anthropic',
    'judge-url': world.sandbox.model.url,
    ...more,
  },
});
const pull = ({ repository }: Chain) =>
  [...repository.state.issues.values()].find((issue) => issue.pull !== undefined);

function behave(world: Chain, behaviour: ModelBehaviour): void {
  world.sandbox.model.key(KEY);
  world.sandbox.model.state.behaviour = behaviour;
}

describe('the judge', () => {
  it('is asked last, and its scores stand in the pull request', () =>
    inChain(async (world) => {
      behave(world, { kind: 'fair', score: 5 });
      const { result } = await wholeWay(world, 'right', judged(world));
      lawNothingUnknown(result);
      lawNoLeak(result, [...CANARIES, KEY]);
      expect(result.outputs.decision).toBe('proposed');
      expect(pull(world)?.body).toContain('A second model');
      expect(pull(world)?.body).toMatch(/Overall [45](?:\.\d)? of 5/);
      const asked = result.requests.filter(({ service }) => service === 'model');
      expect(asked).toHaveLength(1);
      // The worker's own words never reach the judge.
      expect(JSON.stringify(asked[0]?.body)).not.toContain('it is valid for ever');
    }));

  it.each(['openai', 'compatible'])(
    'is asked through %s as configured, whatever the environment says',
    (name) =>
      inChain(async (world) => {
        behave(world, { kind: 'fair', score: 5 });
        const url = `${world.sandbox.model.url}/v1`;
        const env = {
          OPENAI_BASE_URL: 'http://127.0.0.1:1/v1',
          OPENAI_API_KEY: 'sk-other',
          OPENAI_ORG_ID: 'org-other',
          OPENAI_CUSTOM_HEADERS: 'authorization: Bearer sk-other',
          OPENAI_LOG: 'debug',
        };
        const more = judged(world, { 'judge-provider': name, 'judge-url': url });
        const { result } = await wholeWay(world, 'right', { ...more, env });
        lawNothingUnknown(result);
        lawNoLeak(result, [...CANARIES, KEY]);
        expect(result.outputs.decision).toBe('proposed');
        const [asked] = result.requests.filter(({ service }) => service === 'model');
        expect(JSON.stringify(asked?.headers)).not.toMatch(/other/);
        expect(pull(world)?.body).toMatch(/Overall [45](?:\.\d)? of 5/);
      }),
  );

  it.each<[string, ModelBehaviour]>([
    ['finds the patch wanting', { kind: 'fair', score: 1 }],
    ['scores one question as wrong', { kind: 'fair', score: 5, scores: { 'root-cause': 1, root_cause: 1 } }],
  ])('refuses when it %s', (_, behaviour) =>
    inChain(async (world) => {
      behave(world, behaviour);
      const { result } = await wholeWay(world, 'symptom', judged(world));
      expect(result.outputs).toMatchObject({ decision: 'refused', 'reason-code': 'judge' });
      expect(pull(world)).toBeUndefined();
    }),
  );

  it.each<[string, ModelBehaviour]>([
    ['is silent', { kind: 'silent' }],
    ['answers in another form', { kind: 'other-form' }],
    ['makes its quotes up', { kind: 'fabricating' }],
  ])('that %s is no pass while it is required', (_, behaviour) =>
    inChain(
      async (world) => {
        behave(world, behaviour);
        const { result } = await wholeWay(world, 'right', judged(world));
        expect(result.outputs).toMatchObject({ decision: 'refused', 'reason-code': 'judge' });
      },
      { '.github/patchpilot.yml': 'judge:\n  required: true\n' },
    ),
  );

  it('is not asked about what a gate refused', () =>
    inChain(async (world) => {
      behave(world, { kind: 'fair', score: 5 });
      const { result } = await wholeWay(world, 'workflow-edit', judged(world));
      expect(result.outputs.decision).toBe('refused');
      expect(result.requests.filter(({ service }) => service === 'model')).toEqual([]);
    }));

  it('that nobody configured is said to be absent', () =>
    inChain(async (world) => {
      await wholeWay(world, 'right');
      expect(pull(world)?.body).toContain('Not judged: no second model is configured.');
    }));
});
