import { titleOf } from '../../decide/propose/title.ts';
import { branchOf } from '../../domain/branch.ts';
import type { Incident } from '../../domain/incident.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import type { Proposal, Requirement } from '../../domain/proposal.ts';
import type { ProposeSettings } from '../propose.ts';
import type { Examined } from './examine.ts';
import type { ProposalPlace, ProposeWorld } from './ports.ts';

/** What a proposal is drafted from. */
export interface Draft {
  readonly world: ProposeWorld;
  readonly settings: ProposeSettings;
  readonly policy: Policy;
  readonly place: ProposalPlace;
  readonly incident: Incident;
  readonly examined: Examined;
  readonly requirements: readonly Requirement[];
  /** Whom to ask for a review. */
  readonly reviewers: readonly string[];
}

/** The proposal as data; `null` when there is no patch that could be proposed. */
export function draft({
  world,
  settings,
  policy,
  place,
  incident,
  examined,
  requirements,
  reviewers,
}: Draft): Proposal | null {
  const { proof, files, patch } = examined;
  if (typeof proof === 'string' || files === null || patch.tree === null || place.issue === null) return null;
  const sources = proof.paths
    .filter(({ test }) => !test)
    .toSorted((a, b) => b.added + b.removed - a.added - a.removed);
  const paths = sources.map(({ path }) => path);
  return {
    issue: { number: place.issue.facts.number, nodeId: place.issue.nodeId },
    repository: world.repository,
    branch: branchOf(settings.fingerprint),
    baseBranch: place.baseBranch,
    base: settings.base,
    baseTree: world.bench.baseTree(),
    tree: patch.tree,
    files: files.flatMap((file) => [
      ...(file.oldPath === undefined || file.copied
        ? []
        : [{ path: file.oldPath, content: null, mode: null }]),
      { path: file.path, content: file.patched, mode: file.newMode },
    ]),
    attempt: settings.attempt,
    title: titleOf({
      evidence: incident.evidence,
      suspects: incident.suspects,
      paths,
      headlines: place.headlines,
    }),
    report: world.handed.report,
    usage: world.handed.usage,
    proof,
    gates: examined.gates?.gates ?? [],
    requirements,
    judge: examined.judge?.note ?? null,
    ...known(incident),
    suspects: incident.suspects,
    sentry: incident.sentry,
    resolveInSentry: policy.propose.resolveInSentry,
    labels: [settings.label, ...policy.propose.labels],
    reviewers,
    runsWait: place.viewer === 'github-actions' || place.viewer === 'github-actions[bot]',
    existing: place.branch,
    pullRequest: place.pullRequests.find(({ state }) => state === 'open')?.number ?? null,
  };
}

/** What the record knows of what went wrong, how fast it was, and what it cost the product. */
function known({
  evidence,
  performance,
  productImpact,
}: Incident): Pick<Proposal, 'evidence' | 'performance' | 'productImpact'> {
  return {
    evidence,
    ...(performance === undefined ? {} : { performance }),
    ...(productImpact === undefined ? {} : { productImpact }),
  };
}
