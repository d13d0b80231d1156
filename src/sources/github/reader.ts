import type { z } from 'zod';
import type { Missing } from '../../domain/facts.ts';
import type { Seal } from '../../domain/marker.ts';
import type {
  CandidateIssue,
  KnownIncident,
  RedChecks,
  Surroundings,
  TreeFacts,
} from '../../domain/record.ts';
import { stormLabel } from '../../domain/storm.ts';
import type { EtagStore, GitHubApi } from './api.ts';
import { readRedChecks } from './checks.ts';
import { issueFacts } from './facts.ts';
import { readFiles } from './files.ts';
import {
  INCIDENT_QUERY,
  issuesQuery,
  RECORD_QUERY,
  SWEEP_PAGE_QUERY,
  SWEEP_QUERY,
} from './incident-query.ts';
import { readIncident } from './incident-schema.ts';
import { mayWrite } from './rights.ts';
import { orMissing, present, shaped } from './shaped.ts';
import {
  ChangedFiles,
  filePath,
  IncidentAnswer,
  IssuesAnswer,
  RecordAnswer,
  SweepAnswer,
  SweepPageAnswer,
  TreeAnswer,
} from './shapes.ts';
import { knownIncident, type Repository, surroundings } from './surroundings.ts';

export interface RecordReader {
  readonly incident: (
    number: number,
  ) => Promise<{ readonly issue: CandidateIssue | null; readonly around: Surroundings }>;
  /** Every open issue changed since then (`null`: ever). */
  readonly sweep: (
    since: string | null,
  ) => Promise<{ readonly issues: readonly CandidateIssue[]; readonly around: Surroundings }>;
  /** Issues by number, open or closed; numbers that GitHub does not show are left out. At most 100. */
  readonly issues: (numbers: readonly number[]) => Promise<readonly CandidateIssue[]>;
  /** Every incident on record, of open and closed issues. */
  readonly everything: () => Promise<readonly KnownIncident[]>;
  /** Which of these pull requests have red checks; empty when GitHub will not say. */
  readonly redChecks: (pullRequests: readonly number[]) => Promise<readonly RedChecks[]>;
  readonly tree: (sha: string) => Promise<TreeFacts | Missing>;
  /** Texts of files at a commit, by path; what is missing, binary or too large is left out. */
  readonly files: (commit: string, paths: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** Whether a user may write to the repository now; `false` when GitHub will not say. */
  readonly mayWrite: (login: string) => Promise<boolean>;
  /** Paths that a commit, or a range `from...to`, changed; empty when GitHub does not know it. */
  readonly changedPaths: (range: string) => Promise<readonly string[]>;
}

/** Where the record is kept, and the label that lists its incidents. */
export interface RecordPlace {
  readonly owner: string;
  readonly name: string;
  readonly label: string;
  /** Made from `marker-key`; `null` without one. */
  readonly seal: Seal | null;
  /** Kept by runs that have a memory to keep it in. */
  readonly etags: EtagStore | null;
}

export function createRecordReader(api: GitHubApi, place: RecordPlace): RecordReader {
  const { owner, name, label } = place;
  return {
    incident: async (number) => {
      const answer = shaped(
        IncidentAnswer,
        await api.graphql(INCIDENT_QUERY, { owner, name, number, label, stormLabel: stormLabel(label) }),
      );
      const repository = present(answer.repository, place);
      return {
        issue: repository.issue === null ? null : candidate(repository.issue, place),
        around: surroundings(repository, place),
      };
    },
    sweep: async (since) => {
      const variables = { owner, name, label, stormLabel: stormLabel(label), since };
      const answer = shaped(SweepAnswer, await api.graphql(SWEEP_QUERY, variables));
      const repository = present(answer.repository, place);
      const issues = await allPages(api, { place, since }, repository.candidates);
      return { issues, around: surroundings(repository, place) };
    },
    issues: (numbers) => readIssues(api, place, numbers),
    everything: () => readEverything(api, place),
    redChecks: (numbers) => readRedChecks(api, place, numbers),
    ...lookups(api, place),
  };
}

async function readIssues(
  api: GitHubApi,
  place: RecordPlace,
  numbers: readonly number[],
): Promise<readonly CandidateIssue[]> {
  if (numbers.length === 0) return [];
  const { owner, name } = place;
  const query = issuesQuery(numbers.slice(0, 100));
  const { repository } = shaped(IssuesAnswer, await api.graphql(query, { owner, name }));
  return Object.values(repository ?? {}).flatMap((issue) =>
    issue === null ? [] : [candidate(issue, place)],
  );
}

async function readEverything(api: GitHubApi, place: RecordPlace): Promise<readonly KnownIncident[]> {
  const { owner, name } = place;
  const found: KnownIncident[] = [];
  let after: string | null = null;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const json = await api.graphql(RECORD_QUERY, { owner, name, after });
    const answer: z.infer<typeof RecordAnswer>['repository'] = shaped(RecordAnswer, json).repository;
    if (answer === null) break;
    found.push(...answer.issues.issues.flatMap((issue) => knownIncident(issue, place)));
    const { hasNextPage, endCursor } = answer.issues.pageInfo;
    if (!hasNextPage || !endCursor) break;
    after = endCursor;
  }
  return found;
}

