import { z } from 'zod';

const sha = z.string().regex(/^[0-9a-f]{7,64}$/i);

const Committers = z.object({
  committers: z.array(
    z.object({ commits: z.array(z.object({ id: sha, score: z.number().nullish().catch(null) })).catch([]) }),
  ),
});

const ReleaseCommits = z.array(z.object({ id: sha.nullish().catch(null) }));

/** Best-scored commit that Sentry suspects for an event; `null` when it names none. */
export function parseSuspectCommit(json: unknown): string | null {
  const parsed = Committers.safeParse(json);
  if (!parsed.success) return null;
  const commits = parsed.data.committers.flatMap((committer) => committer.commits);
  return commits.sort((a, b) => (b.score ?? 0) - (a.score ?? 0))[0]?.id ?? null;
}

/** Commits of a release, newest first as Sentry lists them. */
export function parseReleaseCommits(json: unknown): string[] {
  const parsed = ReleaseCommits.safeParse(json);
  return parsed.success ? parsed.data.flatMap((commit) => (commit.id ? [commit.id] : [])) : [];
}
