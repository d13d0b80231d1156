import { describe, expect, it } from 'vitest';
import { readConfigFile } from '../../src/config/file.ts';
import { ConfigError } from '../../src/domain/errors.ts';
import { DEFAULT_IMPACT_POLICY } from '../../src/domain/policy/impact.ts';
import { DEFAULT_PERFORMANCE_POLICY } from '../../src/domain/policy/performance.ts';

const problems = (text: string): readonly string[] => {
  try {
    readConfigFile(text);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
};
const kebab = (key: string) => key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

describe('numbers of the performance mode and of product impact', () => {
  it('have the defaults of their policies', () => {
    const policy = readConfigFile(null);
    expect(policy.performance).toEqual(DEFAULT_PERFORMANCE_POLICY);
    expect(policy.impact).toEqual(DEFAULT_IMPACT_POLICY);
  });

  it('can be set, one and all', () => {
    const text = `performance:
  thresholds: { http.server: 800, my.op: 90 }
  min-samples: 500
  min-ratio: 1.4
  window-hours: 6
impact:
  events: [paid]
  release-property: release
`;
    expect(readConfigFile(text)).toMatchObject({
      performance: {
        thresholds: { 'http.server': 800, 'my.op': 90 },
        minSamples: 500,
        minRatio: 1.4,
        windowHours: 6,
      },
      impact: { events: ['paid'], releaseProperty: 'release' },
    });
  });

  const groups = [
    ['performance', DEFAULT_PERFORMANCE_POLICY],
    ['impact', DEFAULT_IMPACT_POLICY],
  ] as const;
  const keys = groups.flatMap(([group, policy]) =>
    Object.keys(policy).map((key) => [group, kebab(key)] as const),
  );

  it.each(keys)('%s.%s: a bad value is one sentence that names it', (group, key) => {
    for (const bad of ['-7', '"many words"', '{ a: b }', '99999999999']) {
      const found = problems(`${group}:\n  ${key}: ${bad}\n`);
      if (key === 'release-property' && bad === '"many words"') {
        expect(found, 'any text may name a property').toEqual([]);
        continue;
      }
      expect(found).toHaveLength(1);
      expect(found[0]).toContain(`${group}.${key}`);
      expect(found[0]).toMatch(/\.$/);
    }
    expect(problems(`${group}:\n  ${key}: -7\n`)).toHaveLength(1);
  });

  it.each([
    ['performance:\n  thresholds: { "HTTP server": 5 }\n', 'http.server'],
    ['impact:\n  path: checkout\n', '/checkout'],
    ['impact:\n  release-property: "a\'); b"\n', '$app_version'],
    ['performance:\n  minsamples: 5\n', 'not a known key'],
  ])('%j: the cure is named', (text, cure) => {
    expect(problems(text).join()).toContain(cure);
  });
});
