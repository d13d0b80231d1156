import { isMissing, type Missing } from '../../domain/facts.ts';
import type { ReadSignal, SignalList, SignalQuery } from '../../domain/record.ts';
import type { HttpClient } from '../http/client.ts';
import { parseSentryIssue } from './issue.ts';
import { malformed, read } from './read.ts';

/** Sentry's largest page. */
const PAGE = 100;

/** `GET /organizations/{org}/issues/`, by newest event, page after page on the same origin; a loop of pages ends it. */
export async function readList(
  client: HttpClient,
  organization: string,
  { query, name }: { readonly query: SignalQuery; readonly name: string },
): Promise<SignalList | Missing> {
  const search = new URLSearchParams({ query: query.query, statsPeriod: query.period, sort: 'date' });
  search.set('limit', String(PAGE));
  for (const environment of query.environments) search.append('environment', environment);
  const signals = new Map<string, ReadSignal>();
  let path: string | null = `${organization}/issues/?${search}`;
  for (let page = 0; page < query.pages && path !== null; page += 1) {
    const answer: Awaited<ReturnType<typeof read>> = await read(client, path);
    if (isMissing(answer)) return page === 0 ? answer : { signals: [...signals.values()], complete: false };
    if (!Array.isArray(answer.data)) return malformed();
    const before = signals.size;
    for (const json of answer.data) {
      const signal = parseSentryIssue(json, name);
      if (signal !== null) signals.set(signal.facts.id, signal);
    }
    // Pages that bring nothing new would go round for ever.
    path = signals.size === before ? null : answer.next;
  }
  return { signals: [...signals.values()], complete: path === null };
}
