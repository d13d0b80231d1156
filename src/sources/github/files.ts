import { z } from 'zod';
import { SourceError } from '../../domain/errors.ts';
import type { GitHubApi } from './api.ts';

/** Characters of one file: beyond, it is data or generated, and no brief shows it. */
const MAX_LENGTH = 200_000;

const Blob = z
  .object({ text: z.string().nullish(), isTruncated: z.boolean().nullish() })
  .nullish()
  .catch(null);
const FilesAnswer = z.object({ repository: z.record(z.string(), Blob).nullable() });

interface Wanted {
  readonly commit: string;
  readonly paths: readonly string[];
}

/** Texts of several files in one query. Paths travel as variables: they are data, also when a stack named them. */
export async function readFiles(
  api: GitHubApi,
  { owner, name }: { readonly owner: string; readonly name: string },
  { commit, paths }: Wanted,
): Promise<ReadonlyMap<string, string>> {
  const parameters = paths.map((_, at) => `$p${at}: String!`).join(', ');
  const fields = paths
    .map((_, at) => `f${at}: object(expression: $p${at}) { ... on Blob { text isTruncated } }`)
    .join(' ');
  const query = `query PatchpilotFiles($owner: String!, $name: String!, ${parameters}) { repository(owner: $owner, name: $name) { ${fields} } }`;
  const expressions = Object.fromEntries(paths.map((path, at) => [`p${at}`, `${commit}:${path}`]));
  try {
    const { repository } = FilesAnswer.parse(await api.graphql(query, { owner, name, ...expressions }));
    return new Map(
      paths.flatMap((path, at) => {
        const blob = repository?.[`f${at}`];
        const text = blob?.isTruncated ? null : blob?.text;
        return text && text.length <= MAX_LENGTH ? [[path, text] as const] : [];
      }),
    );
  } catch (error) {
    // A brief without source is still a brief.
    if (error instanceof SourceError || error instanceof z.ZodError) return new Map();
    throw error;
  }
}
