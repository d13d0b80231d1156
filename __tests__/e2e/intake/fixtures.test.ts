import { describe, expect, it } from 'vitest';
import { incidentNames, loadIncident } from '../../../sandbox/incident.ts';
import { labelsOf, lawNoLeak, lawNothingUnknown, writesOf } from '../harness/laws.ts';
import { GITHUB_TOKEN, incidentWorld, inWorld, runIntake, SENTRY_TOKEN } from './world.ts';

interface Expected {
  readonly verdict: string;
  readonly reasonCode: string;
}

/** Personal data that every fixture's event carries. */
const CANARIES = [GITHUB_TOKEN, SENTRY_TOKEN, 'jane.roe@example.net', '203.0.113.77'];

/** Refused only after a look at the tree: minified frames may map into it, and a slow route may have its handler there. */
const COULD_BE_OURS = /^(minified|n-plus-one)/;

describe('intake on every kind of real event', () => {
  it.each(incidentNames())('%s', (name) =>
    inWorld(incidentWorld(name), async (world) => {
      const { verdict, reasonCode } = loadIncident(name).expected as Expected;
      const result = await runIntake(world, world.repository.events.issues('opened', world.issue.number));
      expect(result.stderr).toBe('');
      expect(result.outputs).toMatchObject({ decision: verdict, 'reason-code': reasonCode });
      expect(result.exitCode).toBe(0);
      lawNothingUnknown(result);
      lawNoLeak(result, CANARIES);
      const repairs = JSON.parse(result.outputs.repairs ?? 'null');
      expect(repairs).toHaveLength(verdict === 'accept' ? 1 : 0);
      // Issue 2's budget: a refusal that needs no tree makes one read of GitHub and two of Sentry, and one write.
      const reads = labelsOf(result).filter((label) => !/mutation|POST/.test(label));
      const of = (service: string) => reads.filter((label) => label.startsWith(service)).length;
      const tree = reads.some((label) => label.includes('/git/trees/'));
      const accepted = verdict === 'accept';
      expect(of('github')).toBeLessThanOrEqual(accepted ? 3 : tree ? 2 : 1);
      // Frames that lead nowhere are worth a look at Sentry's code mappings.
      expect(of('sentry')).toBeLessThanOrEqual(accepted ? 4 : tree ? 3 : 2);
      expect(tree && !accepted, 'only what could be ours is worth the tree').toBe(COULD_BE_OURS.test(name));
      expect(writesOf(result).length).toBeLessThanOrEqual(
        verdict === 'accept' || verdict === 'escalate' ? 2 : 1,
      );
    }),
  );
});
