import type { ChangedFile } from '../changed-file.ts';
import { type GateFinding, gateLine } from '../finding.ts';
import { isRelated } from './related.ts';
import type { TestSurvey } from './survey.ts';

/** Recorded results that tests compare with. */
export function findChangedSnapshots(survey: TestSurvey): readonly GateFinding[] {
  return survey.files.flatMap(({ changed }) => {
    if (changed.kind === 'snapshot') return ofSnapshot(changed, survey);
    return changed.kind === 'fixture' ? ofFixture(changed, survey) : [];
  });
}

const at = (changed: ChangedFile, base: number) =>
  gateLine(changed.file.oldPath ?? changed.path, base + 1, (changed.base.lines[base] ?? '').trim());

function ofSnapshot(changed: ChangedFile, survey: TestSurvey): readonly GateFinding[] {
  const { codeChanged, gained } = survey;
  const { file, added, removed, blocks } = changed;
  if (file.base === null && !file.binary) return [];
  if (file.newMode === null) {
    return [{ outcome: 'fail', why: 'a snapshot is deleted', line: gateLine(changed.path, 0, changed.path) }];
  }
  const first = removed.find((line) => /\S/.test(changed.base.lines[line] ?? ''));
  if (first === undefined) return [];
  const entries = (lines: readonly string[]) =>
    lines.filter((line) => /^exports\[`|^# name: /.test(line)).length;
  if (entries(changed.patched.lines) < entries(changed.base.lines)) {
    return [{ outcome: 'fail', why: 'entries of a snapshot are removed', line: at(changed, first) }];
  }
  const shrinks = blocks.every(({ newFrom, newTo }) => newFrom === newTo);
  const text = (lines: readonly string[], places: readonly number[]) =>
    places.map((place) => lines[place] ?? '').join('\n');
  // A fix of what is printed or built has its snapshot as its test: then the code speaks of what differs.
  const told = () => isRelated(text(changed.base.lines, removed), text(changed.patched.lines, added), survey);
  const weak = !codeChanged || shrinks || !(gained || told());
  return [
    {
      outcome: weak ? 'fail' : 'needs-human',
      why: 'a snapshot records something else now',
      line: at(changed, first),
    },
  ];
}

function ofFixture(changed: ChangedFile, { codeChanged }: TestSurvey): readonly GateFinding[] {
  const first = changed.removed[0];
  if (changed.file.base === null || first === undefined) return [];
  const outcome = codeChanged ? 'needs-human' : 'fail';
  const why =
    changed.file.newMode === null ? 'data of tests is deleted' : 'data of existing tests is changed';
  return [{ outcome, why, line: at(changed, first) }];
}
