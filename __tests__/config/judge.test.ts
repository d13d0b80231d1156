import { describe, expect, it } from 'vitest';
import { readConfigFile } from '../../src/config/file.ts';
import { readInputs } from '../../src/config/read-inputs.ts';
import { DEFAULT_JUDGE_POLICY } from '../../src/domain/policy/judge.ts';

const read = (more: Record<string, string>) => readInputs({ 'INPUT_GITHUB-TOKEN': 't', ...more });

describe('the judge’s settings', () => {
  it('are the defaults, and can be changed', () => {
    expect(readConfigFile(null).judge).toEqual(DEFAULT_JUDGE_POLICY);
    const file = readConfigFile('judge:\n  required: true\n  max-output-tokens: 4000\n');
    expect(file.judge).toEqual({ ...DEFAULT_JUDGE_POLICY, required: true, maxOutputTokens: 4_000 });
    expect(() => readConfigFile('judge:\n  threshold: 6\n')).toThrow(/threshold/);
  });

  it('are off without a key', () => {
    expect(read({})).toMatchObject({
      judgeKey: null,
      judgeModel: null,
      judgeUrl: null,
      judgeProvider: 'anthropic',
    });
  });

  it('name a model beside the key, and a server beside `compatible`', () => {
    expect(() => read({ 'INPUT_JUDGE-KEY': 'k' })).toThrow(/judge-model/);
    const both = { 'INPUT_JUDGE-KEY': 'k', 'INPUT_JUDGE-MODEL': 'm', 'INPUT_JUDGE-PROVIDER': 'compatible' };
    expect(() => read(both)).toThrow(/judge-url/);
    expect(read({ ...both, 'INPUT_JUDGE-URL': 'https://llm.example.com/v1/' })).toMatchObject({
      judgeUrl: 'https://llm.example.com/v1',
    });
  });

  it.each([
    'http://llm.example.com/v1',
    'https://user:pw@llm.example.com',
    'llm.example.com',
    'https://a.b/v1?k=1',
  ])('send the key nowhere that is not safe: %s', (url) => {
    expect(() => read({ 'INPUT_JUDGE-KEY': 'k', 'INPUT_JUDGE-MODEL': 'm', 'INPUT_JUDGE-URL': url })).toThrow(
      /judge-url/,
    );
  });

  it('never show the key in a complaint', () => {
    expect(() => read({ 'INPUT_JUDGE-KEY': 'sk-very-secret', 'INPUT_JUDGE-PROVIDER': 'x' })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('sk-very-secret') }),
    );
  });
});
