import { z } from 'zod';
import { judgePatch } from '../../src/decide/gate/judge.ts';
import { resolvePatch } from '../../src/decide/gate/patch/resolve.ts';
import { DEFAULT_GATE_POLICY } from '../../src/domain/policy/gate.ts';
import { findInvisible, findSecrets } from '../../src/safety/patch-scan.ts';

const Suspect = z.union([z.string(), z.object({ path: z.string() }).transform(({ path }) => path)]);
const Input = z.object({
  /** `null`: the base has no such file. */
  base: z.record(z.string(), z.string().nullable()),
  patch: z.string(),
  suspects: z.array(Suspect).nullish(),
});

/**
 * `gate`: `{"base": {path: content}, "patch": unified diff, "suspects"?: [path]}` → `{verdict, gates}`; the verdict is
 * `accepted`, `refused` or `needs-human`. Base files that the patch touches suffice.
 */
export function gate(input: unknown): unknown {
  const parsed = Input.safeParse(input);
  if (!parsed.success) {
    throw new Error('gate reads {"base": {path: content}, "patch": unified diff, "suspects"?: [path]}');
  }
  const { base, patch, suspects } = parsed.data;
  const known = Object.entries(base).flatMap(([path, text]) =>
    text === null ? [] : [[path, text] as const],
  );
  const { files, faults } = resolvePatch(new Map(known), patch);
  const report = judgePatch(
    { files, faults, suspects: suspects ?? [], secrets: findSecrets(files), invisible: findInvisible(files) },
    DEFAULT_GATE_POLICY,
  );
  return { verdict: report.verdict === 'pass' ? 'accepted' : report.verdict, gates: report.gates };
}
