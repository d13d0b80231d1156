import { paginate } from '../page.ts';
import { environmentFits, parseSearch, releaseOf, tagOf, windowOf, within } from '../query.ts';
import { type SentryCall, SentryRefusal, type SentryReply } from '../route.ts';

/** Alternatives of a search: `(issue.id:[1,2] timestamp:>=2026-11-21T10:00:00) OR (…)`. */
function alternatives(query: string) {
  return query.split(' OR ').map((part) => {
    const terms = new Map(parseSearch(part.replace(/^\(|\)$/g, '')).terms);
    const since = terms.get('timestamp') ?? '';
    if (since !== '' && !since.startsWith('>='))
      throw new SentryRefusal(400, `Invalid date: ${since}. Expected +/-duration or ISO 8601`);
    const ids = (terms.get('issue.id') ?? '').replace(/^\[|\]$/g, '').split(',');
    return { ids, since: since === '' ? 0 : Date.parse(`${since.slice(2)}Z`) };
  });
}

/** `events/` of the errors dataset, by issue and release, the most frequent first. */
export function releaseTable({ state, request }: SentryCall): SentryReply {
  const window = windowOf(request, state.clock);
  const wanted = alternatives(request.query.get('query') ?? '');
  const found = [...state.issues.values()].flatMap(({ json, events }) => {
    const id = String(json.id);
    const since = wanted.filter(({ ids }) => ids.includes(id)).map((one) => one.since);
    return events
      .filter(
        (event) =>
          within(window, event.dateCreated) &&
          environmentFits(request, tagOf(event, 'environment')) &&
          since.some((from) => Date.parse(String(event.dateCreated)) >= from),
      )
      .map((event) => ({ id, release: releaseOf(event) ?? '', at: Date.parse(String(event.dateCreated)) }));
  });
  const rows = [...Map.groupBy(found, ({ id, release }) => `${id} ${release}`).values()].map((members) => ({
    'issue.id': Number(members[0]?.id),
    release: members[0]?.release ?? '',
    'count()': members.length,
    'last_seen()': new Date(Math.max(...members.map(({ at }) => at)))
      .toISOString()
      .replace('.000Z', '+00:00'),
  }));
  const sorted = rows.toSorted((a, b) => b['count()'] - a['count()']);
  const { items, link } = paginate(request, sorted);
  return { kind: 'one', headers: { link }, body: { data: items, meta: { dataset: 'errors' } } };
}
