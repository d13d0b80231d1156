import { setTimeout } from 'node:timers/promises';
import { getOctokit } from '@actions/github';
import { throttling } from '@octokit/plugin-throttling';
import pRetry from 'p-retry';
import { SourceError } from '../domain/errors.ts';
import { githubFault, limitOf, type RefusedField, refusedFields } from './github-fault.ts';

/** Where GitHub is and who we are there. */
export interface GitHubOptions {
  readonly token: string;
  /** REST base, `GITHUB_API_URL`. */
  readonly apiUrl: string;
  /** Whether writes keep the pause that GitHub asks for; tests and the demo, on a double, need none. */
  readonly paced: boolean;
  /** Told the `Date` of every answer to a read. */
  readonly heard?: ((date: string | undefined) => void) | undefined;
  /** One clean line about a rate limit. */
  readonly notice: (text: 'rate-limit' | 'secondary-rate-limit', seconds: number) => void;
}

/** Reads and writes of GitHub. Reads are retried; a write never is: whether it happened is looked up first. */
export interface GitHubClient {
  readonly graphql: (query: string, variables: Readonly<Record<string, unknown>>) => Promise<unknown>;
  readonly get: (route: string, parameters: Readonly<Record<string, unknown>>) => Promise<unknown>;
  readonly getTagged: (
    route: string,
    parameters: Readonly<Record<string, unknown>>,
    etag: string | null,
  ) => Promise<Tagged>;
  readonly mutate: (mutation: string, variables: Readonly<Record<string, unknown>>) => Promise<unknown>;
  /** Several mutations in one document; answers the aliases that were refused. */
  readonly mutateEach: (
    mutation: string,
    variables: Readonly<Record<string, unknown>>,
  ) => Promise<readonly RefusedField[]>;
  readonly write: (route: string, parameters: Readonly<Record<string, unknown>>) => Promise<unknown>;
}

/** An answer with its ETag, or word that it is still the one that was had before. */
type Tagged =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'answer'; readonly data: unknown; readonly etag: string | null };

/** Milliseconds that one call may take with its retries. */
const READ_DEADLINE = 45_000;
const WRITE_DEADLINE = 30_000;
/** Seconds of a rate limit that are waited out; beyond, the run says what it left for the next one. */
const LONGEST_WAIT = 10;
/** How often a write is tried again after a limit. */
const MOST_TRIES = 2;

type Octokit = ReturnType<typeof getOctokit>;

export function createGitHubClient(options: GitHubOptions): GitHubClient {
  // The throttling plugin spaces every POST like a write, GraphQL queries too: reads go past it.
  const reader = getOctokit(options.token, { baseUrl: options.apiUrl, userAgent: 'patchpilot' });
  reader.hook.after('request', ({ headers }) => options.heard?.(headers.date));
  const writer = connect(options);
  const read = <T>(call: (signal: AbortSignal) => Promise<T>) => reading(call, options.notice);
  return {
    graphql: (query, variables) => read((signal) => graphql(reader, { query, variables, signal })),
    get: (route, parameters) =>
      read(async (signal) => (await reader.request(route, { ...parameters, request: { signal } })).data),
    getTagged: (route, parameters, etag) =>
      read((signal) => tagged(reader, { route, parameters, etag, signal })),
    mutate: (query, variables) => writing((signal) => graphql(writer, { query, variables, signal })),
    mutateEach: (query, variables) => writing((signal) => each(writer, { query, variables, signal })),
    write: (route, parameters) =>
      writing(async (signal) => (await writer.request(route, { ...parameters, request: { signal } })).data),
  };
}

/** Runs what it is given at once: in place of the plugin's queues. */
const UNPACED = { key: () => ({ schedule: (_: unknown, work: () => unknown) => work() }) };

