import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { describe, expect, it } from 'vitest';
import { PROOF_CODES, type Proof, type ProofCode, type RunSummary } from '../../src/domain/proof.ts';
import { renderProof, renderProofTable } from '../../src/render/proof.ts';
import { PROOF_WORDS } from '../../src/render/proof-words.ts';

const run = (end: RunSummary['end'], tail = ''): RunSummary => ({
  end,
  exitCode: 1,
  milliseconds: 1_240,
  passed: null,
  failed: null,
  tail,
});

const HOSTILE = '<img src=x onerror=1> @team #1 fixes #2 | `x` [a](http://evil.example) <!-- patchpilot';

const proof: Proof = {
  version: 1,
  verdict: 'refused',
  code: 'check-broken',
  codes: ['check-broken', 'test-missing'],
  repository: 'acme/shop',
  run: { id: '42', attempt: 1 },
  at: '2026-11-21T10:00:00.000Z',
  base: 'a'.repeat(40),
  patchDigest: 'b'.repeat(64),
  patchBytes: 10,
  briefDigest: null,
  tree: 'c'.repeat(40),
  paths: [{ path: `src/${HOSTILE}.js`, oldPath: null, added: 1, removed: 2, test: false }],
  runner: 'vitest',
  commandsFrom: 'both',
  isolation: { kind: 'same-user', noNewPrivileges: false, why: 'there is no setpriv on this machine' },
  tests: {
    command: 'x',
    files: [HOSTILE],
    whole: false,
    before: [run('failed')],
    after: [run('passed'), run('timed-out')],
    proving: [HOSTILE],
    failing: [HOSTILE],
    unsteady: ['b'],
  },
  checks: [
    {
      name: 'test',
      command: 'npm test && echo `id`',
      before: run('passed'),
      after: run('failed', `${HOSTILE}\n\`\`\`\n@team`),
      change: 'broken',
      broken: Array.from({ length: 12 }, (_, at) => `t${at} ${HOSTILE}`),
      flaky: [],
      lost: [],
    },
  ],
};

/** Kinds of nodes that Markdown makes of a text. */
function kinds(text: string): Set<string> {
  const found = new Set<string>();
  const walk = (node: { type: string; children?: readonly unknown[] }): void => {
    found.add(node.type);
    for (const child of node.children ?? []) walk(child as { type: string });
  };
  walk(fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }));
  return found;
}

describe('the summary of a proof', () => {
  it('holds nothing live, whatever tests and paths are called', () => {
    for (const text of [renderProof(proof), renderProofTable(proof)]) {
      const seen = kinds(text);
      for (const live of ['html', 'link', 'image', 'linkReference', 'definition'])
        expect(seen).not.toContain(live);
      expect(seen).toContain('table');
      // A mention outside code would call somebody.
      expect(text.replace(/(`+)[^`][\s\S]*?\1/g, '')).not.toContain('@team');
    }
  });

  it('says the verdict, each reason, who ran it, and the end of the output', () => {
    const text = renderProof(proof);
    expect(text).toContain('### Patchpilot `verify`: `refused`');
    expect(text).toContain(`- \`check-broken\`: ${PROOF_WORDS['check-broken']}`);
    expect(text).toContain('**broken by the patch**');
    expect(text).toContain(' and 2 more');
    expect(text).toContain('which could gain rights');
    expect(text).toContain('End of its output:');
  });

  it('has words for every code', () => {
    for (const code of Object.keys(PROOF_CODES) as ProofCode[]) expect(PROOF_WORDS[code]).toMatch(/[.]$/);
  });
});
