import { z } from 'zod';
import type { ErrorEvent } from '../../domain/event.ts';
import { type Untrusted, untrusted } from '../../domain/trust.ts';
import { readExceptions } from './exceptions.ts';
import { short, text } from './fields.ts';
import { requestTags, withLocal } from './request-tags.ts';
import { slowEvidence } from './slow-evidence.ts';

/**
 * A Sentry event, as the API gives it (`entries`, camelCase) or as an SDK sends it (`exception.values`, snake_case).
 * Every field may be missing or of the wrong type: it degrades alone. Throws only when the input is no object.
 */
export function parseSentryEvent(json: unknown): ErrorEvent {
  const event = record(json);
  if (event === null) throw new Error('the event is not a JSON object');
  const entries = entryData(event.entries);
  const exceptions = readExceptions(entries.exception ?? event.exception ?? null, {
    threads: entries.threads ?? event.threads ?? null,
    stacktrace: entries.stacktrace ?? event.stacktrace ?? null,
  });
  const slow = slowEvidence(event, entries.spans);
  const tags = withLocal({
    ...requestTags(entries.request ?? event.request, event.user),
    ...readTags(event.tags),
  });
  return {
    id: short(event.eventID ?? event.event_id ?? event.id),
    platform: short(event.platform),
    title: text(event.title),
    message: messageOf(event, entries),
    culprit: text(event.culprit),
    transaction: text(event.transaction) ?? tags.transaction ?? null,
    level: short(event.level) ?? tags.level ?? null,
    release: releaseOf(event.release) ?? tags.release ?? null,
    environment: nonEmpty(short(event.environment)) ?? nonEmpty(tags.environment ?? null),
    timestamp: timeOf(event.dateCreated ?? event.datetime ?? event.timestamp),
    tags,
    exceptions,
    sdk: short(record(event.sdk)?.name),
    problems: list(event.errors)
      .slice(0, 20)
      .flatMap((problem) => text(record(problem)?.type ?? record(problem)?.message) ?? []),
    ...(slow === null ? {} : { slow }),
  };
}

/** Data of the entries by their type; the first of a type counts. */
function entryData(entries: unknown): Readonly<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const entry of list(entries).slice(0, 50)) {
    const { type, data } = record(entry) ?? {};
    if (typeof type === 'string' && !(type in found)) found[type] = data;
  }
  return found;
}

function messageOf(
  event: Readonly<Record<string, unknown>>,
  entries: Readonly<Record<string, unknown>>,
): Untrusted | null {
  const entry =
    record(entries.message) ?? record(event.logentry) ?? record(event['sentry.interfaces.Message']);
  const formatted = text(entry?.formatted) ?? text(entry?.message);
  return formatted ?? nonEmpty(text(event.message));
}

/** Tags that say something about where an error happens; the rest, users' own tags above all, stay in Sentry. */
const KNOWN_TAGS = new Set([
  'browser',
  'browser.name',
  'device',
  'device.family',
  'environment',
  'handled',
  'level',
  'mechanism',
  'os',
  'os.name',
  'release',
  'runtime',
  'runtime.name',
  'server_name',
  'transaction',
  'url',
  'dist',
  'http.status_code',
  'route',
]);

const TagPair = z.union([
  z.object({ key: z.string(), value: z.union([z.string(), z.number(), z.boolean()]).transform(String) }),
  z
    .tuple([z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String)])
    .transform(([key, value]) => ({ key, value })),
]);

function readTags(tags: unknown): Readonly<Record<string, Untrusted>> {
  const pairs = Array.isArray(tags) ? tags : Object.entries(record(tags) ?? {});
  const known: Record<string, Untrusted> = {};
  for (const pair of pairs.slice(0, 500)) {
    const parsed = TagPair.safeParse(pair);
    if (parsed.success && KNOWN_TAGS.has(parsed.data.key))
      known[parsed.data.key] = untrusted(parsed.data.value.slice(0, 1_000));
  }
  return known;
}

function releaseOf(release: unknown): Untrusted | null {
  return nonEmpty(short(release) ?? short(record(release)?.version));
}

/** ISO 8601 of a date text or of seconds since the epoch. */
function timeOf(value: unknown): Untrusted | null {
  if (typeof value === 'number' && Number.isFinite(value) && Math.abs(value) < 8e12) {
    return untrusted(new Date(value * 1000).toISOString());
  }
  return short(value);
}

function nonEmpty(value: Untrusted | null): Untrusted | null {
  return value === null || value === '' ? null : value;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function record(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}
