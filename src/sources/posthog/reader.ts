import { z } from 'zod';
import { SourceError } from '../../domain/errors.ts';
import type { Missing } from '../../domain/facts.ts';
import type { EventCounts, ImpactPort, ImpactQuestion, ProductCounts } from '../../domain/impact.ts';
import { createHttpClient } from '../http/client.ts';
import { impactQuery, WINDOWS } from './query.ts';

/** Which PostHog to ask, from configuration only. */
export interface PostHogOptions {
  readonly url: string;
  /** Number of the project. */
  readonly project: string;
  readonly key: string;
}

const ADVICE: Readonly<Record<number, string>> = {
  400: 'PostHog could not read the question: check `posthog-project`; the incident goes on without product impact.',
  401: 'PostHog refused the key: create a personal or project-secret API key with the scope query:read and store it as the secret behind `posthog-key`.',
  403: 'PostHog refused to answer: give the key behind `posthog-key` the scope query:read and access to the project in `posthog-project`.',
  404: 'PostHog does not know the project: check `posthog-project` (its number) and `posthog-url` (us or eu).',
  429: 'PostHog is limiting the rate of questions; the incident goes on without product impact.',
};

/** A question may run for 10 s and wait 30 s for its turn; beyond that the answer is not worth the runner's time. */
const DEADLINE = 45_000;

const cell = z.union([
  z.number(),
  z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number),
]);
const Answer = z.object({ results: z.array(z.array(z.unknown()).min(1)).max(1_000) });
const Row = z.tuple([z.string()]).rest(cell);

/** Product events as PostHog's Query API tells of them; one request, never repeated. */
export function createPostHogReader({ url, project, key }: PostHogOptions): ImpactPort {
  const client = createHttpClient({
    source: 'posthog',
    baseUrl: url,
    authorization: `Bearer ${key}`,
    advice: ADVICE,
    deadline: DEADLINE,
  });
  const path = `/api/projects/${encodeURIComponent(project)}/query/`;
  return {
    counts: async (question) => {
      try {
        const { data } = await client.send('POST', path, impactQuery(question));
        return read(data, question);
      } catch (error) {
        if (error instanceof SourceError) return error.asMissing();
        throw error;
      }
    },
  };
}

function read(data: unknown, { events }: ImpactQuestion): readonly EventCounts[] | Missing {
  const answer = Answer.safeParse(data);
  if (!answer.success) return malformed();
  const rows = new Map<string, readonly number[]>();
  for (const json of answer.data.results) {
    const row = Row.safeParse(json);
    if (!row.success) return malformed();
    const [name, ...counts] = row.data;
    rows.set(name, counts);
  }
  return events.map((name) => counted(name, rows.get(name)));
}

/** An event that is in no row has not happened once in all that time: the project does not know it. */
function counted(name: string, row: readonly number[] | undefined): EventCounts {
  const at = (window: (typeof WINDOWS)[number]): ProductCounts => {
    const place = WINDOWS.indexOf(window) * 2;
    return { count: row?.[place] ?? 0, actors: row?.[place + 1] ?? 0 };
  };
  return {
    name,
    exists: row !== undefined,
    now: at('now'),
    lastWeek: at('week'),
    previous: at('before'),
    previousLastWeek: at('weekbefore'),
  };
}

function malformed(): Missing {
  return {
    kind: 'missing',
    source: 'posthog',
    why: 'malformed',
    advice:
      'PostHog sent an answer of an unknown form: check `posthog-url`; the incident goes on without product impact.',
  };
}
