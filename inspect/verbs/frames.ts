import { z } from 'zod';
import type { Frame } from '../../src/domain/event.ts';
import { mapFrame } from '../../src/domain/tree/frame.ts';
import { untrusted } from '../../src/domain/trust.ts';
import { needTree, treeOf } from '../tree.ts';

const text = z.string().nullish();
const Mapping = z.object({
  stackRoot: z.string().optional(),
  stack_root: z.string().optional(),
  sourceRoot: z.string().optional(),
  source_root: z.string().optional(),
});
const Case = z.object({
  frame: z.object({
    filename: text,
    path: text,
    absPath: text,
    abs_path: text,
    module: text,
    package: text,
    function: text,
    platform: text,
  }),
  tree: z.unknown().optional(),
  mappings: z.array(Mapping).nullish(),
});

/** Where one frame lies in a tree: `{frame, tree, mappings?}` → `{path | null, reason, candidates?}`. */
export function frames(input: unknown): unknown {
  const parsed = Case.safeParse(input);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Error(`frames: ${issue?.path.join('.') || 'the case'}: ${issue?.message ?? 'cannot be read'}`);
  }
  const { frame: raw, tree, mappings } = parsed.data;
  const value = (given: string | null | undefined) =>
    given === null || given === undefined || given === '' ? null : untrusted(given);
  const frame: Frame = {
    path: value(raw.filename ?? raw.path),
    absPath: value(raw.absPath ?? raw.abs_path),
    module: value(raw.module),
    function: value(raw.function),
    platform: value(raw.platform),
    line: null,
    column: null,
    inApp: null,
    context: [],
  };
  const roots = (mappings ?? []).map((mapping) => ({
    stackRoot: mapping.stackRoot ?? mapping.stack_root ?? '',
    sourceRoot: mapping.sourceRoot ?? mapping.source_root ?? '',
  }));
  const { path, reason, candidates } = mapFrame(frame, treeOf(needTree(tree, 'frames')), roots);
  return path === null && candidates.length > 1 ? { path, reason, candidates } : { path, reason };
}
