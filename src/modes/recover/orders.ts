import { peopleFacts } from '../../decide/recovery/watch.ts';
import { latestCommand } from '../../decide/triage/command.ts';
import type { WatchedIncident } from '../../domain/watched.ts';
import type { RecoverWorld } from './ports.ts';

/**
 * Makes sure that an order for another attempt comes from somebody who may write now: the association in a comment says
 * who somebody was to the repository. Costs a request only where such an order stands.
 */
export async function withVerifiedOrder(
  watched: WatchedIncident,
  { record }: RecoverWorld,
): Promise<WatchedIncident> {
  const by = latestCommand(watched.comments)?.by;
  if (by === undefined || !peopleFacts(watched, []).orderedRetry || (await record.mayWrite(by)))
    return watched;
  const comments = watched.comments.map((comment) =>
    comment.author.login === by ? { ...comment, author: { ...comment.author, canWrite: false } } : comment,
  );
  return { ...watched, comments };
}
