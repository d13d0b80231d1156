import { z } from 'zod';
import { SourceError } from '../../domain/errors.ts';
import type { Missing } from '../../domain/facts.ts';
import type { EventCounts, ImpactPort, ImpactQuestion } from '../../domain/impact.ts';
import { createHttpClient, type HttpClient } from '../http/client.ts';
import { type CountCell, eventCounts } from './counts.ts';
import { impactQuery, partsOf } from './query.ts';

/** Which PostHog to ask, from configuration only. */
export interface PostHogOptions {
  readonly url: string;
  /** Number of the project. */
  readonly project: string;
  readonly key: string;
}

const TOO_SLOW =
  'PostHog needed more time for the question than it gives (10 s): name fewer events or a shorter window in `impact` of .github/patchpilot.yml; the incident goes on without product impact.';

const ADVICE: Readonly<Record<number, string>> = {
  400: 'PostHog could not read the question: check `posthog-project` and `posthog-url`; the incident goes on without product impact.',
  401: 'PostHog refused the key: create a personal or project-secret API key with the scope query:read and store it as the secret behind `posthog-key`.',
  403: 'PostHog refused to answer: give the key behind `posthog-key` the scope query:read and access to the project in `posthog-project`.',
  404: 'PostHog does not know the project: check `posthog-project` (its number) and `posthog-url` (us or eu).',
  429: 'PostHog is limiting the rate of questions; the incident goes on without product impact.',
  504: TOO_SLOW,
  // ClickHouse estimates that the question would take too long, and does not begin.
  512: TOO_SLOW,
};

/** Statuses that a smaller question may not get: it was too slow, or this PostHog is too old for a part of it. */
const SMALLER: ReadonlySet<number | null> = new Set([400, 504, 512]);

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

/** Product events as PostHog's Query API tells of them: one request, and one more without page and release if need be. */
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
      const { page, release } = partsOf(question);
      const found = await ask(client, path, question);
      if (!('refused' in found)) return found.counts;
      if (!(page || release) || !SMALLER.has(found.refused.fault.status)) return found.refused.asMissing();
      const smaller = await ask(client, path, { ...question, place: { page: null, releases: [] } });
      return 'refused' in smaller ? smaller.refused.asMissing() : smaller.counts;
    },
  };
}

type Asked = { readonly refused: SourceError } | { readonly counts: readonly EventCounts[] | Missing };

async function ask(client: HttpClient, path: string, question: ImpactQuestion): Promise<Asked> {
  try {
    const { data } = await client.send('POST', path, impactQuery(question));
    return { counts: read(data, question) };
  } catch (error) {
    if (error instanceof SourceError) return { refused: error };
    throw error;
  }
}

function read(data: unknown, question: ImpactQuestion): readonly EventCounts[] | Missing {
  const answer = Answer.safeParse(data);
  if (!answer.success) return malformed();
  const rows = new Map<string, readonly CountCell[]>();
  for (const json of answer.data.results) {
    const row = Row.safeParse(json);
    if (!row.success) return malformed();
    const [name, ...counts] = row.data;
    rows.set(name, counts);
  }
  return eventCounts(question.events, rows, partsOf(question));
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
