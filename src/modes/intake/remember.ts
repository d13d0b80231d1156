import type { JudgedCandidate } from '../../decide/intake/facts.ts';
import { isMarkDue, type LastSweeps, type Reach } from '../../decide/intake/reach.ts';
import type { Effect, Receipt } from '../../domain/effect.ts';
import { isMissing } from '../../domain/facts.ts';
import type { MemoryRow } from '../../domain/lesson.ts';
import { FOR_A_MOMENT } from '../../domain/reason-codes.ts';
import { isUnfiled } from '../../domain/record.ts';
import { untrusted } from '../../domain/trust.ts';
import type { MemoryPort, World } from '../world.ts';

/** Names under which the memory keeps the times of sweeps. */
const ANY = 'sweep';
const WHOLE = 'whole-sweep';

export function lastSweeps(memory: MemoryPort): LastSweeps {
  return { any: memory.etag(ANY)?.value ?? null, whole: memory.etag(WHOLE)?.value ?? null };
}

/** What a finished sweep knows. */
export interface FinishedSweep {
  readonly reach: Reach;
  readonly judged: readonly JudgedCandidate[];
  readonly effects: readonly Effect[];
  readonly receipts: readonly Receipt[];
  readonly dryRun: boolean;
}

/** Folds a sweep into the memory and saves it; a dry run keeps nothing. */
export async function rememberSweep(world: World, sweep: FinishedSweep): Promise<void> {
  if (sweep.dryRun) return;
  const memory = await world.memory();
  memory.rememberIncidents(onRecord(sweep));
  memory.remember(refusedSignals(sweep.judged, world.now));
  const last = lastSweeps(memory);
  const whole = sweep.reach.since === null;
  if (isMarkDue(last, sweep.reach, world.now)) memory.remember([mark(ANY, world.now)]);
  if (whole) memory.remember([mark(WHOLE, world.now)]);
  await memory.save();
}

function mark(request: string, now: string): MemoryRow {
  return { kind: 'etag', at: now, request, etag: untrusted(''), value: untrusted(now) };
}

/** Incidents as they stand now: what this run wrote, else what it found. */
export function onRecord({
  judged,
  effects,
  receipts,
}: Pick<FinishedSweep, 'judged' | 'effects' | 'receipts'>) {
  const written = new Map(
    effects.flatMap((effect) => {
      const done = receipts.some(
        (one) => one.kind === 'done' && one.effect === 'comment' && one.target === target(effect),
      );
      return effect.kind === 'comment' && done ? [[effect.incident.issue, effect.incident] as const] : [];
    }),
  );
  return judged.flatMap(({ facts: { candidate } }) => {
    const found = candidate.sticky?.incident;
    const incident = written.get(candidate.facts.number) ?? (found === 'newer' ? undefined : found);
    return incident === undefined ? [] : [incident];
  });
}

function target(effect: Effect): string {
  return effect.kind === 'comment' ? `#${effect.issue.number}` : '';
}

/** Polled signals that were refused leave no issue: the memory alone keeps them from being judged by every sweep. */
function refusedSignals(judged: readonly JudgedCandidate[], now: string): MemoryRow[] {
  return judged.flatMap(({ facts: { candidate, signal, event }, decision, errorClass }): MemoryRow[] => {
    const refused = decision.verdict === 'ignore' || decision.verdict === 'defer';
    if (!isUnfiled(candidate) || !refused || FOR_A_MOMENT.has(decision.reasonCode) || isMissing(signal))
      return [];
    return [
      {
        kind: 'signal',
        at: now,
        source: 'sentry',
        signal: untrusted(signal.id),
        issue: null,
        fingerprint: errorClass?.fingerprint ?? null,
        release: isMissing(event) ? null : event.release,
        count: signal.count,
        users: signal.userCount,
      },
    ];
  });
}
