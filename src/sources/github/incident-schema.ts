import { z } from 'zod';
import type { Incident } from '../../domain/incident.ts';
import { LESSON_OUTCOMES } from '../../domain/lesson.ts';
import { findMarker, isSealed, type Seal } from '../../domain/marker.ts';
import { REASON_CODES } from '../../domain/reason-codes.ts';
import { untrusted } from '../../domain/trust.ts';
import { ImpactV1, MeasuredV1, ReportedV1 } from './measured-schema.ts';
import { RecoveryRecord } from './recovery-schema.ts';

const text = (max: number) => z.string().max(max).transform(untrusted);
const line = (max: number) => z.string().max(max);
const time = z.iso.datetime({ offset: true });
const count = z.number().int().min(0);
const verdict = z.enum(['accept', 'defer', 'ignore', 'escalate']);
const fingerprint = z.string().regex(/^[0-9a-f]{16}$/);

const Reason = z.object({
  code: z.enum(REASON_CODES),
  outcome: z.enum(['pass', 'decisive', 'note']),
  verdict: verdict.optional(),
  evidence: z.record(
    line(40),
    z.union([line(600), z.number(), z.boolean(), z.null(), z.array(line(300)).max(30)]),
  ),
});

const Suspect = z.object({
  path: line(500),
  lines: z.tuple([count, count]).nullable(),
  function: text(300).nullable(),
  score: z.number(),
  confidence: z.number(),
  reason: line(400),
});

const AttemptLesson = z.object({
  at: time,
  outcome: z.enum(LESSON_OUTCOMES),
  cause: text(280),
  fix: text(280),
  paths: z.array(line(300)).max(8),
  confidence: z.number().min(0).max(1),
});

/** Version 1 of what a marker holds; the type it yields is `Incident`. */
const IncidentV1 = z.object({
  version: z.literal(1),
  issue: z.number().int().min(1),
  fingerprint: fingerprint.nullable(),
  errorClass: z
    .object({
      fingerprint,
      parts: z.object({
        types: z.array(line(300)).max(50),
        message: line(600),
        frames: z.array(line(500)).max(60),
        basis: z.enum(['in-app', 'library', 'message']),
      }),
    })
    .nullable(),
  sentry: z.object({ id: line(40), shortId: line(100) }).nullable(),
  decision: z.object({ verdict, reasonCode: z.enum(REASON_CODES), reasons: z.array(Reason).max(60) }),
  evidence: z
    .object({
      type: text(200),
      message: text(400),
      release: text(256).nullable(),
      environment: text(100).nullable(),
      count,
      userCount: count,
      firstSeen: z.string().max(40),
      lastSeen: z.string().max(40),
    })
    .nullable(),
  suspects: z.array(Suspect).max(8),
  confident: z.boolean(),
  attempts: z
    .array(
      z.object({
        number: count,
        run: line(20),
        at: time,
        outcome: z.enum(['dispatched', 'proposed', 'refused', 'failed']),
        lesson: AttemptLesson.nullable().default(null),
      }),
    )
    .max(20),
  duplicates: z
    .array(
      z.object({
        issue: z.number().int().min(1).nullable(),
        sentryId: line(40),
        shortId: line(100),
        count,
        userCount: count,
      }),
    )
    .max(60)
    .default([]),
  timeline: z
    .array(
      z.object({
        at: time,
        kind: z.enum([
          'seen',
          'decided',
          'dispatched',
          'asked',
          'proposed',
          'refused',
          'recovered',
          'reopened',
        ]),
        what: z.string().regex(/^[a-z0-9-]{1,60}$/),
      }),
    )
    .max(60),
  pullRequest: z.number().int().min(1).nullable(),
  performance: MeasuredV1.optional(),
  reported: ReportedV1.optional(),
  productImpact: ImpactV1.optional(),
  recovery: RecoveryRecord.nullable().default(null),
  decidedAt: time,
  run: line(20),
});

/** A comment that may be an incident's sticky comment. */
export interface CommentText {
  readonly body: string;
  /** GraphQL `viewerDidAuthor`: written by the identity that asks. */
  readonly ours: boolean;
}

/**
 * The incident that a comment records; `null` unless the comment is ours, has our structure and passes the schema.
 * `newer`: a later Patchpilot wrote it, so it must be left alone.
 */
export function readIncident(comment: CommentText, seal: Seal | null = null): Incident | 'newer' | null {
  if (!comment.ours) return null;
  const marker = findMarker(comment.body);
  if (marker === null || !isSealed(marker, seal)) return null;
  if (marker.version > 1) return 'newer';
  let json: unknown;
  try {
    json = JSON.parse(marker.json);
  } catch {
    return null;
  }
  const parsed = IncidentV1.safeParse(json);
  return parsed.success ? (parsed.data as Incident) : null;
}
