import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Proof, RunSummary } from '../../../src/domain/proof.ts';
import { readProof } from '../../../src/sources/hand-off/proof.ts';

const run = (end: RunSummary['end']): RunSummary => ({
  end,
  exitCode: end === 'passed' ? 0 : 1,
  milliseconds: 10,
  passed: 1,
  failed: 0,
  tail: '',
});

const PROOF: Proof = {
  version: 1,
  verdict: 'proven',
  code: 'proven',
  codes: ['proven'],
  repository: 'acme/shop',
  run: { id: '42', attempt: 1 },
  at: '2026-11-21T10:00:00.000Z',
  base: 'a'.repeat(40),
  patchDigest: 'b'.repeat(64),
  patchBytes: 10,
  briefDigest: null,
  tree: 'c'.repeat(40),
  paths: [{ path: 'src/a.js', oldPath: null, added: 1, removed: 1, test: false }],
  runner: 'vitest',
  commandsFrom: 'detected',
  isolation: { kind: 'other-user', noNewPrivileges: true, why: '' },
  tests: {
    command: 'x',
    files: ['a.test.js'],
    whole: false,
    before: [run('failed')],
    after: [run('passed')],
    proving: ['a'],
    failing: [],
    unsteady: [],
  },
  checks: [],
};

const bytes = (value: unknown) =>
  new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
const read = (value: unknown) => {
  const raw = bytes(value);
  return readProof(raw, createHash('sha256').update(raw).digest('hex'));
};

describe('a proof on its way to the job that may write', () => {
  it('is believed when it is whole, promised and coherent', () => {
    expect(read(PROOF)).toEqual({ kind: 'proof', proof: PROOF });
  });

  it.each<readonly [string, Uint8Array | null, string, string]>([
    ['is missing', null, 'a', 'missing'],
    ['is empty', bytes(''), 'a', 'missing'],
    ['was promised by nobody', bytes(PROOF), '', 'digest-missing'],
    ['is another one', bytes(PROOF), 'd'.repeat(64), 'digest-mismatch'],
    ['is far too large', new Uint8Array(5_000_000), 'd'.repeat(64), 'too-large'],
  ])('is refused when it %s', (_, ...[raw, digest, why]) => {
    expect(readProof(raw, digest)).toEqual({ kind: 'refused', why });
  });

  it.each<readonly [string, unknown]>([
    ['no JSON', '{'],
    ['no object', '[]'],
    ['a newer version', { ...PROOF, version: 2 }],
    ['an unknown field', { ...PROOF, merge: true }],
    ['a code that is none', { ...PROOF, code: 'fine', codes: ['fine'] }],
    ['a verdict that its code does not give', { ...PROOF, code: 'test-missing', codes: ['test-missing'] }],
    ['a refusal behind a good code', { ...PROOF, codes: ['proven', 'check-broken'] }],
    ['another code first', { ...PROOF, codes: ['test-missing', 'proven'] }],
    ['no tests at all', { ...PROOF, tests: null }],
    ['no runs', { ...PROOF, tests: { ...PROOF.tests, after: [] } }],
    ['a test that passed before', { ...PROOF, tests: { ...PROOF.tests, before: [run('passed')] } }],
    ['a test that hangs after', { ...PROOF, tests: { ...PROOF.tests, after: [run('timed-out')] } }],
    ['no tree', { ...PROOF, tree: null }],
    ['no isolation', { ...PROOF, isolation: null }],
    ['a base that is no commit', { ...PROOF, base: 'main' }],
  ])('is malformed with %s', (_, value) => {
    expect(read(value)).toEqual({ kind: 'refused', why: 'malformed' });
  });

  it('may be a refusal, which is a proof too', () => {
    const refused: Proof = {
      ...PROOF,
      verdict: 'refused',
      code: 'symlink',
      codes: ['symlink'],
      tests: null,
      tree: null,
    };
    expect(read(refused)).toEqual({ kind: 'proof', proof: refused });
  });
});
