import { z } from 'zod';
import { isMissing, type Missing } from '../../domain/facts.ts';
import type { HttpClient } from '../http/client.ts';
import { malformed, read } from './read.ts';

/** A release as Sentry tells it. Times are ISO 8601. */
export interface SentryRelease {
  readonly version: string;
  readonly commit: string | null;
  /** Its last deploy to one of the environments. */
  readonly deployedAt: string | null;
}

const time = z.iso.datetime({ offset: true }).nullish().catch(null);

/** The fields of `GET /organizations/{org}/releases/` that we read. */
const Releases = z.array(
  z.object({
    version: z.string().max(300),
    lastCommit: z
      .object({ id: z.string().regex(/^[0-9a-f]{40}$/) })
      .nullish()
      .catch(null),
    lastDeploy: z
      .object({ environment: z.string().max(100), dateFinished: time })
      .nullish()
      .catch(null),
  }),
);

/** The newest releases, at most 100. */
export async function readReleases(
  client: HttpClient,
  organization: string,
  environments: readonly string[],
): Promise<readonly SentryRelease[] | Missing> {
  const search = new URLSearchParams({ project: '-1', per_page: '100', sort: 'date' });
  const json = await read(client, `${organization}/releases/?${search}`);
  if (isMissing(json)) return json;
  const parsed = Releases.safeParse(json.data);
  if (!parsed.success) return malformed();
  return parsed.data.map(({ version, lastCommit, lastDeploy }) => ({
    version,
    commit: lastCommit?.id ?? null,
    deployedAt:
      lastDeploy != null && environments.includes(lastDeploy.environment)
        ? (lastDeploy.dateFinished ?? null)
        : null,
  }));
}
