import { describe, expect, it } from 'vitest';
import { plainName, ROLE_RULES, roleOf } from '../../../src/decide/suspects/role.ts';

describe('roles', () => {
  it.each(ROLE_RULES.map((rule) => [rule.name, rule] as const))('%s', (_, rule) => {
    expect(rule.pattern.test(plainName(rule.matches))).toBe(true);
    expect(rule.pattern.test(plainName(rule.spares))).toBe(false);
  });

  it.each([
    ['Cart._handleUnexpectedToken', 'src/cart.ts', 'guard', 'work'],
    ['check_array', 'sklearn/utils/validation.py', 'guard', 'guard'],
    ['(*Cart).Add', 'internal/cart/cart.go', 'work', 'work'],
    ['com.acme.Cart$Inner.run', 'src/main/java/com/acme/Cart.java', 'glue', 'work'],
    ['add', 'src/main/java/com/acme/CartException.java', 'work', 'guard'],
    [null, 'src/utils.ts', 'work', 'shared'],
  ])('%s in %s', (...[called, path, byFunction, byFile]) => {
    expect(roleOf(called, path)).toEqual({ function: byFunction, file: byFile });
  });
});
