import { z } from 'zod';
import type { SignalFacts } from '../../domain/facts.ts';
import type { ReadSignal } from '../../domain/record.ts';
import { untrusted } from '../../domain/trust.ts';

const short = z.string().max(256);
const release = z.object({ version: short }).nullish().catch(null);

/** The fields of `GET /organizations/{org}/issues/{id}/` that we read. `count` is a string on the wire. */
const SentryIssue = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  shortId: short.nullish().catch(null),
  title: z.string().nullish().catch(null),
  status: z.string().nullish().catch(null),
  statusDetails: z
    .object({ inRelease: short.nullish().catch(null) })
    .nullish()
    .catch(null),
  substatus: short.nullish().catch(null),
  issueCategory: short.nullish().catch(null),
  issueType: short.nullish().catch(null),
  count: z
    .union([
      z
        .string()
        .regex(/^\d{1,15}$/)
        .transform(Number),
      z.number(),
    ])
    .catch(0),
  userCount: z.number().catch(0),
  firstSeen: z.iso.datetime({ offset: true }).catch(''),
  lastSeen: z.iso.datetime({ offset: true }).catch(''),
  firstRelease: release,
  lastRelease: release,
  isUnhandled: z.boolean().nullish().catch(null),
  project: z.object({ slug: short }).nullish().catch(null),
  annotations: z
    .array(
      z.union([z.string().max(2_000), z.object({ url: z.string().max(2_000) }).transform(({ url }) => url)]),
    )
    .nullish()
    .catch(null),
  stats: z
    .record(z.string(), z.array(z.tuple([z.number(), z.number()])))
    .nullish()
    .catch(null),
});

/** Reads Sentry's answer; `null` when it is no issue at all. Every other odd field degrades alone. */
export function parseSentryIssue(json: unknown, organization: string): ReadSignal | null {
  const parsed = SentryIssue.safeParse(json);
  if (!parsed.success) return null;
  const issue = parsed.data;
  const facts: SignalFacts = {
    id: issue.id,
    shortId: issue.shortId ?? issue.id,
    organization,
    project: issue.project?.slug ?? '',
    status: status(issue.status),
    substatus: issue.substatus ?? null,
    category: issue.issueCategory ?? null,
    type: issue.issueType ?? null,
    count: issue.count,
    recentCount: lastDay(issue.stats),
    userCount: issue.userCount,
    firstSeen: issue.firstSeen,
    lastSeen: issue.lastSeen,
    firstRelease: issue.firstRelease?.version ?? null,
    lastRelease: issue.lastRelease?.version ?? null,
    resolvedInRelease: issue.statusDetails?.inRelease ?? null,
    unhandled: issue.isUnhandled ?? null,
  };
  const links = (issue.annotations ?? []).map(untrusted);
  return { facts, title: untrusted((issue.title ?? '').slice(0, 1_000)), links };
}

function status(text: string | null | undefined): SignalFacts['status'] {
  return text === 'unresolved' || text === 'resolved' || text === 'ignored' ? text : 'unknown';
}

function lastDay(
  stats: Readonly<Record<string, readonly (readonly [number, number])[]>> | null | undefined,
): number | null {
  const day = stats?.['24h'];
  return day === undefined ? null : day.reduce((sum, [, count]) => sum + count, 0);
}
