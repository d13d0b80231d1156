import { z } from 'zod';
import type { Effect } from '../domain/effect.ts';
import { SourceError } from '../domain/errors.ts';
import type { Proposal } from '../domain/proposal.ts';
import { commitProposal } from './commit.ts';
import { idempotent } from './idempotent.ts';
import type { EffectPorts } from './ports.ts';

const Pull = z.object({ number: z.number() });
const Pulls = z.array(Pull);

/** What became of a proposal. */
export type Proposed =
  | { readonly kind: 'done'; readonly pullRequest: number }
  /** Another run, or a person, holds the branch. */
  | { readonly kind: 'lost-race' };

/**
 * Branch, one verified commit, draft pull request, labels, reviewers: each step finds what an earlier run did, so that a
 * run that died is taken up where it ended. Never merges, never pushes.
 */
export async function applyProposal(
  { proposal }: Extract<Effect, { kind: 'propose' }>,
  ports: EffectPorts,
): Promise<Proposed> {
  if (!(await commitProposal(proposal, ports))) return { kind: 'lost-race' };
  const pullRequest = proposal.pullRequest ?? (await openPull(proposal, ports));
  if (proposal.pullRequest !== null) await rewrite(proposal, ports);
  await label(proposal, pullRequest, ports);
  await askReviewers(proposal, pullRequest, ports);
  return { kind: 'done', pullRequest };
}

function at(ports: EffectPorts) {
  return { owner: ports.owner, repo: ports.repository };
}

/** Opens the draft; one that stands already, from a run that died or ran beside us, is taken as it is. */
async function openPull(proposal: Proposal, ports: EffectPorts): Promise<number> {
  const { title, body } = ports.renderPullRequest(proposal);
  const { branch: head, baseBranch: base } = proposal;
  try {
    const opened = await ports.api.write('POST /repos/{owner}/{repo}/pulls', {
      ...at(ports),
      title,
      body,
      head,
      base,
      draft: true,
      maintainer_can_modify: true,
    });
    return Pull.parse(opened).number;
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    const { status, retryable } = error.fault;
    if (status === 403) throw notPermitted(error);
    if (status !== 422 && !retryable) throw error;
    const [found] = Pulls.parse(
      await ports.api.get('GET /repos/{owner}/{repo}/pulls', {
        ...at(ports),
        head: `${ports.owner}:${head}`,
        state: 'open',
      }),
    );
    if (found === undefined) throw error;
    return found.number;
  }
}

/** The one setting that stops most first proposals, and the permission beside it. */
function notPermitted({ fault }: SourceError): SourceError {
  return new SourceError({
    ...fault,
    advice:
      'GitHub does not let this workflow open pull requests: tick “Allow GitHub Actions to create and approve pull requests” (Settings → Actions → General) and give the job `pull-requests: write`, or pass a GitHub App token. The branch with the verified commit stands; open the pull request from it, or run the job again.',
  });
}

/** A later attempt stands in the same pull request, told anew. */
async function rewrite(proposal: Proposal, ports: EffectPorts): Promise<void> {
  const { title, body } = ports.renderPullRequest(proposal);
  await idempotent(() =>
    ports.api.write('PATCH /repos/{owner}/{repo}/pulls/{pull_number}', {
      ...at(ports),
      pull_number: proposal.pullRequest,
      title,
      body,
    }),
  );
}

async function label(proposal: Proposal, number: number, ports: EffectPorts): Promise<void> {
  if (proposal.labels.length === 0) return;
  await idempotent(() =>
    ports.api.write('POST /repos/{owner}/{repo}/issues/{issue_number}/labels', {
      ...at(ports),
      issue_number: number,
      labels: [...proposal.labels],
    }),
  );
}

/** Whoever may not be asked is not: a missing reviewer must not cost the proposal, nor a team the people beside it. */
async function askReviewers({ reviewers }: Proposal, number: number, ports: EffectPorts): Promise<void> {
  const [teams, people] = [true, false].map((team) => reviewers.filter((one) => one.includes('/') === team));
  const slugs = (teams ?? []).map((team) => team.split('/')[1] ?? '');
  for (const asked of [{ reviewers: people ?? [] }, { team_reviewers: slugs }]) {
    if (Object.values(asked).flat().length === 0) continue;
    try {
      await ports.api.write('POST /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers', {
        ...at(ports),
        pull_number: number,
        ...asked,
      });
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
    }
  }
}
