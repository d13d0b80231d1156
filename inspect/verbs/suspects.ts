import { z } from 'zod';
import { readMentions } from '../../src/decide/suspects/named.ts';
import { rankSuspects, type SuspectFacts } from '../../src/decide/suspects/rank.ts';
import { readCase } from '../case.ts';
import { needTree, treeOf } from '../tree.ts';

/** A commit in this project's words (`paths`), or as GitHub's API and git's log tell it (`files`, by name or as objects). */
const Commit = z
  .object({ sha: z.string().nullish(), paths: z.unknown().optional(), files: z.unknown().optional() })
  .transform(({ sha, paths, files }) => ({ sha: sha ?? '', paths: changed(paths ?? files) }));

function changed(files: unknown): readonly string[] {
  return (Array.isArray(files) ? files : []).flatMap((file: unknown) => {
    const path = typeof file === 'string' ? file : (file as { filename?: unknown } | null)?.filename;
    return typeof path === 'string' ? [path] : [];
  });
}

const Case = z.object({
  tree: z.unknown().optional(),
  text: z.string().nullish(),
  commits: z.array(Commit).nullish(),
  suspectCommit: Commit.nullish(),
  lessons: z
    .array(
      z.object({
        path: z.string(),
        outcome: z.enum(['recovered', 'rejected', 'failed-gate', 'regressed']),
      }),
    )
    .nullish(),
  mappings: z.array(z.object({ stackRoot: z.string(), sourceRoot: z.string() })).nullish(),
});

/** Which files a fix most likely touches: `{event | text, tree, …}` → `{suspects, confident}`. */
export function suspects(input: unknown): unknown {
  const event = readCase(input);
  const parsed = Case.safeParse(input);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Error(
      `suspects: ${issue?.path.join('.') || 'the case'}: ${issue?.message ?? 'cannot be read'}`,
    );
  }
  const { text, commits, suspectCommit, lessons, mappings } = parsed.data;
  const tree = treeOf(needTree(parsed.data.tree, 'suspects'));
  const facts: SuspectFacts = {
    event,
    tree,
    ...(text ? { mentions: readMentions(text, tree) } : {}),
    ...(commits ? { commits } : {}),
    ...(suspectCommit ? { suspectCommit } : {}),
    ...(lessons ? { lessons } : {}),
    ...(mappings ? { mappings } : {}),
  };
  const ranking = rankSuspects(facts);
  return {
    suspects: ranking.suspects.map(({ lines, ...suspect }) =>
      lines === null ? suspect : { ...suspect, line: lines[0], lines },
    ),
    confident: ranking.confident,
  };
}
