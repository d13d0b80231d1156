import { list, missing, one, route, SentryRefusal } from '../route.ts';
import type { Json } from '../state.ts';
import { issueOf } from './issues.ts';

/** Internal integrations that are installed, and the tickets that they link. */
export const linkRoutes = [
  route(['GET', '/organizations/{org}/sentry-app-installations/'], ['org:read'], ({ state }) =>
    list(
      state.installations.map(({ slug, uuid }) => ({
        app: { uuid: `${uuid}-app`, slug },
        organization: { slug: state.organization },
        uuid,
        status: 'installed',
      })),
    ),
  ),
  route(
    ['POST', '/sentry-app-installations/{uuid}/external-issues/'],
    ['event:write'],
    ({ state, request, params }) => {
      const installed = state.installations.find(({ uuid }) => uuid === params.uuid);
      if (installed === undefined) throw missing();
      const body = (request.body ?? {}) as Json;
      for (const key of ['issueId', 'webUrl', 'project', 'identifier']) {
        if (body[key] === undefined)
          throw new SentryRefusal(400, `issueId, webUrl, project and identifier are required: ${key}`);
      }
      const issue = issueOf(state, String(body.issueId));
      const annotation = { displayName: `${body.project}#${body.identifier}`, url: String(body.webUrl) };
      const before = (issue.json.annotations ?? []) as readonly Json[];
      const others = before.filter((known) => known.displayName !== annotation.displayName);
      issue.json = { ...issue.json, annotations: [...others, annotation] };
      return one({
        id: '1',
        issueId: String(body.issueId),
        serviceType: installed.slug,
        ...annotation,
        webUrl: body.webUrl,
      });
    },
  ),
] as const;
