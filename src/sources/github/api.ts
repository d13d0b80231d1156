/**
 * The two ways to ask GitHub, as the runner's client offers them. Both throw SourceError with the missing permission
 * named; GraphQL answers that carry `errors` throw too, also with HTTP status 200.
 */
export interface GitHubApi {
  readonly graphql: (query: string, variables: Readonly<Record<string, unknown>>) => Promise<unknown>;
  /** REST GET; answers the parsed body. */
  readonly get: (route: string, parameters: Readonly<Record<string, unknown>>) => Promise<unknown>;
}
