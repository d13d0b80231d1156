import { z } from 'zod';
import { SourceError } from '../../domain/errors.ts';
import type { RedChecks } from '../../domain/record.ts';
import { untrusted } from '../../domain/trust.ts';
import type { GitHubApi } from './api.ts';
import type { RecordPlace } from './reader.ts';

/** Characters at the end of a failed job's log that are read. */
const TAIL = 6_000;
const RED = new Set(['FAILURE', 'ERROR', 'TIMED_OUT', 'CANCELLED']);

const Context = z.object({
  __typename: z.string(),
  databaseId: z.number().nullish(),
  name: z.string().nullish(),
  context: z.string().nullish(),
  conclusion: z.string().nullish(),
  state: z.string().nullish(),
});
const Pull = z
  .object({
    number: z.number(),
    commits: z.object({
      nodes: z.array(
        z.object({
          commit: z.object({
            statusCheckRollup: z
              .object({ state: z.string(), contexts: z.object({ nodes: z.array(Context.nullable()) }) })
              .nullish(),
          }),
        }),
      ),
    }),
  })
  .nullable();
const Answer = z.object({ repository: z.record(z.string(), Pull).nullable() });

const LOG = 'GET /repos/{owner}/{repo}/actions/jobs/{job_id}/logs';

/**
 * Which of our pull requests have red checks, and the end of the first failed job's log. Needs `checks: read`, and
 * `actions: read` for the log; without them nothing is known, and nothing is done about it.
 */
export async function readRedChecks(
  api: GitHubApi,
  { owner, name }: RecordPlace,
  numbers: readonly number[],
): Promise<readonly RedChecks[]> {
  if (numbers.length === 0) return [];
  const contexts =
    '__typename ... on CheckRun { databaseId name conclusion } ... on StatusContext { context state }';
  const fields = numbers
    .slice(0, 20)
    .map(
      (number) =>
        `p${number}: pullRequest(number: ${number}) { number commits(last: 1) { nodes { commit { statusCheckRollup { state contexts(first: 50) { nodes { ${contexts} } } } } } } }`,
    )
    .join(' ');
  const query = `query PatchpilotChecks($owner: String!, $name: String!) { repository(owner: $owner, name: $name) { ${fields} } }`;
  const answer = await orNothing(async () => Answer.parse(await api.graphql(query, { owner, name })));
  const pulls = Object.values(answer?.repository ?? {}).filter((pull) => pull !== null);
  const red = pulls.flatMap((pull) => redOf(pull));
  return Promise.all(
    red.map(async ({ job, ...one }) => ({
      ...one,
      tail: untrusted(await tailOf(api, { owner, name, job })),
    })),
  );
}

function redOf(pull: NonNullable<z.infer<typeof Pull>>) {
  const rollup = pull.commits.nodes[0]?.commit.statusCheckRollup;
  if (!rollup || !RED.has(rollup.state)) return [];
  const failed = rollup.contexts.nodes.filter(
    (one) => one !== null && RED.has(one.conclusion ?? one.state ?? ''),
  );
  const names = failed.map((one) => untrusted((one?.name ?? one?.context ?? 'a check').slice(0, 100)));
  const job = failed.find((one) => typeof one?.databaseId === 'number')?.databaseId ?? null;
  return [{ pullRequest: pull.number, names: names.slice(0, 5), job }];
}

interface Job {
  readonly owner: string;
  readonly name: string;
  readonly job: number | null;
}

async function tailOf(api: GitHubApi, { owner, name, job }: Job): Promise<string> {
  if (job === null) return '';
  const log = await orNothing(() => api.get(LOG, { owner, repo: name, job_id: job }));
  return typeof log === 'string' ? log.slice(-TAIL) : '';
}

async function orNothing<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof SourceError || error instanceof z.ZodError) return null;
    throw error;
  }
}
