import type { FileMap, FileSeed } from '../../git/tree.ts';
import { parseNodeId } from '../node-id.ts';
import { commitOnBranch } from '../operations/refs.ts';
import { notFound, unprocessable } from '../refusal.ts';
import type { Repository } from '../state.ts';
import { repositoryNamed } from './find.ts';
import { commitNode, refNode } from './git-node.ts';
import type { View } from './view.ts';

type CommitInput = {
  readonly branch: {
    readonly id?: string | null;
    readonly repositoryNameWithOwner?: string | null;
    readonly branchName?: string | null;
  };
  readonly message: { readonly headline: string; readonly body?: string | null };
  readonly expectedHeadOid: string;
  readonly fileChanges?: {
    readonly additions?: readonly { readonly path: string; readonly contents: string }[] | null;
    readonly deletions?: readonly { readonly path: string }[] | null;
  } | null;
};

function branchOf(view: View, branch: CommitInput['branch']): { repository: Repository; name: string } {
  if (typeof branch.id === 'string') {
    const [id, ...rest] = parseNodeId(branch.id).key.split(':');
    const repository = [...view.session.state.repositories.values()].find((item) => String(item.id) === id);
    if (repository === undefined)
      throw notFound(`Could not resolve to a node with the global id of '${branch.id}'`);
    return { repository, name: rest.join(':').replace('refs/heads/', '') };
  }
  const repository = repositoryNamed(view.session.state, branch.repositoryNameWithOwner ?? '');
  return { repository, name: (branch.branchName ?? '').replace('refs/heads/', '') };
}

/** Contents come as base64; every file becomes mode 100644, whatever it was before. */
export function commitMutation(view: View, raw: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const input = raw as unknown as CommitInput;
  const { repository, name } = branchOf(view, input.branch);
  const additions = input.fileChanges?.additions ?? [];
  const deletions = input.fileChanges?.deletions ?? [];
  const entries: [string, FileSeed][] = [
    ...deletions.map(({ path }): [string, FileSeed] => [path, null]),
    ...additions.map(({ path, contents }): [string, FileSeed] => [
      path,
      { content: Buffer.from(contents, 'base64'), mode: '100644' },
    ]),
  ];
  for (const [path] of entries) {
    const bad =
      path === '' || path.startsWith('/') || path.split('/').some((part) => /^(\.\.?|\.git)$/i.test(part));
    if (bad) throw unprocessable(`A path was requested for addition or deletion that is invalid: ${path}`);
  }
  const changes: FileMap = Object.fromEntries(entries);
  const { headline, body } = input.message;
  const message = body ? `${headline}\n\n${body}` : headline;
  const draft = { branch: name, expectedHead: input.expectedHeadOid, message, changes };
  const commit = commitOnBranch(view.session, repository, draft);
  const place = { view, repository };
  return { commit: commitNode(place, commit), ref: refNode(place, `refs/heads/${name}`) };
}
