import { describe, expect, it } from 'vitest';
import { PATH_RULES, pathKind } from '../../../src/domain/tree/kind.ts';

describe('pathKind', () => {
  it.each(PATH_RULES.map((rule) => [rule.name, rule] as const))('%s', (_, rule) => {
    expect(pathKind(rule.matches)).toBe(rule.kind);
    expect(rule.pattern.test(`/${rule.spares.toLowerCase()}`)).toBe(false);
  });

  it.each([
    ['internal/cart/cart_test.go', 'test'],
    ['src/cart.spec.ts', 'test'],
    ['src/__tests__/cart.ts', 'test'],
    ['spec/models/order_spec.rb', 'test'],
    ['Shop.Tests/CartTests.cs', 'test'],
    ['third_party/zlib/inflate.c', 'vendored'],
    ['api/v1/cart_pb2.py', 'generated'],
    ['public/app.min.js', 'generated'],
    ['src/latest.ts', 'source'],
    ['app/models/contest.py', 'source'],
    ['setup.py', 'tooling'],
  ])('%s is %s', (path, kind) => {
    expect(pathKind(path)).toBe(kind);
  });
});
