import { describe, expect, it } from 'vitest';
import { triage } from '../../../inspect/verbs/triage.ts';

const CASE = {
  text: 'TypeError: x is undefined\n    at total (/app/src/cart.js:12:5)',
  tree: ['src/cart.js'],
};
const decide = (issue: object) => triage({ ...CASE, issue }) as { verdict: string; reasonCode: string };
const comment = (body: string, author: object = { login: 'dev' }, more: object = {}) =>
  decide({ comments: [{ body, author, ...more }] });

describe('a person’s word', () => {
  it.each([
    "I'm on it",
    'I’m working on this',
    'We are looking into it',
    "I'll take this",
    "I'll fix it tomorrow",
    'On it!',
    'Taking this',
    'Fixed in #12',
    'This was already fixed by https://github.com/acme/shop/pull/4',
    'Should be resolved with v2.3',
    'PR is up',
    'I opened a PR',
    'Fix deployed',
    "Won't fix",
    'This is a known issue',
    'Works as intended',
    'Duplicate of #3',
    'Mine',
    "I've got this",
  ])('%s: is deferred to', (body) => {
    expect(comment(body)).toMatchObject({ verdict: 'defer', reasonCode: 'human-handling' });
  });

  it.each([
    'Is anyone working on this?',
    'This is not fixed in #12',
    'Can someone take a look?',
    '> I am on it\n\nAre you?',
    'Nobody is looking into it',
    '```\nfixed in #12\n```',
    'Seen again on staging',
    'This never was resolved in v2',
    'What is going on here?',
    'Could you fix this?',
  ])('%s: is not', (body) => {
    expect(comment(body).verdict).toBe('accept');
  });

  it('counts only from people who may write', () => {
    expect(comment("I'm on it", { login: 'stranger', canWrite: false }).verdict).toBe('accept');
    expect(comment('Fixed in #12', { login: 'helper[bot]', isBot: true }).verdict).toBe('accept');
  });

  it('an assignee, a label, a closed or a locked issue', () => {
    expect(decide({ assignees: [{ login: 'dev' }] })).toMatchObject({
      verdict: 'defer',
      reasonCode: 'assigned-to-human',
    });
    expect(decide({ assignees: [{ login: 'bot[bot]', isBot: true }] }).verdict).toBe('accept');
    expect(decide({ labels: ['WontFix'] }).reasonCode).toBe('opted-out');
    expect(decide({ state: 'closed' }).reasonCode).toBe('issue-closed');
    expect(decide({ locked: true }).reasonCode).toBe('issue-locked');
  });

  it('orders: the last one stands, edited ones do not', () => {
    expect(comment('/patchpilot ignore').reasonCode).toBe('human-said-ignore');
    expect(comment('/patchpilot ignore', { login: 'dev' }, { edited: true }).verdict).toBe('accept');
    expect(comment('/patchpilot ignore', { login: 'x', canWrite: false }).verdict).toBe('accept');
    const dev = { login: 'dev' };
    const both = {
      comments: [
        { body: '/patchpilot ignore', author: dev },
        { body: '/patchpilot retry', author: dev, createdAt: '2026-01-01T10:00:00Z' },
      ],
    };
    expect(decide(both).verdict).toBe('accept');
    expect(decide({ ...both, assignees: [dev] }).verdict).toBe('accept');
  });

  it('a look-alike of Sentry is nobody', () => {
    expect(decide({ author: { login: 'sentry-io[bot]', id: 1, isBot: true } }).reasonCode).toBe(
      'untrusted-author',
    );
    expect(decide({ author: { login: 'sentry-io', isBot: false } }).reasonCode).toBe('untrusted-author');
    expect(decide({ author: { login: 'sentry-io[bot]', id: 39604003, isBot: true } }).verdict).toBe('accept');
  });
});
