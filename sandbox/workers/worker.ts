import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a scripted worker hands back, as the repair job would export it. */
export type WorkerResult = {
  readonly patch: Buffer;
  /** SHA-256 of the patch in hex. */
  readonly digest: string;
  /** What the worker says of it: as untrusted as the patch. */
  readonly report: { readonly rootCause: string; readonly changed: string; readonly tested: string };
};

const MEGABYTE = 1_048_576;

/** Behaviours of the scripted worker, the good one first, and what each says of itself. */
export const WORKERS = {
  right: 'A coupon without an end has no expiresAt; it is valid for ever.',
  symptom: 'The cart leaves coupons without an end out.',
  swallow: 'Errors of coupons are caught.',
  'no-test': 'A coupon without an end is valid for ever.',
  'deleted-test': 'The test of expired coupons was wrong.',
  'workflow-edit': 'Fixed, and the workflow runs the tests now.',
  secret: 'Fixed, with the key that the service wants.',
  'path-escape': 'Fixed.',
  nothing: 'I could not find the cause.',
  'huge-patch': 'Fixed, and everything formatted.',
} as const;
export type WorkerKind = keyof typeof WORKERS;

/** The patch that a worker of this kind makes of `sandbox/fixtures/checkout-node/repo`. */
export function scriptedWorker(kind: WorkerKind, fixture = 'checkout-node'): WorkerResult {
  const patch = patchOf(kind, join(import.meta.dirname, '../fixtures', fixture, 'patches'));
  const report = { rootCause: WORKERS[kind], changed: 'src/coupon.js', tested: 'npm test' };
  return { patch, digest: createHash('sha256').update(patch).digest('hex'), report };
}

function patchOf(kind: WorkerKind, folder: string): Buffer {
  if (kind === 'nothing') return Buffer.alloc(0);
  if (kind === 'huge-patch') return hugePatch(50 * MEGABYTE);
  const text = readFileSync(join(folder, `${kind}.patch`), 'utf8');
  // Made when it is needed: a file of ours that looks like a token would alarm every scanner.
  return Buffer.from(text.replace('__SECRET__', `ghp_${'Zx81kQpLw93RtVbN5mYs'.repeat(2).slice(0, 36)}`));
}

/** A new file of that many bytes. */
function hugePatch(size: number): Buffer {
  const line = `+${'x'.repeat(62)}\n`;
  const count = Math.floor(size / line.length);
  const head = `diff --git a/src/huge.js b/src/huge.js\nnew file mode 100644\nindex 0000000..1111111\n--- /dev/null\n+++ b/src/huge.js\n@@ -0,0 +1,${count} @@\n`;
  return Buffer.from(head + line.repeat(count));
}
