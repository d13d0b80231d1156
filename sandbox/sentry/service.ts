import type { Answer, SandboxRequest, Service } from '../exchange.ts';
import { match } from '../router.ts';
import { paginate } from './page.ts';
import { SentryRefusal, type SentryReply, type SentryRoute } from './route.ts';
import { exploreRoutes } from './routes/explore.ts';
import { issueRoutes } from './routes/issues.ts';
import { linkRoutes } from './routes/links.ts';
import { releaseRoutes } from './routes/releases.ts';
import { spanRoutes } from './routes/spans.ts';
import type { SentryState, SentryToken } from './state.ts';

const ROUTES: readonly SentryRoute[] = [
  ...issueRoutes,
  ...releaseRoutes,
  ...linkRoutes,
  ...exploreRoutes,
  ...spanRoutes,
];

/** Sentry on loopback: one organisation. */
export function sentryService(state: SentryState): Service {
  return {
    name: 'sentry',
    caller: (request) => {
      const [scheme = '', secret = ''] = (request.headers.authorization ?? '').split(' ', 2);
      return scheme === '' ? undefined : { scheme, name: state.tokens.get(secret)?.name };
    },
    answer: (request) => answer(state, request),
  };
}

const detail = (status: number, text: string, headers: Record<string, string> = {}): Answer => ({
  status,
  headers,
  body: { detail: text },
});

function answer(state: SentryState, request: SandboxRequest): Answer {
  const header = request.headers.authorization;
  if (header === undefined) return detail(401, 'Authentication credentials were not provided.');
  const [scheme, secret = ''] = header.split(' ', 2);
  const token = scheme === 'Bearer' ? state.tokens.get(secret) : undefined;
  if (token === undefined) return detail(401, 'Invalid token', { 'www-authenticate': 'Bearer realm="api"' });
  for (const route of ROUTES) {
    const params = route.method === request.method ? match(route.pattern, request.pathname) : undefined;
    if (params === undefined) continue;
    // Sentry answers a path without its last slash by a redirect that loses the method; we do not let it pass.
    if (!request.pathname.endsWith('/')) break;
    const limit = countCall(state, token, route);
    if (limit.over)
      return detail(
        429,
        'You are attempting to use this endpoint too frequently. Limit is 40 requests in 1 seconds',
        limit.headers,
      );
    const served = serve({ state, route, request, params, token });
    return { ...served, headers: { ...limit.headers, ...served.headers } };
  }
  const reason = `the sandbox's Sentry has no ${request.method} ${request.pathname}`;
  return { status: 501, unknown: reason, body: { detail: reason } };
}

type Served = {
  readonly state: SentryState;
  readonly route: SentryRoute;
  readonly request: SandboxRequest;
  readonly params: Readonly<Record<string, string>>;
  readonly token: SentryToken;
};

function serve({ state, route, request, params, token }: Served): Answer {
  // Paths of an installation name no organisation.
  if (params.org !== undefined && params.org !== state.organization)
    return detail(404, 'The requested resource does not exist');
  if (!route.scopes.some((scope) => token.scopes.includes(scope))) {
    return detail(403, 'You do not have permission to perform this action.');
  }
  try {
    return toAnswer(request, route.handle({ state, request, params }));
  } catch (error) {
    if (error instanceof SentryRefusal) return detail(error.status, error.message);
    throw error;
  }
}

function toAnswer(request: SandboxRequest, reply: SentryReply): Answer {
  if (reply.kind === 'one')
    return {
      status: reply.status ?? 200,
      ...(reply.headers === undefined ? {} : { headers: reply.headers }),
      body: reply.body,
    };
  const { items, link } = paginate(request, reply.items);
  return { status: 200, headers: { link }, body: items };
}

/** Limits hold per caller and endpoint within one second (docs: API rate limits). */
function countCall(state: SentryState, token: SentryToken, route: SentryRoute) {
  const second = Math.floor(state.clock.now() / 1000);
  const key = `${token.name} ${route.method} ${route.pattern.template} ${second}`;
  const used = (state.used.get(key) ?? 0) + 1;
  state.used.set(key, used);
  return {
    over: used > state.rateLimit,
    headers: {
      'x-sentry-rate-limit-limit': String(state.rateLimit),
      'x-sentry-rate-limit-remaining': String(Math.max(0, state.rateLimit - used)),
      'x-sentry-rate-limit-reset': String(second + 1),
      'x-sentry-rate-limit-concurrentlimit': '25',
      'x-sentry-rate-limit-concurrentremaining': '24',
    },
  };
}
