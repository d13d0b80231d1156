import { z } from 'zod';
import { SourceError } from '../../domain/errors.ts';
import type { Missing } from '../../domain/facts.ts';
import type { SeriesTable } from '../../domain/series.ts';
import { createHttpClient } from '../http/client.ts';
import type { PostHogOptions } from './reader.ts';

const HOUR = 3_600_000;
/** Hours of sixty days, and one cut at each end; as the statement has it. */
const MOST_HOURS = 1_500;

/** What PostHog's own libraries capture when somebody looks at a page or a screen. */
const VIEWS = ['$pageview', '$screen'] as const;

/**
 * Views by the hour and, for a product that captures none, its configured events. Hours are counted from 1970, since
 * PostHog's own begin where the project's zone has them. The text is a constant; what varies is a value.
 */
const QUERY = `SELECT intDiv(toUnixTimestamp(timestamp), 3600) AS hour,
  countIf(event IN {views}) AS viewed, countIf(event IN {events}) AS done
FROM events
WHERE timestamp >= fromUnixTimestamp({from}) AND timestamp < fromUnixTimestamp({to})
  AND (event IN {views} OR event IN {events})
GROUP BY hour ORDER BY hour LIMIT 1500`;

const ADVICE: Readonly<Record<number, string>> = {
  401: 'PostHog refused the key: create a personal or project-secret API key with the scope query:read and store it as the secret behind `posthog-key`.',
  403: 'PostHog refused to answer: give the key behind `posthog-key` the scope query:read and access to the project in `posthog-project`.',
  404: 'PostHog does not know the project: check `posthog-project` (its number) and `posthog-url` (us or eu).',
};

const count = z.union([
  z.number().min(0),
  z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number),
]);
const Answer = z.object({ results: z.array(z.tuple([count, count, count])).max(MOST_HOURS) });

/** Traffic as the product's own events tell it: one request, never repeated. Times are milliseconds since 1970. */
export async function readVolume(
  options: PostHogOptions & { readonly heard?: (date: string | null) => void },
  asked: { readonly from: number; readonly to: number; readonly events: readonly string[] },
): Promise<SeriesTable | Missing> {
  const { url, project, key, heard } = options;
  const client = createHttpClient({
    source: 'posthog',
    baseUrl: url,
    authorization: `Bearer ${key}`,
    advice: ADVICE,
    deadline: 45_000,
    heard,
  });
  try {
    const path = `/api/projects/${encodeURIComponent(project)}/query/`;
    const { data } = await client.send('POST', path, body(asked));
    const answer = Answer.safeParse(data);
    return answer.success ? table(answer.data.results, asked) : malformed();
  } catch (error) {
    if (error instanceof SourceError) return error.asMissing();
    throw error;
  }
}

function body({ from, to, events }: Parameters<typeof readVolume>[1]): unknown {
  const values = {
    from: Math.floor(from / HOUR) * 3_600,
    to: Math.ceil(to / 1_000),
    views: VIEWS,
    // An empty list is no list to HogQL.
    events: events.length === 0 ? VIEWS : events,
  };
  return {
    query: { kind: 'HogQLQuery', query: QUERY, values },
    name: 'patchpilot traffic',
    refresh: 'force_blocking',
  };
}

/** Views where there are any; they tell of people even while what these people want to do is broken. */
function table(
  rows: z.infer<typeof Answer>['results'],
  { from, to }: { readonly from: number; readonly to: number },
): SeriesTable {
  const first = Math.floor(from / HOUR);
  const counts = Array<number>(Math.max(1, Math.ceil(to / HOUR) - first)).fill(0);
  const column = rows.some(([, viewed]) => viewed > 0) ? 1 : 2;
  for (const row of rows) {
    const at = Number(row[0]) - first;
    if (at >= 0 && at < counts.length) counts[at] = (counts[at] ?? 0) + Number(row[column]);
  }
  return { from: first * HOUR, step: HOUR, series: [{ release: null, other: false, counts }] };
}

function malformed(): Missing {
  return {
    kind: 'missing',
    source: 'posthog',
    why: 'malformed',
    advice: 'PostHog sent an answer of an unknown form: check `posthog-url`; time counts instead of traffic.',
  };
}
