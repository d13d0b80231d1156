import { SourceError } from '../../domain/errors.ts';
import type { Missing } from '../../domain/facts.ts';
import type { HttpAnswer, HttpClient } from '../http/client.ts';

/** One answer, or what is missing. */
export async function read(client: HttpClient, path: string): Promise<HttpAnswer | Missing> {
  try {
    return await client.get(path);
  } catch (error) {
    if (error instanceof SourceError) return error.asMissing();
    throw error;
  }
}

/** An answer that is not of the form that Sentry documents. */
export function malformed(): Missing {
  return {
    kind: 'missing',
    source: 'sentry',
    why: 'malformed',
    advice:
      'Sentry sent an answer of an unknown form: check `sentry-url`, and whether your Sentry is older than 2024.',
  };
}
