import { describe, expect, it } from 'vitest';
import { titleOf } from '../../src/decide/propose/title.ts';
import type { Proposal } from '../../src/domain/proposal.ts';
import { untrusted } from '../../src/domain/trust.ts';
import { renderCommitBody, renderPullRequest } from '../../src/render/pull-request.ts';
import { plainTitle } from '../../src/safety/title.ts';

const KEYWORDS = 'close closes closed fix fixes fixed resolve resolves resolved'.split(' ');
const REFERENCES = ['#12', 'acme/shop#12', 'GH-12', 'https://github.com/acme/shop/issues/12'];
const CLOSING = KEYWORDS.flatMap((word) =>
  REFERENCES.flatMap((reference) => [`${word} ${reference}`, `${word.toUpperCase()}: ${reference}`]),
);
/** What GitHub takes for an order to close an issue. */
const ORDER =
  /\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?\s+(?:#|GH-|[\w.-]+\/[\w.-]+#|https?:\/\/\S+\/(?:issues|pull)\/)\d/i;
/** Prose alone: GitHub reads no references in code. */
const prose = (text: string): string =>
  text.replace(/^(`{3,}|~{3,})[\s\S]*?^\1\s*$/gm, '').replace(/(`+)(?:[^`]|(?!\1)`)*?\1/g, '');

const run = { end: 'failed', exitCode: 1, milliseconds: 1, passed: 0, failed: 1, tail: '' } as const;
function proposal(words: string): Proposal {
  const text = untrusted(words);
  const gate = { name: 'weakened-tests', outcome: 'needs-human' as const, reason: words };
  return {
    issue: { number: 7, nodeId: 'I_7' },
    repository: 'acme/shop',
    branch: 'patchpilot/abc',
    baseBranch: 'main',
    base: 'b'.repeat(40),
    baseTree: 'b'.repeat(40),
    tree: 't'.repeat(40),
    files: [{ path: words, content: '', mode: '100644' }],
    attempt: 1,
    title: text,
    report: { cause: text, change: text, tested: text },
    usage: null,
    proof: {
      version: 1,
      verdict: 'proven',
      code: 'proven',
      codes: ['proven'],
      repository: 'acme/shop',
      run: { id: '1', attempt: 1 },
      at: '2026-11-21T00:00:00Z',
      base: 'b'.repeat(40),
      patchDigest: 'd'.repeat(64),
      patchBytes: 1,
      briefDigest: null,
      tree: 't'.repeat(40),
      paths: [{ path: words, oldPath: null, added: 1, removed: 0, test: false }],
      runner: 'node',
      commandsFrom: 'detected',
      isolation: { kind: 'same-user', noNewPrivileges: true, why: 'there is no setpriv on this machine' },
      tests: {
        command: words,
        files: [words],
        whole: false,
        before: [run],
        after: [{ ...run, end: 'passed' }],
        proving: [words],
        failing: [],
        unsteady: [],
      },
      checks: [],
    },
    gates: [{ ...gate, lines: [{ path: words, line: 1, text: words }] }],
    requirements: [gate],
    judge: {
      model: words,
      overall: 4,
      costUsd: null,
      inputTokens: 1,
      outputTokens: 1,
      scores: [{ question: 'root-cause', score: 4, because: text }],
    },
    evidence: null,
    suspects: [{ path: words, lines: null, function: text, score: 1, confidence: 0.5, reason: words }],
    sentry: { id: '1', shortId: words },
    resolveInSentry: true,
    labels: [],
    reviewers: [],
    runsWait: true,
    existing: null,
    pullRequest: null,
  };
}

describe('a pull request closes nothing by itself', () => {
  it.each(CLOSING)('%s, wherever a stranger may write', (words) => {
    const made = proposal(words);
    expect(prose(renderPullRequest(made, { sentry: null }))).not.toMatch(ORDER);
    expect(renderCommitBody(made)).not.toMatch(ORDER);
    expect(renderPullRequest(made, { sentry: null })).toContain('Refs #7');
  });

  it.each(REFERENCES)('nor does its title, made of %s', (reference) => {
    for (const headlines of [[], ['fix: a', 'feat: b'], ['Add a', 'Add b']]) {
      const title = titleOf({
        evidence: { ...EVIDENCE, type: untrusted(reference) },
        suspects: [{ ...SUSPECT, function: untrusted(`x closes ${reference}`) }],
        paths: [],
        headlines,
      });
      expect(plainTitle(title)).not.toMatch(ORDER);
      expect(plainTitle(title)).not.toMatch(/#\d|GH-\d|:\/\//i);
    }
  });

  it('says where the proof ran', () => {
    const made = proposal('x');
    expect(renderPullRequest(made, { sentry: null })).toContain('there is no setpriv on this machine');
    const other = { kind: 'other-user', noNewPrivileges: true, why: '' } as const;
    const walled = { ...made, proof: { ...made.proof, isolation: other } };
    expect(renderPullRequest(walled, { sentry: null })).toContain('as a user without rights');
  });
});

const EVIDENCE = {
  type: untrusted('TypeError'),
  message: untrusted('x'),
  count: 1,
  userCount: 1,
  firstSeen: '2026-11-20T00:00:00Z',
  lastSeen: '2026-11-21T00:00:00Z',
  release: null,
  environment: null,
};
const SUSPECT = { path: 'src/a.ts', lines: null, score: 1, confidence: 1, reason: 'x' };
