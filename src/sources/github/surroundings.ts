import type { z } from 'zod';
import type { Seal } from '../../domain/marker.ts';
import type { KnownIncident, Surroundings } from '../../domain/record.ts';
import type { Umbrella } from '../../domain/storm.ts';
import { readTicket, type Ticket } from '../../domain/ticket.ts';
import { untrusted } from '../../domain/trust.ts';
import { pullRequestFacts } from './facts.ts';
import { readIncident } from './incident-schema.ts';
import type { IncidentAnswer } from './shapes.ts';
import { readStorm } from './storm-schema.ts';

/** A repository as the large queries answer it. */
export type Repository = NonNullable<z.infer<typeof IncidentAnswer>['repository']>;

/** How markers are checked. */
type Sealed = { readonly seal: Seal | null };

/** What surrounds the candidates: the same for one issue and for a sweep. */
export function surroundings(repository: Omit<Repository, 'issue'>, place: Sealed): Surroundings {
  const target = repository.defaultBranchRef?.target;
  return {
    defaultBranch: repository.defaultBranchRef?.name ?? 'main',
    head: target?.tree === undefined ? null : { commit: target.oid, tree: target.tree.oid },
    configuration: repository.configuration?.text ?? null,
    pullRequests: [...repository.open, ...repository.closed].map(pullRequestFacts),
    incidents: repository.incidents.flatMap((issue) => knownIncident(issue, place)),
    tickets: repository.tickets.flatMap(personsTicket),
    umbrella: repository.umbrellas.flatMap(umbrella)[0] ?? null,
  };
}

/** The incident that an issue records, if it does. */
export function knownIncident(issue: Repository['incidents'][number], { seal }: Sealed): KnownIncident[] {
  for (const { id, body, viewerDidAuthor } of issue.comments) {
    const incident = readIncident({ body, ours: viewerDidAuthor }, seal);
    if (incident !== null && incident !== 'newer' && incident.issue === issue.number)
      return [{ incident, live: issue.state === 'OPEN', nodeId: issue.id, commentId: id }];
  }
  return [];
}

/** Issues of bots are signals, not tickets. */
function personsTicket(issue: Repository['tickets'][number]): Ticket[] {
  const { number, title, body, author, comments } = issue;
  if (author === null || author.__typename === 'Bot') return [];
  const bots = comments.filter((comment) => comment.author?.__typename === 'Bot');
  return [
    readTicket({
      number,
      author: author.login,
      title: untrusted(title),
      body: untrusted(body),
      botComments: bots.map((comment) => untrusted(comment.body)),
    }),
  ];
}

function umbrella(issue: Repository['umbrellas'][number]): Umbrella[] {
  const storm = readStorm({ body: issue.body, ours: issue.viewerDidAuthor });
  if (storm === null) return [];
  const { id, number, state, updatedAt } = issue;
  return [{ number, nodeId: id, open: state === 'OPEN', changedAt: updatedAt, storm }];
}
