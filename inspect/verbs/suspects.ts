import { z } from 'zod';
import { readMentions } from '../../src/decide/suspects/named.ts';
import { rankSuspects, type SuspectFacts } from '../../src/decide/suspects/rank.ts';
import { readCase } from '../case.ts';
import { treeOf } from './frames.ts';

const Commit = z.object({ sha: z.string().default(''), paths: z.array(z.string()) });
const Case = z.object({
  tree: z.array(z.string()),
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
  const tree = treeOf(parsed.data.tree);
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