/** Single questions beside the two large queries; an answer that cannot be had is no failure. */
function lookups(
  api: GitHubApi,
  place: RecordPlace,
): Pick<RecordReader, 'tree' | 'files' | 'mayWrite' | 'changedPaths'> {
  const { owner, name } = place;
  return {
    tree: (sha) =>
      orMissing(async () => {
        const route = 'GET /repos/{owner}/{repo}/git/trees/{tree_sha}';
        const answer = shaped(
          TreeAnswer,
          await api.get(route, { owner, repo: name, tree_sha: sha, recursive: '1' }),
        );
        return {
          paths: answer.tree.map(filePath).filter((path) => path !== null),
          truncated: answer.truncated,
        };
      }),
    files: (commit, paths) => readFiles(api, place, { commit, paths }),
    mayWrite: (username) => mayWrite(api, place, username),
    changedPaths: async (range) => {
      const route = range.includes('...')
        ? 'GET /repos/{owner}/{repo}/compare/{basehead}'
        : 'GET /repos/{owner}/{repo}/commits/{ref}';
      const answer = await orMissing(async () =>
        shaped(ChangedFiles, await api.get(route, { owner, repo: name, basehead: range, ref: range })),
      );
      return 'files' in answer ? answer.files.map((file) => file.filename) : [];
    },
  };
}

type Page = NonNullable<ReturnType<typeof SweepPageAnswer.parse>['repository']>['candidates'];

/** A sweep reads at most this many pages of 100 issues: GITHUB_TOKEN has 1,000 requests an hour. */
const MAX_PAGES = 50;

async function allPages(
  api: GitHubApi,
  { place, since }: { readonly place: RecordPlace; readonly since: string | null },
  first: Page,
): Promise<CandidateIssue[]> {
  const { owner, name } = place;
  const issues = pageIssues(first, place);
  let { pageInfo } = first;
  for (let page = 1; page < MAX_PAGES && pageInfo.hasNextPage && pageInfo.endCursor; page += 1) {
    const json = await api.graphql(SWEEP_PAGE_QUERY, { owner, name, since, after: pageInfo.endCursor });
    const next = shaped(SweepPageAnswer, json).repository?.candidates;
    if (next === undefined) break;
    issues.push(...pageIssues(next, place));
    pageInfo = next.pageInfo;
  }
  return issues;
}

function pageIssues(page: Page, place: RecordPlace): CandidateIssue[] {
  return (page.nodes ?? []).flatMap((node) => (node === null ? [] : [candidate(node, place)]));
}

/** An issue with the incident that it records. */
export function candidate(raw: NonNullable<Repository['issue']>, { seal }: RecordPlace): CandidateIssue {
  const facts = issueFacts(raw);
  for (const comment of facts.comments) {
    const incident = readIncident(comment, seal);
    if (incident !== null && (incident === 'newer' || incident.issue === facts.number)) {
      return { facts, nodeId: raw.id, sticky: { commentId: comment.id, incident } };
    }
  }
  return { facts, nodeId: raw.id, sticky: null };
}
