import { describe, expect, it } from 'vitest';
import { labelsOf, lawNothingUnknown, writesOf } from '../harness/laws.ts';
import { incidentWorld, inWorld, runIntake } from './world.ts';

/** Requests in order, without ids, commits and query strings. Side-by-side reads are sorted. */
const short = (labels: readonly string[]) =>
  labels.map((label) =>
    label
      .replace(/\?.*$/, '')
      .replace(/\/(?:[0-9a-f]{32,40}|\d{6,})/g, '/ID')
      .replace(/releases\/[^/]+/, 'releases/VERSION'),
  );

describe('requests of intake', () => {
  it('an issue that is not Sentry’s: none', () =>
    inWorld(incidentWorld('checkout-node'), async ({ sandbox, repository }) => {
      const issue = repository.openIssue({ title: 'The button is too small' });
      const result = await runIntake(
        { sandbox, repository },
        repository.events.issues('opened', issue.number),
      );
      expect(result.requests).toEqual([]);
      expect(result.outputs).toMatchObject({
        decision: 'ignore',
        'reason-code': 'not-sentry-issue',
        repairs: '[]',
      });
    }));

  it('a person who pastes a Sentry link: none', () =>
    inWorld(incidentWorld('checkout-node'), async ({ sandbox, repository, issue }) => {
      const pasted = repository.openIssue({ title: issue.title, body: issue.body, author: 'dev' });
      const result = await runIntake(
        { sandbox, repository },
        repository.events.issues('opened', pasted.number),
      );
      expect(result.requests).toEqual([]);
      expect(result.outputs['reason-code']).toBe('untrusted-author');
    }));

  it('a link to another organization: none, and its host is never asked', () =>
    inWorld(incidentWorld('checkout-node'), async (world) => {
      const event = world.repository.events.issues('opened', world.issue.number);
      const result = await runIntake(world, event, { inputs: { 'sentry-org': 'somebody-else' } });
      expect(result.requests).toEqual([]);
      expect(result.outputs['reason-code']).toBe('foreign-organization');
    }));

  it('a refusal: one read of GitHub, two of Sentry, one write', () =>
    inWorld(incidentWorld('staging-only'), async (world) => {
      const result = await runIntake(world, world.repository.events.issues('opened', world.issue.number));
      lawNothingUnknown(result);
      const [first, second, third, ...rest] = short(labelsOf(result));
      expect([first, second, third].sort()).toEqual([
        'github query PatchpilotIncident',
        'sentry GET /api/0/organizations/acme/issues/ID/',
        'sentry GET /api/0/organizations/acme/issues/ID/events/latest/',
      ]);
      expect(rest).toEqual(['github mutation PatchpilotAddComment']);
    }));

  it('an accepted incident: three reads of GitHub at most, four of Sentry, two writes', () =>
    inWorld(incidentWorld('django-orders'), async (world) => {
      const result = await runIntake(world, world.repository.events.issues('opened', world.issue.number));
      lawNothingUnknown(result);
      const labels = short(labelsOf(result));
      expect(labels.slice(0, 3).sort()).toEqual([
        'github query PatchpilotIncident',
        'sentry GET /api/0/organizations/acme/issues/ID/',
        'sentry GET /api/0/organizations/acme/issues/ID/events/latest/',
      ]);
      expect(labels[3]).toBe('github GET /repos/acme/shop/git/trees/ID');
      expect(labels.slice(4, 6).sort()).toEqual([
        'sentry GET /api/0/organizations/acme/releases/VERSION/commits/',
        'sentry GET /api/0/projects/acme/backoffice/events/ID/committers/',
      ]);
      expect(labels.slice(-2)).toEqual([
        'github mutation PatchpilotAddComment',
        'github POST /repos/acme/shop/issues/1/labels',
      ]);
      expect(writesOf(result)).toHaveLength(2);
    }));

  it('a sweep finds what a lost trigger missed, and the next one asks nothing about it', () =>
    inWorld(incidentWorld('checkout-node'), async (world) => {
      const first = await runIntake(world, world.repository.events.schedule());
      expect(JSON.parse(first.outputs.repairs ?? '[]')).toHaveLength(1);
      const second = await runIntake(world, world.repository.events.schedule());
      // One list of signals tells what grew; nothing is asked about an incident that did not.
      expect(short(labelsOf(second))).toEqual([
        'github query PatchpilotSweep',
        'sentry GET /api/0/organizations/acme/issues/',
      ]);
      expect(second.outputs).toMatchObject({
        decision: 'defer',
        'reason-code': 'already-tracked',
        repairs: '[]',
      });
    }));

  it('a link with a short id costs no request more', () =>
    inWorld(incidentWorld('checkout-node'), async (world) => {
      const body = 'Sentry issue: [SHOP-API-1A](https://acme.sentry.io/issues/SHOP-API-1A/)\n';
      const { number } = world.repository.openIssue({ title: 'Error', body, author: 'sentry[bot]' });
      const result = await runIntake(world, world.repository.events.issues('opened', number), {
        inputs: { 'dry-run': 'true' },
      });
      lawNothingUnknown(result);
      expect(result.outputs.decision).toBe('accept');
      expect(labelsOf(result).filter((label) => label.startsWith('sentry'))).toHaveLength(4);
      expect(labelsOf(result).join()).toContain('/shortids/SHOP-API-1A/');
    }));

  it('one issue on demand', () =>
    inWorld(incidentWorld('checkout-node'), async (world) => {
      const result = await runIntake(world, world.repository.events.workflowDispatch(), {
        inputs: { issue: '1' },
      });
      expect(result.outputs.decision).toBe('accept');
      expect(labelsOf(result)[0]).toBe('github query PatchpilotIncident');
    }));
});
