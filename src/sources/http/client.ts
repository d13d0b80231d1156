import { setTimeout } from 'node:timers/promises';
import pRetry from 'p-retry';
import { SourceError, type SourceFault } from '../../domain/errors.ts';
import type { Missing } from '../../domain/facts.ts';
import { readCapped } from './body.ts';
import { nextPage } from './link.ts';

/** Where a client may go and how long it may take. The base comes from configuration, never from a signal. */
export interface HttpOptions {
  readonly source: Missing['source'];
  /** https, or http on loopback; checked by config. Credentials are bound to this origin. */
  readonly baseUrl: string;
  /** Value of the Authorization header. */
  readonly authorization: string;
  /** Advice per status, naming the missing scope or setting. */
  readonly advice: Readonly<Record<number, string>>;
  /** Milliseconds for one call with all its retries. */
  readonly deadline?: number;
  /** Told the `Date` of every answer. */
  readonly heard?: ((date: string | null) => void) | undefined;
  /** Bytes of one answer. */
  readonly maxBytes?: number;
}

/** One answer: parsed JSON and, when there is one, the path of the next page on the same origin. */
export interface HttpAnswer {
  readonly data: unknown;
  readonly next: string | null;
}

export interface HttpClient {
  /** GET `path` (which starts with `/`); throws SourceError, never the service's own words. */
  readonly get: (path: string) => Promise<HttpAnswer>;
  /** Sends JSON once; it is never repeated, since nobody knows whether a lost answer meant a lost question. */
  readonly send: (method: 'POST' | 'PUT', path: string, body: unknown) => Promise<HttpAnswer>;
}

const DEADLINE = 30_000;
/** A 5 MB event with 10,000 frames must still be read, and then cut. */
const MAX_BYTES = 16_777_216;
const RETRIES = 3;
/** Seconds that a 429 may ask us to wait: a runner's minutes cost the user money. */
const LONGEST_WAIT = 5;

/**
 * The one way to a provider: JSON only, redirects refused (they would carry the token elsewhere), bounded in time and
 * size, GET retried on 5xx, short 429 and cut connections.
 */
export function createHttpClient(options: HttpOptions): HttpClient {
  return {
    send: (method, path, body) =>
      once(options, { method, path, body }, AbortSignal.timeout(options.deadline ?? DEADLINE)),
    get: (path) => {
      const signal = AbortSignal.timeout(options.deadline ?? DEADLINE);
      return pRetry(() => once(options, { method: 'GET', path }, signal), {
        retries: RETRIES,
        minTimeout: 200,
        maxTimeout: LONGEST_WAIT * 1000,
        randomize: true,
        signal,
        shouldRetry: ({ error }) => error instanceof SourceError && error.fault.retryable,
      }).catch((error: unknown) => {
        throw error instanceof SourceError
          ? error
          : fault(options, { status: null, why: 'unavailable', text: 'did not answer in time' });
      });
    },
  };
}

interface Question {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly body?: unknown;
}

async function once(options: HttpOptions, question: Question, signal: AbortSignal): Promise<HttpAnswer> {
  const response = await send(options, question, signal);
  options.heard?.(response.headers.get('date'));
  if (response.ok) {
    return {
      data: await json(options, response),
      next: nextPage(response.headers.get('link'), options.baseUrl),
    };
  }
  await response.body?.cancel();
  throw response.status === 429
    ? await limited(options, response, signal)
    : fault(options, refusal(response.status));
}

async function send(options: HttpOptions, question: Question, signal: AbortSignal): Promise<Response> {
  const { method, path, body } = question;
  try {
    return await fetch(`${options.baseUrl}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        accept: 'application/json',
        authorization: options.authorization,
        'user-agent': 'patchpilot',
      },
      redirect: 'manual',
      signal,
    });
  } catch {
    throw fault(options, { status: null, why: 'unavailable', text: 'could not be reached' });
  }
}

async function json(options: HttpOptions, response: Response): Promise<unknown> {
  const { status } = response;
  const type = response.headers.get('content-type') ?? '';
  if (!/^application\/(?:[a-z.+-]+\+)?json\b/i.test(type)) {
    await response.body?.cancel();
    const text = 'answered with something that is not JSON (a login page?): check its address';
    throw fault(options, { status, why: 'malformed', text });
  }
  const text = await readCapped(response, options.maxBytes ?? MAX_BYTES).catch(() => undefined);
  if (text === undefined) {
    throw fault(options, { status, why: 'unavailable', text: 'broke off in the middle of its answer' });
  }
  if (text === null) {
    throw fault(options, { status, why: 'malformed', text: 'sent an answer larger than any it should send' });
  }
  try {
    return JSON.parse(text);
  } catch {
    throw fault(options, { status, why: 'malformed', text: 'sent an answer that is not complete JSON' });
  }
}

/** Waits out a limit that ends soon; a longer one is left to the next run. */
async function limited(options: HttpOptions, response: Response, signal: AbortSignal): Promise<SourceError> {
  const text = 'is limiting the rate of requests; the next run asks again';
  const seconds = Number(response.headers.get('retry-after') ?? '1');
  if (!(seconds <= LONGEST_WAIT))
    return fault(options, { status: 429, why: 'unavailable', text, final: true });
  await setTimeout(seconds * 1000, undefined, { signal }).catch(() => undefined);
  return fault(options, { status: 429, why: 'unavailable', text });
}

interface Finding {
  readonly status: number | null;
  readonly why: SourceFault['why'];
  readonly text: string;
  /** A second try cannot cure it. */
  readonly final?: true;
}

function refusal(status: number): Finding {
  const text = `answered with status ${status}`;
  if (status >= 500) return { status, why: 'unavailable', text };
  if (status >= 300 && status < 400) {
    const redirect = 'answered with a redirect, which a call with a token never follows: check its address';
    return { status, why: 'malformed', text: redirect };
  }
  return {
    status,
    why: status === 404 ? 'not-found' : status === 401 || status === 403 ? 'forbidden' : 'malformed',
    text,
  };
}

const NAMES: Readonly<Record<Missing['source'], string>> = {
  sentry: 'Sentry',
  github: 'GitHub',
  posthog: 'PostHog',
  vercel: 'Vercel',
  health: 'The health check',
  judge: 'The judge',
};

function fault(options: HttpOptions, { status, why, text, final }: Finding): SourceError {
  const advice =
    (status === null ? undefined : options.advice[status]) ?? `${NAMES[options.source]} ${text}.`;
  return new SourceError({
    source: options.source,
    status,
    why,
    retryable: why === 'unavailable' && !final,
    advice,
  });
}
