import type { paths } from '@octokit/openapi-types';
import type { SandboxRequest } from '../exchange.ts';
import { compile, type Pattern } from '../router.ts';
import { need, repositoryOf, type Session } from './identity.ts';
import { type Page, pageOf } from './page.ts';
import { forbidden } from './refusal.ts';
import type { Scene } from './shapes/issue.ts';
import type { Level, Scope } from './state.ts';

/** Paths and methods of GitHub's published REST description: an endpoint that is not in it does not compile. */
export type Path = keyof paths & `/repos/{owner}/{repo}${string}`;
export type Method = 'get' | 'post' | 'patch' | 'put' | 'delete';

type Json<Content> = Content extends { content: { 'application/json': infer Body } } ? Body : undefined;
type Responses<Op> = Op extends { responses: infer Map } ? Map : never;
/** Success only: refusals are thrown, see refusal.ts. */
type Success = 200 | 201 | 202 | 204;
type AnswersOf<Map> = {
  [Status in keyof Map & Success]: { readonly status: Status; readonly body: Json<Map[Status]> };
}[keyof Map & Success];
type Operation<P extends Path, M extends Method> = M extends keyof paths[P] ? paths[P][M] : never;

/** Status and body together, as the description pairs them. */
export type Reply<P extends Path, M extends Method> = AnswersOf<Responses<Operation<P, M>>>;

type ParametersOf<Op, Where extends string> = Op extends {
  parameters: { [Key in Where]?: infer Found };
}
  ? NonNullable<Found>
  : Record<never, never>;
type BodyOf<Op> = Op extends { requestBody?: infer Body } ? Json<NonNullable<Body>> : undefined;

export type Call<P extends Path, M extends Method> = Scene & {
  readonly session: Session;
  readonly request: SandboxRequest;
  readonly page: Page;
  readonly params: { readonly [Key in keyof ParametersOf<Operation<P, M>, 'path'>]: string };
  readonly query: { readonly [Key in keyof ParametersOf<Operation<P, M>, 'query'>]?: string };
  readonly body: BodyOf<Operation<P, M>>;
};

/** A reply whose list is longer than a page names its whole length, so that the service can write `Link`. */
export type Served = { readonly status: number; readonly body?: unknown };

export type Endpoint = {
  readonly method: string;
  readonly pattern: Pattern;
  readonly serve: (
    session: Session,
    request: SandboxRequest,
    params: Record<string, string>,
  ) => Served & { readonly page: Page };
};

/** Rights that an endpoint needs before its handler runs; `metadata` is free to every token. */
export type Needs = readonly [Scope, Level];

/** Ties a handler to one operation of the published description: parameters, request body and answers are typed by it. */
export function endpoint<P extends Path, M extends Method>(
  route: { readonly method: M; readonly path: P; readonly needs: Needs },
  handle: (call: Call<P, M>) => Reply<P, M>,
): Endpoint {
  return {
    method: route.method.toUpperCase(),
    pattern: compile(route.path),
    serve: (session, request, params) => {
      const repository = repositoryOf(session.state, params.owner ?? '', params.repo ?? '');
      if (route.needs[1] === 'write' || repository.private) need(session, ...route.needs);
      if (repository.settings.archived && route.method !== 'get') {
        throw forbidden('Repository was archived so is read-only.');
      }
      const page = pageOf(request);
      const call = {
        state: session.state,
        repository,
        at: { origin: request.origin },
        session,
        request,
        page,
        params,
        query: Object.fromEntries(request.query),
        body: request.body,
      };
      // The wire is untyped: this is the one place where the request is taken to be what the description says.
      const reply = handle(call as unknown as Call<P, M>) as Served;
      return { status: reply.status, body: reply.body, page };
    },
  };
}
