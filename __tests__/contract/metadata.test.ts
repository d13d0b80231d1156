import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import {
  actionYml,
  configSchema,
  configTable,
  inputTable,
  noiseTable,
  outputTable,
} from '../../scripts/docs.ts';
import { ConfigFile, readConfigFile } from '../../src/config/file.ts';
import { INPUTS, MODES, OUTPUTS } from '../../src/config/inputs.ts';
import { readInputs } from '../../src/config/read-inputs.ts';
import { DEFAULT_POLICY } from '../../src/domain/policy/policy.ts';

const read = (path: string) => readFileSync(join(import.meta.dirname, '../..', path), 'utf8');

describe('what the project says of itself', () => {
  it('is one thing: action.yml, README, schema and documentation come from the code', () => {
    expect(read('action.yml'), 'run `npm run docs`').toBe(actionYml());
    expect(read('README.md')).toContain(inputTable());
    expect(read('README.md')).toContain(outputTable());
    expect(read('docs/configuration.md')).toContain(configTable());
    expect(read('docs/noise.md')).toContain(noiseTable());
    expect(read('schema/patchpilot.schema.json')).toBe(configSchema());
  });

  it('is fit for the Marketplace', () => {
    const action = parse(read('action.yml'));
    const entry = 'dist/index.js';
    const post = { post: entry, 'post-if': 'failure() || cancelled()' };
    expect(action.runs).toEqual({ using: 'node24', main: entry, ...post });
    expect(action.branding.icon).toMatch(/^[a-z-]+$/);
    expect(action.description.length).toBeLessThanOrEqual(125);
    for (const { description } of [...INPUTS, ...OUTPUTS]) expect(description).toMatch(/[.)]$/);
    expect(INPUTS.find(({ name }) => name === 'mode')?.default).toBe(MODES[0]);
  });

  it('reads every input it names, with the default that it names', () => {
    const env = Object.fromEntries(
      INPUTS.map(({ name, default: value }) => [
        `INPUT_${name.toUpperCase()}`,
        value.startsWith('$') ? 'ghs_x' : value,
      ]),
    );
    const inputs = readInputs(env);
    const names = Object.keys(inputs).map((key) => key.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`));
    expect(names.sort()).toEqual(INPUTS.map(({ name }) => name).sort());
    expect(readInputs({ 'INPUT_GITHUB-TOKEN': 'ghs_x' })).toEqual(inputs);
  });

  it('configures nothing but its defaults when there is no file', () => {
    expect(readConfigFile(null)).toEqual(DEFAULT_POLICY);
    expect(readConfigFile('')).toEqual(DEFAULT_POLICY);
    expect(readConfigFile('# only a comment')).toEqual(DEFAULT_POLICY);
    expect(ConfigFile.parse({})).toBeTruthy();
  });

  it('names the two commands on the first screen of the README, word for word', () => {
    const screen = read('README.md').split('\n').slice(0, 25).join('\n');
    expect(screen).toContain('npm ci && npm run demo');
    expect(screen).toContain('npm ci && npm test');
  });

  it('says nothing of one machine', () => {
    for (const path of ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', '.ci/run'])
      expect(read(path)).not.toMatch(/\/work\/|\/tmp\/wt/);
  });
});
