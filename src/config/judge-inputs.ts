import type { InputSpec } from './inputs.ts';

/** Inputs of the model that judges patches. */
export const JUDGE_INPUTS: readonly InputSpec[] = [
  {
    name: 'judge-key',
    description:
      'For `propose`: key of a second model that judges every patch. Pass it to this mode only. Empty: no judge is asked, and the pull request says “not judged”.',
    default: '',
    secret: true,
  },
  {
    name: 'judge-provider',
    description:
      'For `propose`: who the key is for: `anthropic`, `openai`, or `compatible` for any server that speaks OpenAI’s Chat Completions.',
    default: 'anthropic',
  },
  {
    name: 'judge-model',
    description:
      'For `propose`: name of the judging model, as the provider spells it. Best another one than the worker’s. Needed with `judge-key`.',
    default: '',
  },
  {
    name: 'judge-url',
    description:
      'For `propose`: base address of the judge, such as `https://llm.example.com/v1`. Empty: the provider’s own. Only this host ever gets the key. Needed for `compatible`.',
    default: '',
  },
];
