import { describe, expect, it } from 'vitest';
import { findSentryLink } from '../../src/domain/sentry-link.ts';

const body = (label: string, url: string, prefix = 'Sentry Issue') =>
  `${prefix}: [${label}](${url})\n\n\`\`\`\nError: x\n\`\`\`\n`;

describe('findSentryLink', () => {
  it.each([
    [
      'https://acme.sentry.io/issues/4501234567/?referrer=github_integration',
      { id: '4501234567', shortId: 'SHOP-4K', org: 'acme' },
    ],
    [
      'https://sentry.io/organizations/acme/issues/4501234567/',
      { id: '4501234567', shortId: 'SHOP-4K', org: 'acme' },
    ],
    [
      'https://sentry.io/acme/shop-web/issues/4501234567/',
      { id: '4501234567', shortId: 'SHOP-4K', org: 'acme' },
    ],
    [
      'https://sentry.internal.example:9000/organizations/acme/issues/77/events/abc123/',
      { id: '77', shortId: 'SHOP-4K', org: 'acme' },
    ],
    ['https://acme.sentry.io/issues/SHOP-4K/', { id: null, shortId: 'SHOP-4K', org: 'acme' }],
    ['https://us.sentry.io/issues/12', { id: '12', shortId: 'SHOP-4K', org: null }],
    ['https://sentry.internal.example/issues/12?project=3', { id: '12', shortId: 'SHOP-4K', org: null }],
  ])('reads %s', (url, link) => {
    expect(findSentryLink(body('SHOP-4K', url))).toEqual(link);
  });

  it('finds it behind a summary, in lower case, and for feedback', () => {
    const url = 'https://acme.sentry.io/issues/9/';
    expect(findSentryLink(`The cart crashes.\n\n${body('A-1', url, 'Sentry issue')}`)?.id).toBe('9');
    expect(findSentryLink(body('A-1', url, 'Sentry Feedback'))?.id).toBe('9');
  });

  it('reads an odd host as an id only, and never as our organization', () => {
    expect(findSentryLink(body('A-1', 'https://sentry.io@evil.example/issues/9/'))?.org).toBeNull();
    expect(findSentryLink(body('A-1', 'https://acme.sentry.io.evil.example/issues/9/'))?.org).toBeNull();
    expect(findSentryLink(body('A-1', 'https://evil.example/%2e%2e/issues/9;x/'))).toBeNull();
  });

  it('is nothing without a link, and bounded on junk', () => {
    expect(findSentryLink('Sentry Issue: SHOP-4K')).toBeNull();
    expect(findSentryLink('see https://acme.sentry.io/issues/9/')).toBeNull();
    expect(findSentryLink('Sentry Issue: ['.repeat(4_369))).toBeNull();
    expect(findSentryLink(`Sentry Issue: [${'('.repeat(65_000)}`)).toBeNull();
  });
});
