import { z } from 'zod';
import { SourceError } from '../domain/errors.ts';
import type { Proposal, ProposedFile } from '../domain/proposal.ts';
import { idempotent } from './idempotent.ts';
import type { EffectPorts } from './ports.ts';

const COMMIT = `
mutation PatchpilotCommit($input: CreateCommitOnBranchInput!) {
  createCommitOnBranch(input: $input) { commit { oid tree { oid } } }
}`;

const HEAD = `
query PatchpilotBranch($owner: String!, $name: String!, $ref: String!) {
  repository(owner: $owner, name: $name) { ref(qualifiedName: $ref) { target { oid ... on Commit { message tree { oid } } } } }
}`;

const Committed = z.object({
  createCommitOnBranch: z.object({
    commit: z.object({ oid: z.string(), tree: z.object({ oid: z.string() }) }),
  }),
});
const Sha = z.object({ sha: z.string() });
const Head = z.object({
  repository: z.object({
    ref: z
      .object({
        target: z.object({
          oid: z.string(),
          message: z.string().optional(),
          tree: z.object({ oid: z.string() }).optional(),
        }),
      })
      .nullable(),
  }),
});

/**
 * Puts one verified commit on the class's branch; `false` when somebody else holds it. The new branch is made first:
 * creating a ref is atomic, and the commit states the head that it expects, so two runs cannot both write.
 */
export async function commitProposal(proposal: Proposal, ports: EffectPorts): Promise<boolean> {
  const { existing, tree, base } = proposal;
  if (existing?.tree === tree && existing.ours) return true;
  if (existing !== null && existing.head !== base) {
    // A person's commit is never overwritten; an attempt of ours makes room for the next one.
    return existing.ours && (await replace(proposal, ports));
  }
  if (existing === null) await createBranch(proposal, ports);
  if (proposal.files.some(({ mode }) => mode !== null && mode !== '100644')) return replace(proposal, ports);
  return commit(proposal, ports);
}

function at(ports: EffectPorts) {
  return { owner: ports.owner, repo: ports.repository };
}

async function createBranch(proposal: Proposal, ports: EffectPorts): Promise<void> {
  const { branch, base } = proposal;
  const write = () =>
    ports.api.write('POST /repos/{owner}/{repo}/git/refs', {
      ...at(ports),
      ref: `refs/heads/${branch}`,
      sha: base,
    });
  try {
    await idempotent(write);
  } catch (error) {
    if (!(error instanceof SourceError && error.fault.status === 422)) throw error;
    // It stands there already, and the commit will tell whose it is; or a rule of the repository forbids it.
    if ((await readHead(proposal, ports)) === null) throw error;
  }
}

async function commit(proposal: Proposal, ports: EffectPorts): Promise<boolean> {
  const { headline, body } = ports.renderCommit(proposal);
  const additions = proposal.files.flatMap(({ path, content }) =>
    content === null ? [] : [{ path, contents: Buffer.from(content, 'utf8').toString('base64') }],
  );
  const deletions = proposal.files.flatMap(({ path, content }) => (content === null ? [{ path }] : []));
  const input = {
    branch: { repositoryNameWithOwner: proposal.repository, branchName: proposal.branch },
    expectedHeadOid: proposal.base,
    message: { headline, body },
    fileChanges: { additions, deletions },
  };
  try {
    const answer = Committed.parse(await ports.api.mutate(COMMIT, { input }));
    return answer.createCommitOnBranch.commit.tree.oid === proposal.tree;
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    // No answer, or another head than expected: what stands on the branch tells.
    const head = await readHead(proposal, ports);
    if (head?.tree === proposal.tree) return true;
    if (head === null || head.oid !== proposal.base) return false;
    throw error;
  }
}

async function readHead(
  { branch }: Proposal,
  ports: EffectPorts,
): Promise<{ oid: string; tree: string } | null> {
  const variables = { owner: ports.owner, name: ports.repository, ref: `refs/heads/${branch}` };
  const { repository } = Head.parse(await ports.api.graphql(HEAD, variables));
  const target = repository.ref?.target;
  return target === undefined ? null : { oid: target.oid, tree: target.tree?.oid ?? '' };
}

/**
 * The same as git objects, for what a commit on a branch cannot carry: an executable file, or another base. Without author
 * and committer GitHub signs it for a bot. The branch then moves in one step, never by way of its base: GitHub would take
 * the pull request for merged.
 */
async function replace(proposal: Proposal, ports: EffectPorts): Promise<boolean> {
  const entries = await Promise.all(proposal.files.map((file) => treeEntry(file, ports)));
  const tree = Sha.parse(
    await ports.api.write('POST /repos/{owner}/{repo}/git/trees', {
      ...at(ports),
      base_tree: proposal.baseTree,
      tree: entries,
    }),
  );
  if (tree.sha !== proposal.tree) return false;
  const { headline, body } = ports.renderCommit(proposal);
  const made = Sha.parse(
    await ports.api.write('POST /repos/{owner}/{repo}/git/commits', {
      ...at(ports),
      message: `${headline}\n\n${body}`,
      tree: tree.sha,
      parents: [proposal.base],
    }),
  );
  // Read again right before the move, which cannot state the head that it expects: what somebody pushed meanwhile stays.
  const head = await readHead(proposal, ports);
  if (head?.tree === proposal.tree) return true;
  if (head?.oid !== (proposal.existing?.head ?? proposal.base)) return false;
  await idempotent(() =>
    ports.api.write('PATCH /repos/{owner}/{repo}/git/refs/{ref}', {
      ...at(ports),
      ref: `heads/${proposal.branch}`,
      sha: made.sha,
      force: true,
    }),
  );
  return true;
}

async function treeEntry({ path, content, mode }: ProposedFile, ports: EffectPorts) {
  const entry = { path, mode: mode ?? '100644', type: 'blob' };
  if (content === null) return { ...entry, sha: null };
  const blob = await ports.api.write('POST /repos/{owner}/{repo}/git/blobs', {
    ...at(ports),
    content: Buffer.from(content, 'utf8').toString('base64'),
    encoding: 'base64',
  });
  return { ...entry, sha: Sha.parse(blob).sha };
}
