import { INPUTS } from './inputs.ts';

/** Environment of a step: inputs come as `INPUT_NAME`. */
export type Env = Readonly<Record<string, string | undefined>>;

/** Text of an input as the runner passes it: upper case, blanks as `_`, hyphens kept. */
export function inputText(env: Env, name: string): string {
  return (env[`INPUT_${name.replace(/ /g, '_').toUpperCase()}`] ?? '').trim();
}

/** Values of the secret inputs, to be masked before anything is printed. */
export function secretInputs(env: Env): string[] {
  return INPUTS.filter((spec) => spec.secret)
    .map((spec) => inputText(env, spec.name))
    .filter((value) => value !== '');
}
