import type { Gate } from '../finding.ts';
import {
  findChangedAssertions,
  findEmptied,
  findGone,
  findHidden,
  findShortened,
  findUnmarked,
} from './existing.ts';
import { findRaisedLimits } from './limits.ts';
import { findChangedLines } from './lines.ts';
import { findRunnerSettings } from './runner-settings.ts';
import { findSkips } from './skips.ts';
import { findChangedSnapshots } from './snapshots.ts';
import { surveyTests } from './survey.ts';

/**
 * Refuses what makes existing tests say less. Each existing test is looked for in the patched tree (by file, name, code and
 * likeness) and compared with its successor, so that tests may be moved, renamed, rearranged and added.
 */
export const weakenedTests: Gate = {
  name: 'weakened-tests',
  clean: 'Every existing test still checks what it did.',
  look: ({ files }) => {
    const survey = surveyTests(files);
    return [
      ...findGone(survey),
      ...findChangedAssertions(survey),
      ...findShortened(survey),
      ...findHidden(survey),
      ...findUnmarked(survey),
      ...findEmptied(survey),
      ...findSkips(survey),
      ...findRaisedLimits(survey),
      ...findChangedSnapshots(survey),
      ...findRunnerSettings(survey),
      ...findChangedLines(survey),
    ];
  },
};
