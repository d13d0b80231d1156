import { z } from 'zod';
import { findStormJson, type StormRecord } from '../../domain/storm.ts';

const StormV1 = z.object({
  version: z.literal(1),
  root: z.enum(['classes', 'suspect', 'release', 'upstream']),
  what: z.string().max(500).nullable(),
  issues: z.array(z.number().int().min(1)).max(1_000),
  signals: z.array(z.string().max(100)).max(1_000).default([]),
  startedAt: z.string().max(40),
  over: z.boolean(),
});

/** The storm that an issue of ours records; `null` for every other issue. */
export function readStorm(issue: { readonly body: string; readonly ours: boolean }): StormRecord | null {
  const json = issue.ours ? findStormJson(issue.body) : null;
  if (json === null) return null;
  try {
    const parsed = StormV1.safeParse(JSON.parse(json));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
