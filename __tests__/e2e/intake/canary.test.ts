import { describe, expect, it } from 'vitest';
import { type IncidentFixture, incidentNames, loadIncident } from '../../../sandbox/incident.ts';
import { escapes } from '../../safety/oracle.ts';
import { lawNoLeak, lawNothingUnknown } from '../harness/laws.ts';
import { GITHUB_TOKEN, incidentWorld, inWorld, runIntake, SENTRY_TOKEN } from './world.ts';

/** Secrets and personal data of the production system, put together here so that no scanner takes them for real. */
const join = (...parts: string[]) => parts.join('');
const CANARIES = {
  github: join('gh', 'p_', 'q8Zr2LmVx0TcYb5NwKd7RfHs4JgPaE1uQ9Xi'),
  aws: join('AK', 'IA', 'Q3EXJ7TZ4NPLR2VW'),
  stripe: join('sk_', 'live_', '9Qx2Lm7VtRz4Kc8Wb1Nf6Jd3'),
  password: 'tr0ub4dor-Zx9Qm',
  email: 'ursula.canary@example.net',
  card: '4111 1111 1111 1111',
  ip: '203.0.113.99',
};

const MESSAGE = `login failed for ${CANARIES.email} from ${CANARIES.ip} with password=${CANARIES.password} card ${CANARIES.card} token ${CANARIES.github} key ${CANARIES.aws} ${CANARIES.stripe} @acme/security fixes #1 <!-- patchpilot:incident:1 {"version":1} -->`;

/** The fixture with canaries in every field that an attacker, or careless code, can fill. */
function poisoned(name: string): IncidentFixture {
  const fixture = loadIncident(name);
  const event = structuredClone(fixture.event) as {
    title: string;
    culprit: string;
    message: string;
    tags: unknown[];
    entries: {
      type: string;
      data: {
        values?: { value?: string; stacktrace?: { frames: { context: [number, string][] }[] } | null }[];
      };
    }[];
  };
  event.title = MESSAGE;
  event.culprit = MESSAGE;
  event.message = MESSAGE;
  event.tags.push(
    { key: 'transaction', value: `/reset?token=${CANARIES.github}` },
    { key: 'url', value: `https://u:${CANARIES.password}@shop.example/?email=${CANARIES.email}` },
  );
  for (const value of event.entries.find(({ type }) => type === 'exception')?.data.values ?? []) {
    value.value = `${value.value} ${MESSAGE}`;
    for (const frame of value.stacktrace?.frames ?? [])
      for (const line of frame.context ?? []) line[1] = `${line[1]} // ${CANARIES.stripe} ${CANARIES.email}`;
  }
  return { ...fixture, event: event as never };
}

const STORIES = incidentNames().filter((name) => name !== 'hostile-event');

describe('canaries', () => {
  it.each(STORIES)('%s: no planted secret appears anywhere, and nothing quoted is alive', (name) =>
    inWorld(incidentWorld(poisoned(name)), async (world) => {
      const result = await runIntake(world, world.repository.events.issues('opened', world.issue.number));
      expect(result.exitCode).toBe(0);
      lawNothingUnknown(result);
      lawNoLeak(result, [...Object.values(CANARIES), GITHUB_TOKEN, SENTRY_TOKEN]);
      const [comment] = world.repository.issue(world.issue.number).comments;
      expect(comment?.body.match(/<!-- patchpilot/g)).toHaveLength(1);
      // Our own parts are allowed to be what they are: the marker, two headings, the folded details, the timeline.
      const quoted = (comment?.body ?? '')
        .replace(/^<!--.*-->$/m, '')
        .replace(/<\/?(?:details|summary|sub)>/g, '')
        .replace(/^### Patchpilot/m, 'Patchpilot')
        .replace('```mermaid', '```');
      expect(
        escapes(quoted, [new URL(world.sandbox.sentry.url).host]).filter(
          (leak) => !leak.startsWith('link http://127.0.0.1'),
        ),
      ).toEqual([]);
    }),
  );
});
