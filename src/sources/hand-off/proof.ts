import { createHash } from 'node:crypto';
import { z } from 'zod';
import {
  CHECK_NAMES,
  PROOF_CODES,
  PROOF_VERSION,
  type Proof,
  type ProofCode,
  type ProofVerdict,
} from '../../domain/proof.ts';

/** A proof with 300 paths and all its names is a fifth of this. */
const MAX_BYTES = 4_194_304;

const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const name = z.string().max(400);
const names = z.array(name).max(50);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const gitId = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/);
const codes = Object.keys(PROOF_CODES) as [ProofCode, ...ProofCode[]];
const code = z.enum(codes);

const Run = z.strictObject({
  end: z.enum([
    'passed',
    'failed',
    'timed-out',
    'too-much-output',
    'too-much-memory',
    'too-many-processes',
    'not-found',
    'no-tests',
  ]),
  exitCode: z.number().int().nullable(),
  milliseconds: count,
  passed: count.nullable(),
  failed: count.nullable(),
  tail: z.string().max(8_000),
});

const Check = z.strictObject({
  name: z.enum(CHECK_NAMES),
  command: z.string().max(20_000),
  before: Run.nullable(),
  after: Run.nullable(),
  change: z.enum(['still-green', 'still-red', 'mended', 'broken', 'flaky', 'not-compared']),
  broken: names,
  flaky: names,
  lost: names,
});

const Tests = z.strictObject({
  command: z.string().max(400_000),
  files: z.array(z.string().max(1_024)).max(50),
  whole: z.boolean(),
  before: z.array(Run).max(10),
  after: z.array(Run).max(10),
  proving: names,
  failing: names,
  unsteady: names,
});

/** `proof.json` as it enters a job that trusts it. */
const ProofFile = z.strictObject({
  version: z.literal(PROOF_VERSION),
  verdict: z.enum(['proven', 'unproven', 'refused']),
  code,
  codes: z.array(code).min(1).max(codes.length),
  repository: z.string().max(200),
  run: z.strictObject({ id: z.string().regex(/^\d{1,20}$/), attempt: count }),
  at: z.iso.datetime(),
  base: gitId,
  patchDigest: sha256.nullable(),
  patchBytes: count.nullable(),
  briefDigest: sha256.nullable(),
  tree: gitId.nullable(),
  paths: z
    .array(
      z.strictObject({
        path: z.string().max(1_024),
        oldPath: z.string().max(1_024).nullable(),
        added: count,
        removed: count,
        test: z.boolean(),
      }),
    )
    .max(1_000),
  runner: z.string().max(100).nullable(),
  commandsFrom: z.enum(['configuration', 'detected', 'both', 'none']),
  isolation: z
    .strictObject({
      kind: z.enum(['other-user', 'same-user']),
      noNewPrivileges: z.boolean(),
      why: z.string().max(400),
    })
    .nullable(),
  tests: Tests.nullable(),
  checks: z.array(Check).max(CHECK_NAMES.length),
});

/** A proof that may be believed, or why it may not. Nothing but a whole, promised and coherent one is. */
export type ReadProof =
  | { readonly kind: 'proof'; readonly proof: Proof }
  | {
      readonly kind: 'refused';
      readonly why: 'missing' | 'too-large' | 'digest-missing' | 'digest-mismatch' | 'malformed';
    };

/**
 * Reads `proof.json` (its bytes; `null`: there is no such file). `digest` is the SHA-256 of these bytes in hex, from the
 * `proof-digest` output of the verify job, never from the artifact.
 */
export function readProof(bytes: Uint8Array | null, digest: string): ReadProof {
  if (bytes === null || bytes.length === 0) return { kind: 'refused', why: 'missing' };
  if (bytes.length > MAX_BYTES) return { kind: 'refused', why: 'too-large' };
  if (digest === '') return { kind: 'refused', why: 'digest-missing' };
  if (createHash('sha256').update(bytes).digest('hex') !== digest.toLowerCase())
    return { kind: 'refused', why: 'digest-mismatch' };
  const parsed = ProofFile.safeParse(json(new TextDecoder().decode(bytes)));
  if (!parsed.success || !isCoherent(parsed.data)) return { kind: 'refused', why: 'malformed' };
  return { kind: 'proof', proof: parsed.data };
}

/** A verdict that its own codes and runs do not bear out is no verdict. */
function isCoherent({
  verdict,
  code: first,
  codes: all,
  tests,
  tree,
  patchDigest,
  isolation,
}: Proof): boolean {
  if (all[0] !== first || PROOF_CODES[first] !== verdict) return false;
  if (worst(all) !== verdict) return false;
  if (verdict !== 'proven') return true;
  const shown =
    tests !== null &&
    tests.before.length > 0 &&
    tests.after.length > 0 &&
    tests.before.every(({ end }) => end === 'failed') &&
    tests.after.every(({ end }) => end === 'passed' || (end === 'failed' && tests.proving.length > 0));
  return shown && tree !== null && patchDigest !== null && isolation !== null;
}

function worst(all: readonly ProofCode[]): ProofVerdict {
  const verdicts = all.map((one) => PROOF_CODES[one]);
  return verdicts.includes('refused') ? 'refused' : verdicts.includes('unproven') ? 'unproven' : 'proven';
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
