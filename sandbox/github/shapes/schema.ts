import type { components } from '@octokit/openapi-types';

/** A schema of GitHub's published REST description. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];

/** What every shape needs: where the service lives. */
export type At = { readonly origin: string };
