import type { ErrorEvent } from '../../domain/event.ts';
import type { SignalFacts } from '../../domain/facts.ts';
import type { Attribution, CodePlace, PerformanceCase } from '../../domain/performance.ts';
import type { SlowReport } from '../../domain/slow-evidence.ts';
import { untrusted } from '../../domain/trust.ts';
import { performanceClass, plainDescription, plainWords } from './name.ts';
import { isAboutSpeed, SENTRY_RULES, type SentryRule } from './sentry-types.ts';

/** Whether Sentry filed it for its speed. */
export function isPerformanceIssue({ category, type }: Pick<SignalFacts, 'category' | 'type'>): boolean {
  return isAboutSpeed(category, type);
}

/** The case of a performance issue that Sentry made; `null` when its event names no request. */
export function sentryCase(signal: SignalFacts, event: ErrorEvent): PerformanceCase | null {
  if (!isPerformanceIssue(signal)) return null;
  const { slow } = event;
  const transaction = slow?.transaction ?? event.transaction ?? event.culprit;
  if (transaction === null || transaction.trim() === '') return null;
  const rule = ruleOf(signal.type);
  const name = { op: slow?.requestOp ?? rule?.op ?? 'http.server', transaction, project: signal.project };
  return {
    class: performanceClass(name),
    name,
    places: placesOf(event, slow?.op ?? rule?.child?.op ?? name.op),
    attribution: attributionOf(rule?.child ?? null, event),
    score: null,
    finding: null,
    texts: new Map(),
    report: reportOf(signal, event),
  };
}

/** What a reader is told of Sentry's finding. */
function reportOf({ type }: SignalFacts, event: ErrorEvent): SlowReport {
  const rule = (type ?? 'performance').slice(0, 100);
  const cause = attributionOf(ruleOf(type)?.child ?? null, event);
  const child = cause.kind === 'n-plus-one' || cause.kind === 'child' ? cause.child : null;
  const { slow } = event;
  return {
    rule,
    op: child?.op ?? '',
    description: child?.description ?? untrusted(''),
    count: slow?.count ?? null,
    totalMs: slow?.totalMs ?? null,
    parent: slow?.parent == null ? null : untrusted(plainWords(slow.parent).slice(0, 200)),
    change: slow?.change ?? null,
  };
}

function ruleOf(type: string | null): SentryRule | undefined {
  return SENTRY_RULES.find(({ pattern }) => pattern.test(type ?? ''));
}

/** Code that the blamed spans carry, and frames of a stack, innermost first. */
function placesOf({ slow, exceptions }: ErrorEvent, op: string): readonly CodePlace[] {
  const frames = exceptions.flatMap(({ frames: calls }) =>
    calls
      .toReversed()
      .flatMap(({ path, line, function: fn, inApp }) =>
        path === null || inApp === false ? [] : [{ path, line, function: fn, op }],
      ),
  );
  return [...(slow?.places ?? []), ...frames].slice(0, 50);
}

/** Sentry reports a loop from so many spans on. */
const LEAST_LOOP = 5;

function attributionOf(child: SentryRule['child'], { slow, message, title }: ErrorEvent): Attribution {
  if (child === null) return { kind: 'own' };
  const op = slow?.op ?? child.op;
  const said = slow === undefined || slow.repeating.length === 0 ? [message ?? title ?? ''] : slow.repeating;
  const plain = [...new Set(said.map((one) => plainDescription(op, one)))].join('; ');
  const spans = {
    op,
    description: untrusted(plain.slice(0, 280)),
    perRequest: slow?.count ?? (child.loop ? LEAST_LOOP : 1),
    msPerRequest: slow?.totalMs ?? 0,
    before: null,
  };
  return child.loop ? { kind: 'n-plus-one', child: spans } : { kind: 'child', child: spans, share: 1 };
}
