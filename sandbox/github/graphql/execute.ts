import {
  type DocumentNode,
  executeSync,
  type GraphQLError,
  type GraphQLFieldResolver,
  getOperationAST,
  parse,
  validate,
} from 'graphql';
import { repositoryOf } from '../identity.ts';
import { notFound, Refusal } from '../refusal.ts';
import { viewerNode } from './actor-node.ts';
import { nodeById } from './find.ts';
import { mutations } from './mutations.ts';
import { repositoryNode } from './repository-node.ts';
import { githubSchema } from './schema.ts';
import type { View } from './view.ts';

export type GraphQLBody = {
  readonly query?: string;
  readonly operationName?: string | null;
  readonly variables?: Readonly<Record<string, unknown>> | null;
};

/** Fields that the schema has and the sandbox does not: a test that meets one must fail, not read a `null`. */
export class Unsupported extends Error {}

/** Where fields come from: a value, or a function of the field's arguments. Anything missing is loud. */
const resolveField: GraphQLFieldResolver<unknown, View> = (...parameters) => {
  const [source, args, view, info] = parameters;
  const holder = source as Record<string, unknown>;
  if (!(info.fieldName in holder)) {
    throw new Unsupported(`the sandbox has no ${info.parentType.name}.${info.fieldName}`);
  }
  const value = holder[info.fieldName];
  return typeof value === 'function' ? (value as (args: unknown, view: View) => unknown)(args, view) : value;
};

function queryRoot(view: View, remaining: () => number) {
  const { state, token } = view.session;
  const resetAt = new Date(Math.ceil((state.clock.now() + 1) / 3_600_000) * 3_600_000).toISOString();
  return {
    viewer: () => viewerNode(view),
    repository: ({ owner, name }: { owner: string; name: string }) => {
      try {
        return repositoryNode(view, repositoryOf(state, owner, name));
      } catch {
        throw notFound(`Could not resolve to a Repository with the name '${owner}/${name}'.`);
      }
    },
    node: ({ id }: { id: string }) => nodeById(view, id),
    nodes: ({ ids }: { ids: readonly string[] }) => ids.map((id) => nodeById(view, id)),
    rateLimit: () => ({
      limit: token.limit,
      cost: 1,
      nodeCount: 1,
      remaining: remaining(),
      used: token.limit - remaining(),
      resetAt,
    }),
  };
}

type MutationArguments = { readonly input: Readonly<Record<string, unknown>> };

const mutationRoot = (view: View) =>
  Object.fromEntries(
    Object.entries(mutations).map(([name, run]) => [
      name,
      ({ input }: MutationArguments) => ({
        clientMutationId: input.clientMutationId ?? null,
        ...run(view, input),
      }),
    ]),
  );

export type Executed =
  | { readonly kind: 'answer'; readonly body: Record<string, unknown> }
  | { readonly kind: 'unsupported'; readonly reason: string };

type Checked = { readonly document: DocumentNode } | { readonly reason: string };

/** Documents that were checked before; clients send the same few again and again. */
const checked = new Map<string, Checked>();

function check(query: string): Checked {
  const known = checked.get(query);
  if (known !== undefined) return known;
  const fresh = checkAfresh(query);
  checked.set(query, fresh);
  return fresh;
}

function checkAfresh(query: string): Checked {
  try {
    const document = parse(query);
    const faults = validate(githubSchema(), document);
    if (faults.length === 0) return { document };
    return { reason: `not GitHub's schema: ${faults.map((fault) => fault.message).join('; ')}` };
  } catch (error) {
    return { reason: `not GraphQL: ${(error as Error).message}` };
  }
}

/** Validates an operation against GitHub's schema and runs it on the sandbox's state. */
export function execute(view: View, body: GraphQLBody, remaining: () => number): Executed {
  const found = check(body.query ?? '');
  if ('reason' in found) return { kind: 'unsupported', reason: found.reason };
  const operation = getOperationAST(found.document, body.operationName)?.operation;
  const result = executeSync({
    schema: githubSchema(),
    document: found.document,
    rootValue: operation === 'mutation' ? mutationRoot(view) : queryRoot(view, remaining),
    contextValue: view,
    variableValues: body.variables ?? {},
    operationName: body.operationName,
    fieldResolver: resolveField as GraphQLFieldResolver<unknown, unknown>,
  });
  const bug = result.errors?.find((error) => !(error.originalError instanceof Refusal));
  if (bug !== undefined) return { kind: 'unsupported', reason: bug.message };
  const errors = result.errors?.map(formatError);
  return {
    kind: 'answer',
    body: { data: result.data ?? null, ...(errors === undefined ? {} : { errors }) },
  };
}

/** GitHub puts the type beside the message, not under `extensions`. */
function formatError(error: GraphQLError) {
  const refusal = error.originalError as Refusal;
  const listed = (refusal.details.errors as { message?: string }[] | undefined)?.[0]?.message;
  return {
    type: refusal.type,
    path: error.path,
    locations: error.locations?.map(({ line, column }) => ({ line, column })),
    message: listed ?? refusal.message,
  };
}
