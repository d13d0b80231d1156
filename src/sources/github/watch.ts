import type { z } from 'zod';
import {
  containsByComparison,
  githubDeploymentState,
  type ProductionDeployment,
} from '../../domain/deployment.ts';
import type { Missing } from '../../domain/facts.ts';
import type { LivenessFacts } from '../../domain/recovery.ts';
import { stormLabel } from '../../domain/storm.ts';
import { untrusted } from '../../domain/trust.ts';
import type { MergedPull, WatchedIncident, WatchList } from '../../domain/watched.ts';
import { redact } from '../../safety/redact/redact.ts';
import type { GitHubApi } from './api.ts';
import { commentFacts, pullRequestFacts } from './facts.ts';
import type { RecordPlace } from './reader.ts';
import { orMissing, present, shaped } from './shaped.ts';
import { readStorm } from './storm-schema.ts';
import { knownIncident } from './surroundings.ts';
import {
  DEPLOYMENTS_QUERY,
  HISTORY_QUERY,
  pullsQuery,
  WATCH_PAGE_QUERY,
  WATCH_QUERY,
} from './watch-query.ts';
import {
  CompareAnswer,
  DeploymentsAnswer,
  HistoryAnswer,
  type Pull,
  PullsAnswer,
  WatchAnswer,
  type WatchedIssue,
  WatchPageAnswer,
} from './watch-shapes.ts';

/** What recovery reads of GitHub. Only `list` throws (SourceError): without it there is nothing to do. */
export interface WatchReader {
  /** Open incidents, and those whose issue changed since then and is closed. `since` is ISO 8601. */
  readonly list: (since: string) => Promise<WatchList>;
  readonly pulls: (asked: {
    readonly branches: readonly string[];
    readonly numbers: readonly number[];
  }) => Promise<readonly MergedPull[] | Missing>;
  readonly deployments: (
    environments: readonly string[],
  ) => Promise<
    readonly (Pick<ProductionDeployment, 'at' | 'state'> & { readonly commit: string })[] | Missing
  >;
  /** Commits that lead to `head` since then, at most 300. */
  readonly history: (
    head: string,
    since: string,
  ) => Promise<readonly { readonly sha: string; readonly parents: readonly string[] }[] | Missing>;
  readonly compare: (fix: string, deployed: string) => Promise<LivenessFacts['contains']>;
}

/** Pages of 100 open incidents; beyond, the oldest come first and none is starved. */
const MOST_PAGES = 5;
const MOST_HISTORY_PAGES = 3;

export function createWatchReader(api: GitHubApi, place: RecordPlace): WatchReader {
  const { owner, name } = place;
  return {
    list: (since) => readList(api, place, since),
    pulls: ({ branches, numbers }) =>
      orMissing(async () => {
        const query = pullsQuery(branches, numbers);
        const { repository } = shaped(PullsAnswer, await api.graphql(query, { owner, name }));
        const found = Object.values(repository ?? {}).flatMap((one) => one ?? []);
        return [...new Map(found.map((one) => [one.number, mergedPull(one)])).values()];
      }),
    deployments: (environments) =>
      orMissing(async () => {
        const answer = await api.graphql(DEPLOYMENTS_QUERY, { owner, name, environments });
        return (shaped(DeploymentsAnswer, answer).repository?.deployments ?? []).map(deployment);
      }),
    history: (head, since) => orMissing(() => readHistory(api, place, { head, since })),
    compare: async (fix, deployed) => {
      const route = 'GET /repos/{owner}/{repo}/compare/{basehead}';
      const answer = await orMissing(async () =>
        shaped(
          CompareAnswer,
          await api.get(route, { owner, repo: name, basehead: `${fix}...${deployed}`, per_page: 1 }),
        ),
      );
      return 'status' in answer ? containsByComparison(answer.status) : 'unknown';
    },
  };
}

