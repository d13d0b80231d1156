import { gitDiff, type Tree } from './git-diff.ts';

/** One labelled patch. */
export interface LabelledPatch {
  readonly name: string;
  readonly base: Tree;
  readonly patch: string;
  readonly suspects?: readonly string[];
}

/** A patch that turns one tree into another. */
export const between = (name: string, base: Tree, patched: Tree): LabelledPatch => ({
  name,
  base,
  patch: gitDiff(base, patched),
});

/** A patch that adds a file. */
export const adds = (path: string, text = 'x\n'): LabelledPatch =>
  between(`adds ${JSON.stringify(path)}`, {}, { [path]: text });

/** A patch that changes a file's only line. */
export const edits = (path: string): LabelledPatch =>
  between(`edits ${JSON.stringify(path)}`, { [path]: 'old\n' }, { [path]: 'new\n' });
