import { z } from 'zod';
import { DEFAULT_GATE_POLICY } from '../domain/policy/gate.ts';
import { DEFAULT_PROPOSE_POLICY } from '../domain/policy/propose.ts';

const gates = DEFAULT_GATE_POLICY;
const propose = DEFAULT_PROPOSE_POLICY;
const whole = (min: number, max: number) => z.number().int().min(min).max(max);

/** The `gates` group of `.github/patchpilot.yml`. Rules without a number are no matter of configuration. */
export const Gates = z
  .strictObject({
    maxFiles: whole(1, 100)
      .default(gates.maxFiles)
      .describe('Changed files that count; more needs a person.'),
    hardMaxFiles: whole(1, 300)
      .default(gates.hardMaxFiles)
      .describe('Changed files of any kind; more is refused.'),
    maxLines: whole(1, 10_000)
      .default(gates.maxLines)
      .describe('Changed lines of files that count; more needs a person.'),
    hardMaxLines: whole(1, 20_000)
      .default(gates.hardMaxLines)
      .describe('Changed lines of all files; more is refused.'),
    maxBytes: whole(1_000, 1_000_000)
      .default(gates.maxBytes)
      .describe('Bytes of the patch; more is refused.'),
    protect: z
      .array(z.string().min(1).max(200))
      .max(100)
      .default([...gates.protect])
      .describe('More protected places: a path, a folder (`infra/`), or a name anywhere (`*.tf`).'),
  })
  .describe('What a worker’s patch may be. What they refuse, and why: docs/gates.md.');

/** The `propose` group of `.github/patchpilot.yml`. */
export const Propose = z
  .strictObject({
    requireTest: z
      .enum(['first', 'always', 'never'])
      .default(propose.requireTest)
      .describe(
        'Whether a patch must bring a test: `first` refuses the first attempt without one, `always` every one, `never` leaves it to the reviewer.',
      ),
    unproven: z
      .enum(['draft', 'refuse'])
      .default(propose.unproven)
      .describe('What becomes of a patch that could not be proven for another reason.'),
    labels: z
      .array(z.string().min(1).max(50))
      .max(10)
      .default([...propose.labels])
      .describe('Labels of the pull request, beside the incidents’ own.'),
    reviewers: z
      .enum(['codeowners', 'author', 'either', 'none'])
      .default(propose.reviewers)
      .describe(
        'Whom to ask for a review: `codeowners` of the changed files, the `author` of the newest commit to the first suspect, or `either` (owners, else that author). Whoever GitHub does not let us ask is not asked.',
      ),
    resolveInSentry: z
      .boolean()
      .default(propose.resolveInSentry)
      .describe('Adds `Fixes SHORT-ID`, by which Sentry resolves its issue with the release of the merge.'),
  })
  .describe('How a patch becomes a draft pull request.');
