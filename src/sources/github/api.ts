/**
 * The two ways to ask GitHub, as the runner's client offers them. Both throw SourceError with the missing permission
 * named; GraphQL answers that carry `errors` throw too, also with HTTP status 200.
 */
export interface GitHubApi {
  readonly graphql: (query: string, variables: Readonly<Record<string, unknown>>) => Promise<unknown>;
  /** REST GET; answers the parsed body. */
  readonly get: (route: string, parameters: Readonly<Record<string, unknown>>) => Promise<unknown>;
  /** The same, asked with the ETag of an earlier answer: `unchanged` costs nothing of the rate limit. */
  readonly getTagged: (
    route: string,
    parameters: Readonly<Record<string, unknown>>,
    etag: string | null,
  ) => Promise<TaggedAnswer>;
}

/** An answer with its ETag; `null`: GitHub gave none. */
export type TaggedAnswer =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'answer'; readonly data: unknown; readonly etag: string | null };

/** Answers of earlier runs, by a name of ours; lost with the memory, and then everything is asked. */
export interface EtagStore {
  readonly known: (request: string) => Promise<{ readonly etag: string; readonly value: string } | null>;
  readonly keep: (request: string, etag: string, value: string) => Promise<void>;
}
