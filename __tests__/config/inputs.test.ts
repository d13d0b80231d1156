import { describe, expect, it } from 'vitest';
import { readInputs } from '../../src/config/read-inputs.ts';
import { secretInputs } from '../../src/config/secrets.ts';
import { ConfigError } from '../../src/domain/errors.ts';

const problems = (env: Record<string, string>): readonly string[] => {
  try {
    readInputs(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
};
const GOOD = { 'INPUT_GITHUB-TOKEN': 'ghs_test' };

describe('inputs', () => {
  it('have defaults for everything but the token', () => {
    expect(readInputs(GOOD)).toMatchObject({
      mode: 'intake',
      dryRun: false,
      sentryUrl: 'https://sentry.io',
      environment: ['production'],
      issue: null,
    });
  });

  it('names every problem at once, with the value and the cure', () => {
    const found = problems({
      ...GOOD,
      INPUT_MODE: 'fly',
      'INPUT_DRY-RUN': 'yes',
      INPUT_ISSUE: '#7',
      'INPUT_SENTRY-URL': 'http://sentry.example.com',
      'INPUT_SENTRY-ORG': 'https://acme.sentry.io',
    });
    expect(found).toHaveLength(5);
    expect(found.join('\n')).toContain('Input mode is "fly": use `intake`');
    expect(found.join('\n')).toContain('Input dry-run is "yes": use `true` or `false`.');
    expect(found.join('\n')).toContain('Input issue is "#7": use a number, such as 42.');
    expect(found.join('\n')).toContain('use https: a token is never sent over an open line');
    expect(found.join('\n')).toContain('Input sentry-org is "https://acme.sentry.io": use the slug');
  });

  it.each([
    'https://user:pass@sentry.io',
    'https://sentry.io?x=1',
    'https://sentry.io#x',
    'ftp://sentry.io',
    'http://10.0.0.1',
    'http://localhost.evil.example',
    'sentry.io',
  ])('refuses the address %s', (url) => {
    expect(problems({ ...GOOD, 'INPUT_SENTRY-URL': url })).toHaveLength(1);
  });

  it('takes plain http on this machine only', () => {
    expect(readInputs({ ...GOOD, 'INPUT_SENTRY-URL': 'http://127.0.0.1:8080/' }).sentryUrl).toBe(
      'http://127.0.0.1:8080',
    );
  });

  it('never quotes a secret', () => {
    expect(problems({ 'INPUT_GITHUB-TOKEN': '' })).toEqual([
      'Input github-token is not usable: pass `github-token: ${{ github.token }}`.',
    ]);
    expect(secretInputs({ ...GOOD, 'INPUT_SENTRY-TOKEN': 'sntrys_x' })).toEqual(['ghs_test', 'sntrys_x']);
  });
});
