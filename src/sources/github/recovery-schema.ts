import { z } from 'zod';
import { RECOVERY_CODES } from '../../domain/recovery.ts';

const line = (max: number) => z.string().max(max);
const time = z.iso.datetime({ offset: true });
const kind = z.enum(['close', 'wait', 'retry', 'escalate']);
const number = z.number();

const Shown = z.object({
  reasons: z
    .array(
      z.object({
        code: z.enum(RECOVERY_CODES),
        says: z.enum(['decides', 'for', 'against', 'note']),
        evidence: z.record(
          line(40),
          z.union([line(300), number, z.boolean(), z.null(), z.array(line(300)).max(30)]),
        ),
      }),
    )
    .max(30),
  confidence: number,
  expected: number.nullable(),
  seen: number.nullable(),
  waitLeft: number.nullable(),
  lesson: z.enum(['recovered', 'rejected', 'regressed']).nullable(),
  reopen: z.boolean(),
  fix: z.number().int().min(1).nullable(),
  story: z.array(z.object({ at: time, what: line(60) })).max(20),
});

/** What a marker holds of the last check for recovery. A part that cannot be shown any more is no reason to forget it. */
export const RecoveryRecord = z.object({
  watchedSince: time,
  checkedAt: time,
  kind,
  code: z.enum(RECOVERY_CODES),
  nextCheckAt: time.nullable(),
  asked: z.enum(RECOVERY_CODES).nullable(),
  failingSince: time.nullable(),
  wasLive: z.boolean(),
  closedAt: time.nullable(),
  shown: Shown.nullable().catch(null),
});
