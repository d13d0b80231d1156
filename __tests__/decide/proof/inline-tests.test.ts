import { describe, expect, it } from 'vitest';
import { withInlineTests } from '../../../src/decide/proof/inline-tests.ts';
import { partsOfPatch } from '../../../src/decide/proof/tests-of-patch.ts';

const BASE = `pub fn total(a: u32) -> u32 {
    a - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adds() {
        assert_eq!(total(2), 1);
    }
}
`;
const FIXED = BASE.replace('a - 1', 'a.saturating_sub(1)').replace(
  '        assert_eq!(total(2), 1);\n    }\n',
  '        assert_eq!(total(2), 1);\n    }\n\n    #[test]\n    fn zero() {\n        assert_eq!(total(0), 0);\n    }\n',
);

describe('tests inside of sources', () => {
  it('are put over the base’s own code', () => {
    const made = withInlineTests(BASE, FIXED);
    expect(made?.onlyTests).toBe(false);
    expect(made?.text).toContain('a - 1');
    expect(made?.text).toContain('fn zero()');
    expect(made?.text.match(/mod tests/g)).toHaveLength(1);
  });

  it('are found in a file that had none, and in a new one', () => {
    const plain = 'pub fn total(a: u32) -> u32 {\n    a - 1\n}\n';
    expect(withInlineTests(plain, FIXED)?.text).toContain('a - 1');
    expect(withInlineTests(null, FIXED)?.onlyTests).toBe(false);
  });

  it('are none when they stay as they were, or are no module with a body', () => {
    expect(withInlineTests(BASE, BASE.replace('a - 1', 'a'))).toBeNull();
    expect(withInlineTests(BASE, 'pub fn x() {}\n#[cfg(test)]\nmod tests;\n')).toBeNull();
    expect(withInlineTests(BASE, '#[cfg(test)]\nmod tests {\n    fn open() {')).toBeNull();
  });

  it('make a source a test program too', () => {
    const file = {
      path: 'src/lib.rs',
      oldMode: '100644',
      newMode: '100644',
      base: BASE,
      patched: FIXED,
      binary: false,
      bytes: 9,
    };
    const parts = partsOfPatch([file]);
    expect([parts.programs, parts.sources.length, parts.inline.length]).toEqual([['src/lib.rs'], 1, 1]);
    const only = partsOfPatch([{ ...file, patched: FIXED.replace('a.saturating_sub(1)', 'a - 1') }]);
    expect([only.programs, only.sources.length]).toEqual([['src/lib.rs'], 0]);
  });
});
