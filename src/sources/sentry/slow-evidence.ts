import type { CodePlace } from '../../domain/performance.ts';
import { MOST_KINDS, type SlowEvidence } from '../../domain/slow-evidence.ts';
import { type Untrusted, untrusted } from '../../domain/trust.ts';
import { positive, short, text } from './fields.ts';

type Json = Readonly<Record<string, unknown>>;

/** Spans of one event that are read, and offenders among them. */
const MOST_SPANS = 2_000;
const MOST_OFFENDERS = 500;

/**
 * `occurrence.evidenceData` of Sentry's performance issues, with the offending spans of the event's `spans` entry. Older
 * events have the same under `perfProblem`; detectors differ in names and in whether a pattern is a text or a list.
 */
export function slowEvidence(event: Json, spans: unknown): SlowEvidence | null {
  const data = record(record(event.occurrence)?.evidenceData) ?? record(event.perfProblem);
  if (data === null) return null;
  const offenders = offendersOf(data, spans);
  const repeating = kinds(data, offenders);
  const change = changeOf(data);
  const file = functionPlace(data);
  if (offenders.length === 0 && repeating.length === 0 && change === null && file === null) return null;
  return {
    op: opOf(data.op) ?? opOf(offenders[0]?.op) ?? ofPattern(data)?.op ?? null,
    transaction: filled(text(data.transactionName) ?? text(data.transaction)),
    requestOp: opOf(record(record(event.contexts)?.trace)?.op),
    parent: filled(text(data.parentSpan)),
    repeating,
    count: countOf(data) ?? (offenders.length > 0 ? offenders.length : null),
    totalMs: offenders.length === 0 ? null : Math.round(together(offenders)),
    places: file === null ? placesOf(offenders) : [file],
    change,
  };
}

function opOf(value: unknown): string | null {
  const op = short(value);
  return op === null || !/^[a-z][\w.-]{0,59}$/i.test(op) ? null : op;
}

function filled(value: Untrusted | null): Untrusted | null {
  return value === null || value.trim() === '' ? null : value;
}

/** `numRepeatingSpans`, or with the newer detectors `numberRepeatingSpans`: a number as a text. */
function countOf(data: Json): number | null {
  return (
    positive(data.numRepeatingSpans) ?? positive(data.numberRepeatingSpans) ?? lengthOf(data.offenderSpanIds)
  );
}

function lengthOf(value: unknown): number | null {
  const { length } = list(value);
  return length === 0 ? null : length;
}

/** What repeats: the compact form has no op in front; else the spans themselves, else nothing. */
function kinds(data: Json, offenders: readonly Json[]): readonly Untrusted[] {
  const compact = texts(data.repeatingSpansCompact);
  const full = texts(data.repeatingSpans).map((one) => untrusted(one.replace(/^[a-z][\w.]{0,59} - /i, '')));
  const own = offenders.flatMap((span) => text(span.description) ?? []);
  const [found = []] = [compact, full, own].filter((one) => one.length > 0);
  return [...new Set(found)].slice(0, MOST_KINDS);
}

/** `db - SELECT …` names the op where nothing else does. */
function ofPattern(data: Json): { readonly op: string } | null {
  const [, op] = /^([a-z][\w.]{0,59}) - /i.exec(texts(data.repeatingSpans)[0] ?? '') ?? [];
  return op === undefined ? null : { op };
}

function offendersOf(data: Json, spans: unknown): readonly Json[] {
  const wanted = new Set(list(data.offenderSpanIds).slice(0, MOST_OFFENDERS).filter(isText));
  return list(spans)
    .slice(0, MOST_SPANS)
    .flatMap((span) => {
      const one = record(span);
      return one !== null && isText(one.span_id) && wanted.has(one.span_id) ? [one] : [];
    });
}

/** Milliseconds in which at least one of them ran: spans that run side by side are waited for once. */
function together(spans: readonly Json[]): number {
  const times = spans
    .flatMap(({ start_timestamp: from, timestamp: to }) =>
      typeof from === 'number' && typeof to === 'number' && to >= from ? [[from, to] as const] : [],
    )
    .sort(([a], [b]) => a - b);
  let [sum, until] = [0, Number.NEGATIVE_INFINITY];
  for (const [from, to] of times) {
    sum += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  return Math.min(sum * 1_000, 86_400_000);
}

function placesOf(spans: readonly Json[]): readonly CodePlace[] {
  const found = new Map<string, CodePlace>();
  for (const { op, data } of spans) {
    const place = placeOf(record(data) ?? {}, opOf(op) ?? '');
    if (place !== null) found.set(`${place.path}:${place.line}`, place);
  }
  return [...found.values()].slice(0, 20);
}

/** The names of OpenTelemetry, new and old. */
function placeOf(data: Json, op: string): CodePlace | null {
  const path = filled(short(data['code.file.path'] ?? data['code.filepath']));
  if (path === null) return null;
  const line = positive(data['code.line.number'] ?? data['code.lineno']);
  return { path, line, function: short(data['code.function.name'] ?? data['code.function']), op };
}

/** A regression of a function names its file. */
function functionPlace(data: Json): CodePlace | null {
  const path = filled(short(data.file));
  return path === null ? null : { path, line: null, function: short(data.function), op: 'function' };
}

/** Endpoints are measured in milliseconds, functions (which name a file) in nanoseconds. */
function changeOf(data: Json): SlowEvidence['change'] {
  const unit = functionPlace(data) === null ? 1 : 1e-6;
  const [before, after, at] = [data.aggregateRange1, data.aggregateRange2, data.breakpoint].map(amount);
  if (before == null || after == null) return null;
  const broke = at == null || at > 8e12 ? null : new Date(at * 1_000).toISOString();
  return { beforeMs: Math.round(before * unit), afterMs: Math.round(after * unit), at: broke };
}

function amount(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null;
}

function texts(value: unknown): readonly Untrusted[] {
  const all = Array.isArray(value) ? value.slice(0, 50) : [value];
  return all.flatMap((one) => filled(text(one)) ?? []);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function record(value: unknown): Json | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : null;
}
