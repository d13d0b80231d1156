import type { ChangedFile } from '../changed-file.ts';
import { type Gate, type GateCase, type GateFinding, gateLine } from '../finding.ts';

const counts = ({ kind }: ChangedFile): boolean => kind === 'code' || kind === 'data';
const linesOf = (files: readonly ChangedFile[]): number =>
  files.reduce((sum, { added, removed }) => sum + added.length + removed.length, 0);

function look({ facts, files, policy }: GateCase): readonly GateFinding[] {
  const found: GateFinding[] = [];
  const say = (outcome: GateFinding['outcome'], why: string, path = '') =>
    found.push({ outcome, why, line: gateLine(path, 0, why) });
  const bytes = facts.files.reduce((sum, file) => sum + file.bytes, 0);
  const own = files.filter(counts);
  if (facts.files.length === 0) say('fail', 'the patch changes nothing');
  if (files.length > policy.hardMaxFiles) {
    say('fail', `${files.length} files are changed, more than ${policy.hardMaxFiles}`);
  } else if (own.length > policy.maxFiles) {
    say('needs-human', `${own.length} sources are changed, more than ${policy.maxFiles}`);
  }
  if (linesOf(files) > policy.hardMaxLines) {
    say('fail', `${linesOf(files)} lines are changed, more than ${policy.hardMaxLines}`);
  } else if (linesOf(own) > policy.maxLines) {
    say('needs-human', `${linesOf(own)} lines of sources are changed, more than ${policy.maxLines}`);
  }
  if (bytes > policy.maxBytes) say('fail', `the patch has ${bytes} bytes, more than ${policy.maxBytes}`);
  for (const { path, base, patched } of facts.files) {
    const size = Math.max(base?.length ?? 0, patched?.length ?? 0);
    if (size > policy.maxFileBytes) say('fail', `a file has more than ${policy.maxFileBytes} bytes`, path);
  }
  return found;
}

/** Files, lines and bytes against the policy. Tests, docs and snapshots count only against the outer limits. */
export const size: Gate = { name: 'size', clean: 'The size is within the limits.', look };
