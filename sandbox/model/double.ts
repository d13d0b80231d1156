import { type Core, type Listening, listen } from '../server.ts';
import { createModelState, type ModelState, modelService } from './service.ts';

/** The running model double. `url` is Anthropic's base address; OpenAI's have `/v1` behind it. */
export type ModelDouble = Listening & {
  readonly state: ModelState;
  /** Lets a key in, under a name for the request log. */
  readonly key: (secret: string, name?: string) => string;
};

export async function startModel(core: Core): Promise<ModelDouble> {
  const state = createModelState();
  const listening = await listen(modelService(state), core);
  return {
    ...listening,
    state,
    key: (secret, name = 'judge') => {
      state.keys.set(secret, name);
      return secret;
    },
  };
}
