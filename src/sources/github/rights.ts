import { SourceError } from '../../domain/errors.ts';
import type { GitHubApi } from './api.ts';
import type { RecordPlace } from './reader.ts';
import { PermissionAnswer } from './shapes.ts';

const ROUTE = 'GET /repos/{owner}/{repo}/collaborators/{username}/permission';

/**
 * Whether a user may write to the repository now; `false` when GitHub will not say. An order stands on an issue for weeks
 * and every sweep must know whether it still counts: an answer that has not changed is not counted by GitHub.
 */
export async function mayWrite(
  api: GitHubApi,
  { owner, name, etags }: RecordPlace,
  username: string,
): Promise<boolean> {
  const request = `permission ${username.replace(/[^\w-]/g, '').slice(0, 60)}`;
  const known = (await etags?.known(request)) ?? null;
  try {
    const answer = await api.getTagged(ROUTE, { owner, repo: name, username }, known?.etag ?? null);
    if (answer.kind === 'unchanged') return known?.value === 'write';
    const parsed = PermissionAnswer.safeParse(answer.data);
    const may = parsed.success && (parsed.data.permission === 'admin' || parsed.data.permission === 'write');
    if (answer.etag !== null) await etags?.keep(request, answer.etag, may ? 'write' : 'none');
    return may;
  } catch (error) {
    if (error instanceof SourceError) return false;
    throw error;
  }
}
