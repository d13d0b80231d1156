import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readConfigFile } from '../../src/config/file.ts';
import { ConfigError } from '../../src/domain/errors.ts';

const problems = (text: string): readonly string[] => {
  try {
    readConfigFile(text);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
};

describe('.github/patchpilot.yml', () => {
  it('reads kebab-case keys', () => {
    const policy = readConfigFile(
      'enabled: false\nbudgets:\n  dispatches-per-day: 3\nopt-out-labels: [later]\nactions:\n  label: false\n',
    );
    expect(policy.triage).toMatchObject({ enabled: false, optOutLabels: ['later'] });
    expect(policy.triage.budgets).toMatchObject({ dispatchesPerDay: 3, openPullRequests: 5 });
    expect(policy.actions).toMatchObject({ comment: true, label: false, dispatch: true, close: true });
  });

  it('says every problem at once: key, value, cure', () => {
    const text = `
enable: yes
budgets: { dispatches-per-day: many, open-pull-requests: -1 }
thresholds: { severity: 140 }
sentry: { authors: [] }
label: 7
optOutLabels: [x]
`;
    const where = '.github/patchpilot.yml:';
    expect([...problems(text)].sort()).toEqual([
      `${where} budgets.dispatches-per-day is "many": use a number.`,
      `${where} budgets.open-pull-requests is -1: use 0 or more.`,
      `${where} enable is not a known key: remove it or correct its spelling (docs/configuration.md lists all keys).`,
      `${where} label is not a known key: remove it or correct its spelling (docs/configuration.md lists all keys).`,
      `${where} sentry.authors is []: give at least 1.`,
      `${where} thresholds.severity is 140: use 100 or less.`,
    ]);
  });

  it('names the place of a slip in the YAML', () => {
    expect(problems('budgets: [1, 2\nlabel: x')[0]).toMatch(/not valid YAML in line \d+, column \d+/);
    expect(problems('a'.repeat(70_000))[0]).toContain('shorten it to at most 65536');
    expect(problems('- a\n- b')[0]).toContain('the content is ["a","b"]: use a group of keys');
  });

  it('fails with sentences only, whatever stands in it', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ maxLength: 200 }),
          fc.jsonValue().map((value) => JSON.stringify(value)),
        ),
        (text) => {
          for (const problem of problems(text))
            expect(problem).toMatch(/^\.github\/patchpilot\.yml[: ].*[.)]$/su);
        },
      ),
    );
  });
});
