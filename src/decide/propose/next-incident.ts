import {
  type Attempt,
  type AttemptLesson,
  type Incident,
  type Moment,
  withMoment,
} from '../../domain/incident.ts';
import type { Requirement, WorkerReport } from '../../domain/proposal.ts';
import { untrusted } from '../../domain/trust.ts';

/** Longest text of a lesson, in characters. */
const TEXT = 280;

/** The run that ends an attempt. */
export interface Ending {
  readonly attempt: number;
  /** ISO 8601, UTC. */
  readonly now: string;
  readonly run: string;
}

/** The record when a draft pull request stands. */
export function proposed(incident: Incident, { attempt, now, run }: Ending, pullRequest: number): Incident {
  const attempts = ended(incident, attempt, { outcome: 'proposed', lesson: null });
  const moment: Moment = { at: now, kind: 'proposed', what: `pull-request-${pullRequest}` };
  return { ...incident, attempts, pullRequest, run, timeline: withMoment(incident.timeline, moment) };
}

/** The record when an attempt did not pass: which requirement it was, kept as what not to do again. */
export function refused(
  incident: Incident,
  { attempt, now, run }: Ending,
  why: {
    readonly requirements: readonly Requirement[];
    readonly report: WorkerReport | null;
    readonly paths: readonly string[];
  },
): Incident {
  const failed = why.requirements.filter(({ outcome }) => outcome === 'fail');
  const lesson: AttemptLesson = {
    at: now,
    outcome: 'failed-gate',
    cause: untrusted((why.report?.cause ?? '').slice(0, TEXT)),
    fix: untrusted(
      failed
        .map(({ name, reason }) => `${name}: ${reason}`)
        .join(' ')
        .slice(0, TEXT),
    ),
    paths: why.paths.slice(0, 8),
    // A gate's word about a patch is certain; that another patch at the same place fails as well is not.
    confidence: 0.6,
  };
  const attempts = ended(incident, attempt, { outcome: 'refused', lesson });
  const what = (failed[0]?.name ?? 'refused').replace(/[^a-z0-9-]/g, '-').slice(0, 60);
  return {
    ...incident,
    attempts,
    run,
    timeline: withMoment(incident.timeline, { at: now, kind: 'refused', what }),
  };
}

/** The record when GitHub did not let us: what to do about it stands beside the attempt. */
export function failed(incident: Incident, { attempt, now, run }: Ending, advice: string): Incident {
  const lesson: AttemptLesson = {
    at: now,
    outcome: 'failed-gate',
    cause: untrusted(''),
    fix: untrusted(advice.slice(0, TEXT)),
    paths: [],
    confidence: 0,
  };
  const attempts = ended(incident, attempt, { outcome: 'failed', lesson });
  const moment: Moment = { at: now, kind: 'refused', what: 'not-permitted' };
  return { ...incident, attempts, run, timeline: withMoment(incident.timeline, moment) };
}

function ended(
  { attempts }: Incident,
  number: number,
  change: Pick<Attempt, 'outcome' | 'lesson'>,
): readonly Attempt[] {
  return attempts.map((one) => (one.number === number ? { ...one, ...change } : one));
}
