import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { WorkerKind } from '../../../sandbox/workers/worker.ts';
import { readProof } from '../../../src/sources/hand-off/proof.ts';
import { CANARIES, verifyWorker } from './world.ts';

/** What verify can see of each worker's patch. Gates and the judge refuse what only they can. */
const STORIES: readonly (readonly [kind: WorkerKind, decision: string, codes: readonly string[]])[] = [
  ['right', 'proven', ['proven']],
  ['symptom', 'proven', ['proven']],
  ['swallow', 'proven', ['proven']],
  ['workflow-edit', 'proven', ['proven']],
  ['secret', 'proven', ['proven']],
  ['no-test', 'unproven', ['test-missing']],
  ['deleted-test', 'refused', ['tests-lost', 'test-passes-before']],
  ['path-escape', 'refused', ['path-escape']],
  ['nothing', 'refused', ['patch-empty']],
  ['huge-patch', 'refused', ['patch-too-large']],
];

describe('what verify says of each worker', () => {
  it.each(STORIES)('%s: %s', async (kind, decision, codes) => {
    const { result, proof } = await verifyWorker(kind);
    expect(result.exitCode, result.log).toBe(0);
    expect(result.outputs).toMatchObject({ decision, 'reason-code': codes[0], repairs: '[]' });
    expect(proof?.codes).toEqual(codes);
    expect(result.requests).toEqual([]);
    expect(result.annotations).toEqual([]);
    const text = result.files['patchpilot/proof.json'] ?? '';
    expect(createHash('sha256').update(text).digest('hex')).toBe(result.outputs['proof-digest']);
    const read = readProof(new TextEncoder().encode(text), result.outputs['proof-digest'] ?? '');
    expect(read).toEqual({ kind: 'proof', proof });
    const everything = [result.log, text, JSON.stringify(result.outputs), result.summary].join('\n');
    for (const canary of Object.values(CANARIES)) expect(everything).not.toContain(canary);
  });

  it('shows the right fix in a table: fails before, passes after', async () => {
    const { result, proof } = await verifyWorker('right');
    expect(proof?.tests).toMatchObject({
      files: ['test/cart.test.js'],
      proving: ['takes a coupon without an end off'],
      failing: [],
      unsteady: [],
    });
    expect(proof?.tests?.before.map(({ end }) => end)).toEqual(['failed', 'failed']);
    expect(proof?.tests?.after.map(({ end }) => end)).toEqual(['passed', 'passed']);
    expect(proof?.checks).toMatchObject([{ name: 'test', change: 'still-green' }]);
    expect(proof?.paths.map(({ path, test }) => [path, test])).toEqual([
      ['src/coupon.js', false],
      ['test/cart.test.js', true],
    ]);
    expect(result.summary).toContain('| `takes a coupon without an end off` | fails | passes |');
    expect(result.log).toContain('Decided: proven (proven)');
  });
});
