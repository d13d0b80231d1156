import { describe, expect, it } from 'vitest';
import { SourceError } from '../../src/domain/errors.ts';
import type { Proposal } from '../../src/domain/proposal.ts';
import { commitProposal } from '../../src/effects/commit.ts';
import type { EffectPorts } from '../../src/effects/ports.ts';

const OURS = 'c'.repeat(40);
const THEIRS = 'd'.repeat(40);

const proposal = (existing: unknown): Proposal =>
  ({
    ...{ repository: 'acme/shop', branch: 'patchpilot/0123456789abcdef', base: 'b'.repeat(40) },
    ...{ baseTree: 'base-tree', tree: 'wanted-tree', existing, files: [] },
  }) as unknown as Proposal;

/** GitHub with a branch whose head is this, and which refuses routes that hold `refused`. */
function github(head: string | null, refused = 'nothing') {
  const asked: string[] = [];
  const write = async (route: string) => {
    asked.push(route);
    const fault = { source: 'github', status: 422, retryable: false, why: 'refused', advice: 'A rule.' };
    if (route.includes(refused)) throw new SourceError(fault as never);
    return { sha: route.includes('/git/trees') ? 'wanted-tree' : 'made' };
  };
  const ref = head === null ? null : { target: { oid: head, tree: { oid: 'other-tree' } } };
  const api = { graphql: async () => ({ repository: { ref } }), write, mutate: write };
  const renderCommit = () => ({ headline: 'fix: x', body: '' });
  const ports = { api, renderCommit, owner: 'acme', repository: 'shop' } as unknown as EffectPorts;
  return { asked, ports };
}

const EXISTING = { head: OURS, tree: 'old-tree', ours: true };
const moved = (asked: readonly string[]) => asked.some((route) => route.startsWith('PATCH'));

describe('the branch of a class', () => {
  it('moves on from an earlier attempt of ours', async () => {
    const { asked, ports } = github(OURS);
    expect(await commitProposal(proposal(EXISTING), ports)).toBe(true);
    expect(moved(asked)).toBe(true);
  });

  it('stays as it is when somebody pushed to it meanwhile', async () => {
    const { asked, ports } = github(THEIRS);
    expect(await commitProposal(proposal(EXISTING), ports)).toBe(false);
    expect(moved(asked)).toBe(false);
  });

  it('that a rule forbids is a failure with its advice, not a lost race', async () => {
    const { ports } = github(null, '/git/refs');
    await expect(commitProposal(proposal(null), ports)).rejects.toThrow(SourceError);
  });
});
