import { readFileSync } from 'node:fs';
import { buildASTSchema, type GraphQLSchema, parse } from 'graphql';

let built: GraphQLSchema | undefined;

/** GitHub's public GraphQL schema, as Octokit publishes it. Built on first use (about 0.2 s) and shared. */
export function githubSchema(): GraphQLSchema {
  if (built === undefined) {
    const file = new URL('schema.graphql', import.meta.resolve('@octokit/graphql-schema'));
    const document = parse(readFileSync(file, 'utf8'), { noLocation: true });
    built = buildASTSchema(document, { assumeValid: true, assumeValidSDL: true });
  }
  return built;
}
