import type { Incident } from '../domain/incident.ts';
import type { MemoryRow } from '../domain/lesson.ts';
import { untrusted } from '../domain/trust.ts';

/**
 * The rows that an incident on record stands for: what was seen, decided and tried. Folding the same record in again adds
 * nothing, since rows with the same content have the same key: a run that could not save is caught up by any later one.
 */
export function incidentRows(incident: Incident): readonly MemoryRow[] {
  const { issue, fingerprint, decision, decidedAt, evidence, sentry } = incident;
  const { verdict, reasonCode } = decision;
  const rows: MemoryRow[] = [
    { kind: 'decision', at: decidedAt, issue, fingerprint, verdict, reason: reasonCode },
  ];
  if (evidence !== null && sentry !== null) {
    const { count, userCount: users, release } = evidence;
    const signal = untrusted(sentry.id);
    rows.push({
      kind: 'signal',
      at: decidedAt,
      source: 'sentry',
      signal,
      issue,
      fingerprint,
      release,
      count,
      users,
    });
  }
  if (fingerprint === null) return rows;
  const attempts = incident.attempts.map(
    ({ number, run, at, outcome }): MemoryRow => ({
      ...{ kind: 'attempt', at, issue, fingerprint, number, run, outcome },
    }),
  );
  return [...rows, ...attempts, ...lessonRows(incident, fingerprint)];
}

function lessonRows({ issue, errorClass, evidence, attempts }: Incident, fingerprint: string): MemoryRow[] {
  const types = errorClass?.parts.types.join(' < ') ?? evidence?.type ?? '';
  const frames = errorClass?.parts.frames.slice(-3).toReversed().join(' < ') ?? '';
  const about = {
    signature: untrusted(`${types} @ ${frames}`.slice(0, 280)),
    message: untrusted((errorClass?.parts.message ?? '').slice(0, 280)),
  };
  // An attempt that GitHub stopped says nothing about its patch.
  return attempts.flatMap(({ lesson, outcome }): MemoryRow[] =>
    lesson === null || outcome === 'failed'
      ? []
      : [{ kind: 'lesson', issue, fingerprint, ...about, ...lesson }],
  );
}
