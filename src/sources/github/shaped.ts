import { SourceError } from '../../domain/errors.ts';
import type { Missing } from '../../domain/facts.ts';

/** The repository of an answer; throws SourceError when the token is not shown it. */
export function present<T>(
  repository: T | null,
  place: { readonly owner: string; readonly name: string },
): T {
  if (repository !== null) return repository;
  throw new SourceError({
    source: 'github',
    status: 404,
    why: 'not-found',
    retryable: false,
    advice: `GitHub shows no repository ${place.owner}/${place.name} to this token: check \`github-token\`.`,
  });
}

/** An answer of the form that its schema says; throws SourceError for any other. */
export function shaped<T>(
  schema: { safeParse: (json: unknown) => { success: true; data: T } | { success: false } },
  json: unknown,
): T {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const advice = 'GitHub sent an answer of an unknown form; nothing was done. The next run tries again.';
  throw new SourceError({ source: 'github', status: 200, why: 'malformed', retryable: false, advice });
}

/** What a read gives, or what is missing. */
export async function orMissing<T>(read: () => Promise<T>): Promise<T | Missing> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof SourceError) return error.asMissing();
    throw error;
  }
}
