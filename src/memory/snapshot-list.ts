import { z } from 'zod';
import type { SnapshotList } from './cache.ts';
import { SNAPSHOT_VERSIONS } from './cache-reader.ts';

/** The two ways to GitHub's REST that the list needs; both throw. */
export interface RestApi {
  readonly get: (route: string, parameters: Readonly<Record<string, unknown>>) => Promise<unknown>;
  readonly write: (route: string, parameters: Readonly<Record<string, unknown>>) => Promise<unknown>;
}

export interface SnapshotListOptions {
  readonly owner: string;
  readonly repository: string;
  /** Scopes that this run can read: its own ref and the default branch. */
  readonly refs: readonly string[];
}

const ENTRY = z.object({
  id: z.number(),
  ref: z.string(),
  key: z.string().max(512),
  version: z.string(),
  size_in_bytes: z.number(),
});
const ANSWER = z.object({ actions_caches: z.array(z.unknown()) });

const LIST = 'GET /repos/{owner}/{repo}/actions/caches';
const REMOVE = 'DELETE /repos/{owner}/{repo}/actions/caches/{cache_id}';

/** The list needs `actions: read`, deleting `actions: write`; without them memory works with less. */
export function createSnapshotList(
  api: RestApi,
  { owner, repository, refs }: SnapshotListOptions,
): SnapshotList {
  return {
    list: async (prefix) => {
      try {
        const query = { key: prefix, sort: 'created_at', direction: 'desc', per_page: 100 };
        const answer = ANSWER.parse(await api.get(LIST, { owner, repo: repository, ...query }));
        return answer.actions_caches
          .map((one) => ENTRY.safeParse(one).data)
          .filter((one) => one !== undefined)
          .filter((one) => one.key.startsWith(prefix) && refs.includes(one.ref))
          .filter((one) => SNAPSHOT_VERSIONS.includes(one.version))
          .map(({ id, key, ref, size_in_bytes: size }) => ({ id, key, ref, size }));
      } catch {
        return null;
      }
    },
    remove: async (id) => {
      try {
        await api.write(REMOVE, { owner, repo: repository, cache_id: id });
        return true;
      } catch {
        return false;
      }
    },
  };
}
