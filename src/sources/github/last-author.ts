import { z } from 'zod';
import { SourceError } from '../../domain/errors.ts';
import type { GitHubApi } from './api.ts';

const Account = z.object({ login: z.string().regex(/^[A-Za-z0-9-]{1,39}$/), type: z.string() });
const Commits = z.array(z.object({ author: Account.nullable().catch(null) }));

/**
 * Who wrote the newest commit of the default branch that touches a file: the one who remembers it best. `null` when that
 * is a bot or unknown, or GitHub does not say: a missing reviewer costs nothing.
 */
export async function readLastAuthor(
  api: GitHubApi,
  { owner, name: repo }: { readonly owner: string; readonly name: string },
  path: string,
): Promise<string | null> {
  try {
    const answer = await api.get('GET /repos/{owner}/{repo}/commits', { owner, repo, path, per_page: 1 });
    const author = Commits.safeParse(answer).data?.[0]?.author ?? null;
    return author === null || author.type !== 'User' ? null : author.login;
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    return null;
  }
}
