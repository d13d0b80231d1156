import type { JudgeMaterial, JudgePrompt, JudgeScore } from '../../../src/domain/judge.ts';
import { DEFAULT_JUDGE_POLICY } from '../../../src/domain/policy/judge.ts';
import { untrusted } from '../../../src/domain/trust.ts';
import { renderJudgePrompt } from '../../../src/render/judge-prompt.ts';

export const NONCE = '0123456789abcdef01234567';

export const DIFF = `diff --git a/src/cart.ts b/src/cart.ts
index 1111111..2222222 100644
--- a/src/cart.ts
+++ b/src/cart.ts
@@ -10,6 +10,7 @@ export function total(cart: Cart): number {
   const lines = cart.lines;
-  const rate = rates[cart.region].vat;
+  const rate = rateOf(cart.region);
+  if (rate === null) throw new UnknownRegion(cart.region);
   return sum(lines) * (1 + rate);
 }
diff --git a/__tests__/cart.test.ts b/__tests__/cart.test.ts
--- a/__tests__/cart.test.ts
+++ b/__tests__/cart.test.ts
@@ -1,2 +1,5 @@
 import { total } from '../src/cart.ts';
+test('names a region without a rate', () => {
+  expect(() => total({ region: 'XX', lines: [] })).toThrow(UnknownRegion);
+});
`;

/** A small, complete case. */
export function material(change: Partial<JudgeMaterial> = {}): JudgeMaterial {
  return {
    error: untrusted("TypeError: Cannot read properties of undefined (reading 'vat')"),
    stack: untrusted('total src/cart.ts:11\ncheckout src/checkout.ts:40'),
    suspects: [
      {
        path: 'src/cart.ts',
        firstLine: 9,
        text: untrusted('export function total(cart: Cart): number {\n  const lines = cart.lines;\n'),
      },
    ],
    diff: untrusted(DIFF),
    neighbours: [
      {
        path: 'src/rates.ts',
        firstLine: 1,
        text: untrusted('export const rates: Record<string, Rate> = {};'),
      },
    ],
    hasTest: true,
    ...change,
  };
}

export function prompt(change: Partial<JudgeMaterial> = {}): JudgePrompt {
  return renderJudgePrompt(material(change), { nonce: NONCE, policy: DEFAULT_JUDGE_POLICY });
}

/** The same answer to every question. */
export function scores(value: number, quote = '  const rate = rateOf(cart.region);'): JudgeScore[] {
  return prompt().questions.map((question) => ({
    question,
    score: value,
    quotes: [untrusted(quote)],
    reason: untrusted('because'),
  }));
}
