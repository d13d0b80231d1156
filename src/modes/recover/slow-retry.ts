import type { CandidateFacts } from '../../decide/intake/facts.ts';
import { attribute } from '../../decide/performance/attribute.ts';
import { candidateOf } from '../../decide/performance/candidate.ts';
import { timeLost } from '../../decide/performance/lost.ts';
import { performanceClass } from '../../decide/performance/name.ts';
import { isMissing } from '../../domain/facts.ts';
import type { Incident } from '../../domain/incident.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import type { CandidateIssue } from '../../domain/record.ts';
import { lookAtReported } from '../performance/measure.ts';
import type { RecoverWorld } from './ports.ts';
import type { RecoverSettings } from './settings.ts';
import { spanNameOf } from './speed.ts';

/**
 * Fresh evidence of a slow request, read as the `performance` mode reads it. `null`: its spans cannot be read, or by
 * our own rules it is as fast as it was last week, so that a worker would be told nothing.
 */
export async function slowEvidence(
  incident: Incident,
  {
    candidate,
    world,
    policy: { performance: policy },
    settings,
  }: {
    readonly candidate: CandidateIssue;
    readonly world: RecoverWorld;
    readonly policy: Policy;
    readonly settings: RecoverSettings;
  },
): Promise<CandidateFacts | null> {
  const { spans, now } = world;
  const name = isMissing(spans) ? spans : await spanNameOf(incident, spans, now);
  if (isMissing(spans) || isMissing(name)) return null;
  const look = await lookAtReported(spans, name, { policy, now });
  if (look === null) return null;
  const { facts, slowness, window } = look;
  const finding = {
    class: performanceClass(facts.name),
    ...{ facts, slowness },
    attribution: attribute(facts, slowness, policy),
    lost: timeLost(facts, slowness, policy.windowHours),
  };
  const measured = {
    window,
    organization: settings.organization ?? '',
    environment: settings.environments[0] ?? null,
  };
  return candidateOf(finding, measured, { issue: candidate, number: incident.issue });
}
