import { readCapped } from '../http/body.ts';

/** The only way out that an SDK is given. */
export interface Transport {
  readonly fetch: typeof fetch;
  /** Requests that left so far. */
  readonly sent: () => number;
}

/** An answer of this size is no verdict. */
const MAX_BYTES = 1_048_576;
/** Seconds that a service may ask us to wait: a runner's minutes cost the user money. */
export const LONGEST_WAIT = 5;
/** What an SDK reads of an answer's headers. */
const HEARD = ['content-type', 'retry-after', 'retry-after-ms', 'x-should-retry'] as const;

/**
 * Talks to `address` and to nobody else, follows no redirect, and reads the answer whole before the SDK sees it: SDKs stop
 * their clock at the headers and know no largest size. A connection that breaks in the middle is thus one more failure that
 * the SDK repeats.
 */
export function createTransport(address: string): Transport {
  let sent = 0;
  return {
    sent: () => sent,
    fetch: async (input, init) => {
      if (String(input) !== address) throw new TypeError('Not the address of the judge.');
      sent += 1;
      const response = await fetch(address, { ...init, redirect: 'manual' });
      return response.ok ? whole(response) : refusal(response);
    },
  };
}

async function whole(response: Response): Promise<Response> {
  const { status } = response;
  const text = await readCapped(response, MAX_BYTES);
  // What is too large, or nothing, is handed on as no JSON at all.
  if (text === null || text === '') return new Response(null, { status });
  return new Response(text, { status, headers: heard(response) });
}

/** Status and delay only: a service's words about a fault are not ours to print, nor an SDK's to interpret. */
async function refusal(response: Response): Promise<Response> {
  await response.body?.cancel();
  const headers = heard(response);
  // An SDK would wait for minutes if it is told to. A date counts as long.
  const seconds = Number(headers.get('retry-after') ?? '0');
  const milliseconds = Number(headers.get('retry-after-ms') ?? '0');
  const short = seconds <= LONGEST_WAIT && milliseconds <= LONGEST_WAIT * 1_000;
  if (!short) headers.set('x-should-retry', 'false');
  return new Response(null, { status: response.status, headers });
}

function heard({ headers }: Response): Headers {
  const known = HEARD.map((name) => [name, headers.get(name)] as const);
  return new Headers(
    known.flatMap(([name, value]): [string, string][] => (value === null ? [] : [[name, value]])),
  );
}
