import { describe, expect, it } from 'vitest';
import { lawNoLeak } from '../harness/laws.ts';
import { GITHUB_TOKEN, incidentWorld, inWorld, runIntake, SENTRY_TOKEN } from './world.ts';

const ID = '5100007919';

/** Links that try to send a token, or a request, elsewhere. */
const LINKS = [
  `https://sentry.io@evil.example/issues/${ID}/`,
  `https://acme.sentry.io.evil.example/issues/${ID}/`,
  `https://evil.example/acme.sentry.io/issues/${ID}/`,
  `http://169.254.169.254/issues/${ID}/`,
  `https://127.0.0.1:1/issues/${ID}/`,
  `https://аcme.sentry.io/issues/${ID}/`,
  `https://acme.sentry.io:8443/issues/${ID}/`,
  `https://user:pw@acme.sentry.io/issues/${ID}/`,
  `https://acme.sentry.io%2eevil.example/issues/${ID}/`,
  `https://acme.sentry.io\\@evil.example/issues/${ID}/`,
  `https://evil.example/issues/${ID}/?x=https://acme.sentry.io`,
  `https://evil.example/issues/${ID}/#@acme.sentry.io`,
  `https://evil.example/issues/..%2f..%2f${ID}/`,
  `https://evil.example/issues/../../x/issues/${ID}`,
  `https://[::1]/issues/${ID}/`,
];

describe('a link’s host', () => {
  it(
    'is never contacted, and no token goes anywhere but to its own service',
    () =>
      inWorld(incidentWorld('checkout-node'), async (world) => {
        for (const link of LINKS) {
          const issue = world.repository.openIssue({
            title: 'Error',
            author: 'sentry[bot]',
            body: `Sentry Issue: [SHOP-API-1A](${link})\n`,
          });
          const result = await runIntake(world, world.repository.events.issues('opened', issue.number), {
            inputs: { 'dry-run': 'true' },
          });
          expect(result.exitCode, link).toBe(0);
          for (const request of result.requests) {
            expect(request.unknown, `${link} → ${request.label}`).toBeUndefined();
            expect(request.auth?.token, link).toBe(request.service === 'sentry' ? 'sentry' : 'workflow');
          }
          lawNoLeak(result, [GITHUB_TOKEN, SENTRY_TOKEN]);
        }
      }),
    60_000,
  );
});
