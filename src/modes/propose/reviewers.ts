import { ownersOf } from '../../decide/propose/owners.ts';
import type { Incident } from '../../domain/incident.ts';
import type { ProposePolicy } from '../../domain/policy/propose.ts';
import type { Examined } from './examine.ts';
import type { ProposalPlace, ProposeWorld } from './ports.ts';

/** What a patch and its incident say of who should look at it. */
export interface ReviewCase {
  readonly policy: ProposePolicy;
  readonly place: ProposalPlace;
  readonly incident: Incident;
  readonly examined: Examined;
}

/** Owners of the changed sources, or the person who last changed the first suspect, as policy wants it. */
export async function reviewersFor(world: ProposeWorld, review: ReviewCase): Promise<readonly string[]> {
  const { policy, place, incident, examined } = review;
  if (policy.reviewers === 'none') return [];
  const { proof } = examined;
  const paths =
    typeof proof === 'string' ? [] : proof.paths.filter(({ test }) => !test).map(({ path }) => path);
  const owners = policy.reviewers === 'author' ? [] : ownersOf(place.codeowners ?? '', paths);
  const suspect = incident.suspects[0]?.path ?? paths[0];
  if (owners.length > 0 || policy.reviewers === 'codeowners' || suspect === undefined) return owners;
  const author = await world.lastAuthor(suspect);
  return author === null ? [] : [author];
}
