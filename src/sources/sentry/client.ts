import { isMissing, type Missing } from '../../domain/facts.ts';
import type { ReadEvent, ReadSignal, SentryRef, SignalList, SignalQuery } from '../../domain/record.ts';
import type { SeriesTable } from '../../domain/series.ts';
import type { CodeMapping } from '../../domain/tree/frame.ts';
import { createHttpClient, type HttpClient } from '../http/client.ts';
import { cleanEvent } from './clean-event.ts';
import { parseCodeMappings } from './code-mappings.ts';
import { parseReleaseCommits, parseSuspectCommit } from './commits.ts';
import { parseSentryEvent } from './event.ts';
import { parseSentryIssue } from './issue.ts';
import { readIssueSeries, readRecent } from './issue-series.ts';
import { readList } from './list.ts';
import { malformed, read } from './read.ts';
import { readReleases, type SentryRelease } from './releases.ts';
import { readEventSeries, readSessions, readTransactionSeries, type Stretch } from './series.ts';

/** Which Sentry to ask, from configuration only. */
export interface SentryOptions {
  readonly url: string;
  readonly organization: string;
  readonly token: string;
  /** Told the `Date` of every answer. */
  readonly heard?: ((date: string | null) => void) | undefined;
}

/** What Patchpilot reads of Sentry. Every call gives evidence or says what is missing; none throws. */
export interface SentryReader {
  readonly signal: (ref: SentryRef) => Promise<ReadSignal | Missing>;
  /** Newest event seen in one of the environments; `not-found` when there is none. */
  readonly event: (issueId: string, environments: readonly string[]) => Promise<ReadEvent | Missing>;
  /** Commit that Sentry suspects; `null` when it has none or may not tell. */
  /** Signals by their newest event. A page that fails ends the list as incomplete; the first one makes it missing. */
  readonly list: (query: SignalQuery) => Promise<SignalList | Missing>;
  readonly suspectCommit: (project: string, eventId: string) => Promise<string | null>;
  /** How paths of frames lead to files of the repository, as somebody configured it; empty when it is not to be had. */
  readonly codeMappings: () => Promise<readonly CodeMapping[]>;
  readonly releaseCommits: (release: string) => Promise<readonly string[]>;
}

const ADVICE: Readonly<Record<number, string>> = {
  401: 'Sentry refused the token: create a new one and store it as the secret behind `sentry-token`.',
  403: 'Sentry refused to answer: give the token behind `sentry-token` the scopes event:read, project:read and org:read.',
};

/** What a write to Sentry needs beside. */
export const WRITING: typeof ADVICE = {
  ...ADVICE,
  403: 'Sentry refused a write: give the token behind `sentry-token` the scope event:write as well.',
};

/** HTTP to the configured Sentry and nowhere else. */
export function createSentryClient({ url, token, heard }: SentryOptions, advice = ADVICE): HttpClient {
  return createHttpClient({
    source: 'sentry',
    baseUrl: url,
    authorization: `Bearer ${token}`,
    advice,
    heard,
  });
}

export function createSentryReader(options: SentryOptions): SentryReader {
  const client = createSentryClient(options);
  const organization = `/api/0/organizations/${encodeURIComponent(options.organization)}`;
  const projects = `/api/0/projects/${encodeURIComponent(options.organization)}`;
  return {
    signal: (ref) => readSignal(client, organization, { ref, name: options.organization }),
    event: async (issueId, environments) => {
      const query = environments.map((name) => `environment=${encodeURIComponent(name)}`).join('&');
      const path = `${organization}/issues/${encodeURIComponent(issueId)}/events/latest/`;
      const json = await read(client, query === '' ? path : `${path}?${query}`);
      return isMissing(json) ? json : parsed(() => cleanEvent(parseSentryEvent(json.data)));
    },
    list: (query) => readList(client, organization, { query, name: options.organization }),
    suspectCommit: async (project, eventId) => {
      const path = `${projects}/${encodeURIComponent(project)}/events/${encodeURIComponent(eventId)}/committers/`;
      const json = await read(client, path);
      return isMissing(json) ? null : parseSuspectCommit(json.data);
    },
    codeMappings: async () => {
      const json = await read(client, `${organization}/code-mappings/`);
      return isMissing(json) ? [] : parseCodeMappings(json.data);
    },
    releaseCommits: async (release) => {
      const json = await read(client, `${organization}/releases/${encodeURIComponent(release)}/commits/`);
      return isMissing(json) ? [] : parseReleaseCommits(json.data);
    },
  };
}

async function readSignal(
  client: HttpClient,
  organization: string,
  { ref, name }: { readonly ref: SentryRef; readonly name: string },
): Promise<ReadSignal | Missing> {
  const byShortId = 'shortId' in ref;
  const path = byShortId
    ? `shortids/${encodeURIComponent(ref.shortId)}`
    : `issues/${encodeURIComponent(ref.id)}`;
  const json = await read(client, `${organization}/${path}/`);
  if (isMissing(json)) return json;
  const found = byShortId ? (json.data as { group?: unknown } | null)?.group : json.data;
  return parseSentryIssue(found, name) ?? malformed();
}

function parsed(parse: () => ReadEvent): ReadEvent | Missing {
  try {
    return parse();
  } catch {
    return malformed();
  }
}

/** What recovery counts by. Every call gives evidence or says what is missing; none throws. */
export interface SentryCounter {
  /** Events of a class by hour and release. */
  readonly events: (
    asked: Stretch & { readonly issues: readonly string[]; readonly environments: readonly string[] },
  ) => Promise<SeriesTable | Missing>;
  readonly sessions: (
    asked: Stretch & { readonly environments: readonly string[] },
  ) => Promise<SeriesTable | Missing>;
  readonly transactions: SentryCounter['sessions'];
  /** Events of several issues by hour, and of several incidents since their deploys by release; one request each. */
  readonly perIssue: (asked: Parameters<typeof readIssueSeries>[2]) => ReturnType<typeof readIssueSeries>;
  readonly recent: (asked: Parameters<typeof readRecent>[2]) => ReturnType<typeof readRecent>;
  readonly releases: (environments: readonly string[]) => Promise<readonly SentryRelease[] | Missing>;
}

export function createSentryCounter(options: SentryOptions): SentryCounter {
  const client = createSentryClient(options);
  const organization = `/api/0/organizations/${encodeURIComponent(options.organization)}`;
  return {
    events: (asked) => readEventSeries(client, organization, asked),
    sessions: (asked) => readSessions(client, organization, asked),
    transactions: (asked) => readTransactionSeries(client, organization, asked),
    perIssue: (asked) => readIssueSeries(client, organization, asked),
    recent: (asked) => readRecent(client, organization, asked),
    releases: (environments) => readReleases(client, organization, environments),
  };
}
