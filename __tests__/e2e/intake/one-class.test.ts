import { describe, expect, it } from 'vitest';
import { loadIncident, placeIncident } from '../../../sandbox/incident.ts';
import { sentryMadeIssue } from '../../../sandbox/sentry/github-issue.ts';
import { readIncident } from '../../../src/sources/github/incident-schema.ts';
import { lawNothingUnknown, lawWritesNothing } from '../harness/laws.ts';
import { type IncidentWorld, incidentWorld, inWorld, runIntake } from './world.ts';

/** The same bug again, under another Sentry issue and another GitHub issue. */
function again(world: IncidentWorld) {
  const fixture = loadIncident('checkout-node');
  const event = { ...fixture.event, eventID: 'f'.repeat(32), id: 'f'.repeat(32) };
  const issue = { id: '7000000001', shortId: 'SHOP-API-9Z', count: '40', userCount: 9 };
  const permalink = 'https://acme.sentry.io/issues/7000000001/';
  return placeIncident(
    world.sandbox,
    { ...fixture, event },
    { repository: world.repository, change: { ...issue, permalink } },
  );
}

const sticky = (world: IncidentWorld, issue: number) =>
  world.repository
    .issue(issue)
    .comments.map(({ body }) => readIncident({ body, ours: true }))
    .find((one) => one !== null);

const opened = (world: IncidentWorld, issue: number) =>
  runIntake(world, world.repository.events.issues('opened', issue));

describe('one class, one pull request', () => {
  it('a second issue of the class defers to the first, is linked in both directions and counts into it', () =>
    inWorld(incidentWorld('checkout-node'), async (world) => {
      await opened(world, 1);
      const { issue } = again(world);
      const result = await opened(world, issue.number);
      lawNothingUnknown(result);
      expect(result.outputs).toMatchObject({
        decision: 'defer',
        'reason-code': 'duplicate-class',
        repairs: '[]',
      });
      expect(world.repository.issue(issue.number).comments[0]?.body).toContain('See #1.');
      expect(world.repository.issue(1).comments[0]?.body).toContain(`#${issue.number} (40 events, 9 users)`);
      expect(sticky(world, 1)).toMatchObject({
        duplicates: [
          { issue: issue.number, sentryId: '7000000001', shortId: 'SHOP-API-9Z', count: 40, userCount: 9 },
        ],
      });
      lawWritesNothing(await opened(world, issue.number));
    }));

  it('in one sweep: the first is handed over, the second linked; a link that got lost comes back', () =>
    inWorld(incidentWorld('checkout-node'), async (world) => {
      const { issue } = again(world);
      const first = await runIntake(world, world.repository.events.schedule());
      expect(JSON.parse(first.outputs.repairs ?? '[]')).toHaveLength(1);
      const leader = JSON.parse(first.outputs.repairs ?? '[]')[0].issue;
      const other = leader === 1 ? issue.number : 1;
      expect(sticky(world, leader)).toMatchObject({ duplicates: [{ issue: other }] });
      lawWritesNothing(await runIntake(world, world.repository.events.schedule()));
      const comment = world.repository.issue(leader).comments[0];
      if (comment === undefined) throw new Error('no comment');
      const { body } = comment;
      comment.body = body.replace(/"duplicates":\[\{[^\]]*\]/, '"duplicates":[]');
      expect(comment.body).not.toBe(body);
      await runIntake(world, world.repository.events.schedule());
      expect(sticky(world, leader)).toMatchObject({ duplicates: [{ issue: other }] });
    }));

  const SUSPECT = 'src/coupon.js';
  it.each([
    ['Seer’s pull request', { author: 'seer-by-sentry[bot]', title: 'fix(cart): guard', path: SUSPECT }],
    ['a person’s that changes the suspect', { author: 'dev', title: 'Rework totals', path: SUSPECT }],
    ['one that names the Sentry issue', { author: 'dev', title: 'wip SHOP-API-1A', path: 'docs/a.md' }],
  ])('%s is deferred to', (_, { author, title, path }) =>
    inWorld(incidentWorld('checkout-node'), async (world) => {
      const pull = world.repository.openPull({ author, title, files: { [path]: 'x\n' } });
      const result = await opened(world, 1);
      expect(result.outputs).toMatchObject({ decision: 'defer', 'reason-code': 'open-pull-request' });
      expect(world.repository.issue(1).comments[0]?.body).toContain(`See #${pull.number}.`);
    }),
  );

  it('a dependency bot’s pull request is not', () =>
    inWorld(incidentWorld('checkout-node'), async (world) => {
      world.repository.openPull({
        author: 'dependabot[bot]',
        title: 'fix(deps): bump express',
        files: { 'package-lock.json': '{}\n' },
      });
      expect((await opened(world, 1)).outputs.decision).toBe('accept');
    }));

  it('a ticket that a person filed with the same stack is deferred to; `/patchpilot retry` says it is none', () =>
    inWorld(incidentWorld('checkout-node'), async (world) => {
      const { body } = sentryMadeIssue(world.sentryIssue.json, loadIncident('checkout-node').event);
      const text = `Checkout is broken!\n\n${(body ?? '').replace(/Sentry Issue:.*\n/, '')}`;
      const ticket = world.repository.openIssue({ title: 'Checkout broken', body: text, author: 'dev' });
      const result = await opened(world, 1);
      expect(result.outputs).toMatchObject({ decision: 'defer', 'reason-code': 'human-ticket' });
      expect(world.repository.issue(1).comments[0]?.body).toContain(`See #${ticket.number}.`);
      world.sandbox.clock.set('2026-11-21T10:30:00Z');
      const order = world.repository.comment(1, { author: 'dev', body: '/patchpilot retry' });
      const next = await runIntake(world, world.repository.events.issueComment(1, order.id), {
        env: { PATCHPILOT_NOW: '2026-11-21T11:00:00Z' },
      });
      expect(next.outputs.decision).toBe('accept');
    }));

  it('a ticket that links to the Sentry issue, too', () =>
    inWorld(incidentWorld('checkout-node'), async (world) => {
      const link = `https://acme.sentry.io/issues/${String(world.sentryIssue.json.id)}/?referrer=slack`;
      world.repository.openIssue({ title: 'Is this known?', body: `Seen here: ${link}`, author: 'dev' });
      expect((await opened(world, 1)).outputs['reason-code']).toBe('human-ticket');
    }));
});
