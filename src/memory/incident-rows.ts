import type { Incident } from '../domain/incident.ts';
import type { MemoryRow } from '../domain/lesson.ts';
import { measuredSignal } from '../domain/performance.ts';
import { type Untrusted, untrusted } from '../domain/trust.ts';

/**
 * The rows that an incident on record stands for: what was seen, decided and tried. Folding the same record in again adds
 * nothing, since rows with the same content have the same key: a run that could not save is caught up by any later one.
 */
export function incidentRows(incident: Incident): readonly MemoryRow[] {
  const { issue, fingerprint, decision, decidedAt, evidence } = incident;
  const { verdict, reasonCode } = decision;
  const rows: MemoryRow[] = [
    { kind: 'decision', at: decidedAt, issue, fingerprint, verdict, reason: reasonCode },
  ];
  if (evidence !== null) {
    const { count, userCount: users, release } = evidence;
    const about = { source: 'sentry', issue, fingerprint, release, count, users } as const;
    for (const signal of signalsOf(incident)) rows.push({ kind: 'signal', at: decidedAt, signal, ...about });
  }
  if (fingerprint === null) return rows;
  const attempts = incident.attempts.map(
    ({ number, run, at, outcome }): MemoryRow => ({
      ...{ kind: 'attempt', at, issue, fingerprint, number, run, outcome },
    }),
  );
  return [...rows, ...attempts, ...lessonRows(incident, fingerprint)];
}

/** Sentry's number, and for what is about speed that of its class: it may have been found in spans, or be found there. */
function signalsOf({ sentry, performance, fingerprint }: Incident): readonly Untrusted[] {
  const numbers = [
    ...(sentry === null ? [] : [sentry.id]),
    ...(performance === undefined || fingerprint === null ? [] : [measuredSignal(fingerprint)]),
  ];
  return numbers.map(untrusted);
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