async function readList(api: GitHubApi, place: RecordPlace, since: string): Promise<WatchList> {
  const { owner, name, label } = place;
  const asked = { owner, name, label, stormLabel: stormLabel(label), since };
  const answer = shaped(WatchAnswer, await api.graphql(WATCH_QUERY, asked));
  const repository = present(answer.repository, place);
  const { defaultBranchRef, configuration, live, changed, closed, umbrellas } = repository;
  const issues = [...nodesOf(live)];
  let { pageInfo } = live;
  for (let page = 1; page < MOST_PAGES && pageInfo.hasNextPage && pageInfo.endCursor; page += 1) {
    const json = await api.graphql(WATCH_PAGE_QUERY, { owner, name, label, after: pageInfo.endCursor });
    const next = shaped(WatchPageAnswer, json).repository?.live;
    if (next === undefined) break;
    issues.push(...nodesOf(next));
    pageInfo = next.pageInfo;
  }
  const target = defaultBranchRef?.target;
  const listed = [...issues, ...closed].flatMap((issue) => watched(issue, place));
  return {
    configuration: configuration?.text ?? null,
    head: target?.tree === undefined ? null : { commit: target.oid, tree: target.tree.oid },
    inStorm: umbrellas.flatMap(({ body, viewerDidAuthor: ours }) => readStorm({ body, ours })?.issues ?? []),
    incidents: [...listed, ...unlisted(changed, listed, place)],
  };
}

/** Live incidents without the label. Only what was handed over or asked about: a refusal is nothing to watch. */
function unlisted(
  changed: readonly RawIssue[],
  listed: readonly WatchedIncident[],
  place: RecordPlace,
): readonly WatchedIncident[] {
  const known = new Set(listed.map(({ incident }) => incident.issue));
  return changed
    .filter(({ number }) => !known.has(number))
    .flatMap((issue) => watched(issue, place))
    .filter(({ incident: { decision, attempts } }) => {
      return decision.verdict === 'accept' || decision.verdict === 'escalate' || attempts.length > 0;
    });
}

type RawIssue = z.infer<typeof WatchedIssue>;

function nodesOf({
  nodes,
}: {
  readonly nodes?: readonly (RawIssue | null)[] | null | undefined;
}): RawIssue[] {
  return (nodes ?? []).filter((node) => node !== null);
}

function watched(issue: RawIssue, place: RecordPlace): WatchedIncident[] {
  // Where people talked before us, the record is among the newest comments rather than the first.
  const comments = [...issue.comments, ...issue.recent];
  return knownIncident({ ...issue, comments }, place).map((known) => {
    const own = comments.find(({ id }) => id === known.commentId)?.author?.login;
    const last = issue.reopened.at(-1);
    return {
      ...known,
      labels: issue.labels.map((label) => label.name),
      closedAt: issue.closedAt,
      reopened:
        last?.createdAt === undefined
          ? null
          : { at: last.createdAt, ours: own !== undefined && last.actor?.login === own },
      comments: issue.recent.map(commentFacts),
    };
  });
}

function mergedPull(raw: z.infer<typeof Pull>): MergedPull {
  const { createdAt, mergedAt, mergeCommit } = raw;
  return {
    ...pullRequestFacts(raw),
    // It is kept as a lesson and shown to workers: a secret in it must not travel.
    title: untrusted(redact(raw.title).text),
    openedAt: createdAt,
    mergedAt,
    mergeCommit: mergeCommit?.oid ?? null,
  };
}

/** It began to serve with its newest success. GitHub names what serves `ACTIVE`. */
function deployment(
  raw: NonNullable<z.infer<typeof DeploymentsAnswer>['repository']>['deployments'][number],
) {
  const newest = raw.statuses?.[0];
  const success = raw.statuses?.find(({ state }) => state.toLowerCase() === 'success');
  const state = (newest?.state ?? raw.state ?? '').replace(/^ACTIVE$/i, 'success');
  return {
    at: success?.createdAt ?? raw.createdAt,
    state: githubDeploymentState(state),
    commit: raw.commitOid,
  };
}

async function readHistory(
  api: GitHubApi,
  { owner, name }: RecordPlace,
  { head, since }: { readonly head: string; readonly since: string },
) {
  const commits: { readonly sha: string; readonly parents: readonly string[] }[] = [];
  let after: string | null = null;
  for (let page = 0; page < MOST_HISTORY_PAGES; page += 1) {
    const json = await api.graphql(HISTORY_QUERY, { owner, name, head, since, after });
    const history: NonNullable<
      NonNullable<z.infer<typeof HistoryAnswer>['repository']>['object']
    >['history'] = shaped(HistoryAnswer, json).repository?.object?.history;
    for (const node of history?.nodes ?? []) {
      if (node !== null) commits.push({ sha: node.oid, parents: node.parents.map(({ oid }) => oid) });
    }
    if (!history?.pageInfo.hasNextPage || !history.pageInfo.endCursor) break;
    after = history.pageInfo.endCursor;
  }
  return commits;
}