function connect({ token, apiUrl, notice, paced }: GitHubOptions): Octokit {
  const limited = (kind: 'rate-limit' | 'secondary-rate-limit') => (seconds: number, options: unknown) => {
    notice(kind, seconds);
    const tries = (options as { request?: { retryCount?: number } }).request?.retryCount ?? 0;
    // A write refused by a limit did not happen. Nobody waits for an hour; and a reset that lies in the past, by a
    // clock that is wrong, would be asked about without end.
    return seconds <= LONGEST_WAIT && tries < MOST_TRIES;
  };
  return getOctokit(
    token,
    {
      baseUrl: apiUrl,
      userAgent: 'patchpilot',
      throttle: {
        onRateLimit: limited('rate-limit'),
        onSecondaryRateLimit: limited('secondary-rate-limit'),
        // The plugin asks nothing else of a queue, but its types do.
        ...(paced ? {} : { write: UNPACED as never, notifications: UNPACED as never }),
      },
    },
    throttling,
  );
}

interface Operation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly signal: AbortSignal;
}

/** GraphQL reports a missing issue as an error beside usable data; that is an answer, not a failure. */
async function graphql(octokit: Octokit, { query, variables, signal }: Operation): Promise<unknown> {
  try {
    return await octokit.graphql(query, { ...variables, request: { signal } });
  } catch (error) {
    const answer = error as { data?: { repository?: unknown }; errors?: readonly { type?: string }[] };
    const onlyMissing = answer.errors?.length && answer.errors.every((one) => one.type === 'NOT_FOUND');
    if (onlyMissing && answer.data?.repository) return answer.data;
    throw error;
  }
}

/** Fields of a mutation are done one after the other, and one that is refused does not stop the next. */
async function each(octokit: Octokit, { query, variables, signal }: Operation) {
  try {
    await octokit.graphql(query, { ...variables, request: { signal } });
    return [];
  } catch (error) {
    const refused = refusedFields(error);
    if (refused === null) throw error;
    return refused;
  }
}

interface TaggedQuestion {
  readonly route: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly etag: string | null;
  readonly signal: AbortSignal;
}

/** Octokit throws for 304; to us it is the answer. */
async function tagged(
  octokit: Octokit,
  { route, parameters, etag, signal }: TaggedQuestion,
): Promise<Tagged> {
  const headers = etag === null ? {} : { 'if-none-match': etag };
  try {
    const { data, headers: answered } = await octokit.request(route, {
      ...parameters,
      headers,
      request: { signal },
    });
    return { kind: 'answer', data, etag: answered.etag ?? null };
  } catch (error) {
    if ((error as { status?: number }).status === 304) return { kind: 'unchanged' };
    throw error;
  }
}

function reading<T>(call: (signal: AbortSignal) => Promise<T>, notice: GitHubOptions['notice']): Promise<T> {
  const signal = AbortSignal.timeout(READ_DEADLINE);
  const patient = async () => {
    try {
      return await call(signal);
    } catch (error) {
      throw await afterLimit(error, { signal, notice });
    }
  };
  return pRetry(patient, {
    retries: 3,
    minTimeout: 250,
    maxTimeout: 4_000,
    randomize: true,
    shouldRetry: ({ error }) => error instanceof SourceError && error.fault.retryable,
  });
}

/** Says what limit was met. A short one is waited out and then worth another try; nobody waits for an hour. */
async function afterLimit(
  error: unknown,
  { signal, notice }: Pick<GitHubOptions, 'notice'> & { readonly signal: AbortSignal },
): Promise<unknown> {
  const limit = limitOf(error);
  const fault = githubFault(error);
  if (limit === null) return fault;
  notice(limit.kind, limit.seconds);
  if (limit.seconds > LONGEST_WAIT || !(fault instanceof SourceError)) return fault;
  await setTimeout(limit.seconds * 1_000, undefined, { signal }).catch(() => undefined);
  return new SourceError({ ...fault.fault, retryable: !signal.aborted });
}

function writing<T>(call: (signal: AbortSignal) => Promise<T>): Promise<T> {
  return faulting(call(AbortSignal.timeout(WRITE_DEADLINE)));
}

async function faulting<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw githubFault(error);
  }
}
