import type { ChangedFile } from '../changed-file.ts';
import type { Gate, GateFinding } from '../finding.ts';
import { PRINTS, STOPS } from './debug-rules.ts';
import { findByRules } from './line-rule.ts';
import { RISKS } from './risk-rules.ts';
import { SUPPRESSIONS } from './suppression-rules.ts';

/** Refuses to silence a checker for a whole file, and shows each single line that does. */
export const suppressions: Gate = {
  name: 'suppressions',
  clean: 'No check is switched off.',
  look: ({ files }) =>
    files
      .flatMap((file) =>
        findByRules(file, SUPPRESSIONS).map((finding) =>
          file.kind === 'test' && finding.outcome === 'needs-human' ? [] : [finding],
        ),
      )
      .flat(),
};

/** Programs whose work is to print. */
const COMMANDS =
  /(?:^|[/_.-])(?:cli|bin|cmd|commands?|scripts?|tools?|tasks?|examples?|samples?|demos?|benchmarks?|bench|management|main|__main__|setup|manage|console|reporters?|repl|playground|docs?|build|release|generators?|gulpfile|logger|logging|debug|printer)(?:[/_.-]|$)/i;

function prints(file: ChangedFile): readonly GateFinding[] {
  if (file.kind !== 'code' || COMMANDS.test(file.path) || /^package main$/m.test(file.patched.text))
    return [];
  const rules = PRINTS.filter(({ pattern }) => !file.base.masked().some((line) => pattern.test(line)));
  return findByRules(file, rules);
}

/** Refuses what a developer leaves behind while looking for a bug. */
export const debugLeftovers: Gate = {
  name: 'debug-leftovers',
  clean: 'No debugging aid is left.',
  look: ({ files }) =>
    files
      .filter(({ kind }) => kind === 'code' || kind === 'test')
      .flatMap((file) => [
        ...findByRules(file, STOPS).map((finding) =>
          file.kind === 'test' && file.language === 'php'
            ? { ...finding, outcome: 'needs-human' as const }
            : finding,
        ),
        ...prints(file),
      ]),
};

/** Shows code that runs other code, or that switches a protection off, where the file did not do so before. */
export const riskyCode: Gate = {
  name: 'risky-code',
  clean: 'Nothing is run or unprotected that was not before.',
  look: ({ files }) =>
    files
      .filter(({ kind }) => kind === 'code')
      .flatMap((file) =>
        findByRules(
          file,
          RISKS.filter(({ pattern }) => !file.base.lines.some((line) => pattern.test(line))),
        ),
      ),
};
