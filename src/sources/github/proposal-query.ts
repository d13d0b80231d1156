import { z } from 'zod';
import type { IssueFacts } from '../../domain/facts.ts';
import type { ExistingBranch } from '../../domain/proposal.ts';
import type { CandidateIssue } from '../../domain/record.ts';
import type { GitHubApi } from './api.ts';
import { COMMENT, ISSUE } from './incident-query.ts';
import { candidate, type RecordPlace } from './reader.ts';
import { present, shaped } from './shaped.ts';
import { Issue } from './shapes.ts';

/** One query for everything that a proposal must know of GitHub. */
const QUERY = `
query PatchpilotProposal($owner: String!, $name: String!, $number: Int!, $branch: String!, $ref: String!) {
  viewer { login }
  repository(owner: $owner, name: $name) {
    issue(number: $number) { ...IssueFields }
    configuration: object(expression: "HEAD:.github/patchpilot.yml") { ... on Blob { text } }
    owners: object(expression: "HEAD:.github/CODEOWNERS") { ... on Blob { text } }
    rootOwners: object(expression: "HEAD:CODEOWNERS") { ... on Blob { text } }
    defaultBranchRef { name target { ... on Commit { history(first: 30) { nodes { messageHeadline } } } } }
    ref(qualifiedName: $ref) { target { oid ... on Commit { message tree { oid } } } }
    pullRequests(headRefName: $branch, first: 5, orderBy: { field: CREATED_AT, direction: DESC }) {
      nodes { number state }
    }
  }
}
${ISSUE}${COMMENT}`;

const blob = z.object({ text: z.string().nullish() }).nullable();
const Answer = z.object({
  viewer: z.object({ login: z.string() }),
  repository: z
    .object({
      issue: Issue.nullable(),
      configuration: blob,
      owners: blob,
      rootOwners: blob,
      defaultBranchRef: z
        .object({
          name: z.string(),
          target: z
            .object({
              history: z.object({ nodes: z.array(z.object({ messageHeadline: z.string() })) }).optional(),
            })
            .nullable(),
        })
        .nullable(),
      ref: z
        .object({
          target: z
            .object({
              oid: z.string(),
              message: z.string().optional(),
              tree: z.object({ oid: z.string() }).optional(),
            })
            .nullable(),
        })
        .nullable(),
      pullRequests: z.object({
        nodes: z.array(z.object({ number: z.number(), state: z.enum(['OPEN', 'CLOSED', 'MERGED']) })),
      }),
    })
    .nullable(),
});

/** Trailer that every commit of ours carries; a newest commit without it is a person's work. */
const TRAILER = 'Patchpilot-Attempt:';

/** What surrounds a proposal. */
export interface ProposalPlace {
  readonly issue: CandidateIssue | null;
  readonly configuration: string | null;
  readonly codeowners: string | null;
  readonly baseBranch: string;
  readonly headlines: readonly string[];
  readonly branch: ExistingBranch | null;
  /** Of the branch, newest first. */
  readonly pullRequests: readonly { readonly number: number; readonly state: 'open' | 'closed' | 'merged' }[];
  /** Who the token is. */
  readonly viewer: string;
}

export async function readProposalPlace(
  api: GitHubApi,
  place: RecordPlace,
  { issue: number, branch }: { readonly issue: IssueFacts['number']; readonly branch: string },
): Promise<ProposalPlace> {
  const { owner, name } = place;
  const variables = { owner, name, number, branch, ref: `refs/heads/${branch}` };
  const answer = shaped(Answer, await api.graphql(QUERY, variables));
  const repository = present(answer.repository, place);
  const { defaultBranchRef, ref, pullRequests } = repository;
  const head = ref?.target ?? null;
  return {
    issue: repository.issue === null ? null : candidate(repository.issue, place),
    configuration: repository.configuration?.text ?? null,
    codeowners: repository.owners?.text ?? repository.rootOwners?.text ?? null,
    baseBranch: defaultBranchRef?.name ?? 'main',
    headlines: defaultBranchRef?.target?.history?.nodes.map((node) => node.messageHeadline) ?? [],
    branch:
      head === null
        ? null
        : { head: head.oid, tree: head.tree?.oid ?? '', ours: head.message?.includes(TRAILER) ?? false },
    pullRequests: pullRequests.nodes.map((one) => ({
      number: one.number,
      state: one.state === 'OPEN' ? 'open' : one.state === 'MERGED' ? 'merged' : 'closed',
    })),
    viewer: answer.viewer.login,
  };
}
