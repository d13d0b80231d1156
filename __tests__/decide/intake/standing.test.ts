import { describe, expect, it } from 'vitest';
import { reachOf } from '../../../src/decide/intake/reach.ts';
import { type Standing, standingDecision } from '../../../src/decide/intake/standing.ts';
import type { IssueFacts } from '../../../src/domain/facts.ts';
import type { Attempt, Incident } from '../../../src/domain/incident.ts';
import { DEFAULT_TRIAGE_POLICY } from '../../../src/domain/policy/triage.ts';
import type { ReasonCode } from '../../../src/domain/reason-codes.ts';
import { untrusted } from '../../../src/domain/trust.ts';
import type { Verdict } from '../../../src/domain/verdict.ts';

const DECIDED = '2026-11-20T10:00:00.000Z';
const NOW = '2026-11-21T10:00:00.000Z';
const DEV = { login: 'dev', id: 1, isBot: false, canWrite: true };

function incident(
  reasonCode: ReasonCode,
  change: Partial<Incident> = {},
  evidence: Record<string, number> = {},
): Incident {
  const verdict: Verdict = reasonCode === 'accepted' ? 'accept' : 'defer';
  return {
    version: 1,
    issue: 34,
    fingerprint: '0123456789abcdef',
    errorClass: null,
    sentry: { id: '7', shortId: 'S-7' },
    decision: {
      verdict,
      reasonCode,
      reasons: [{ code: reasonCode, outcome: 'decisive', verdict, evidence }],
    },
    evidence: {
      type: untrusted('Error'),
      message: untrusted('x'),
      release: null,
      environment: untrusted('production'),
      count: 10,
      userCount: 2,
      firstSeen: DECIDED,
      lastSeen: DECIDED,
    },
    suspects: [],
    confident: true,
    attempts: [],
    duplicates: [],
    timeline: [],
    pullRequest: null,
    decidedAt: DECIDED,
    run: '1',
    ...change,
  } as Incident;
}

const ISSUE: IssueFacts = {
  number: 34,
  title: untrusted(''),
  body: untrusted(''),
  state: 'open',
  locked: false,
  labels: [],
  author: DEV,
  ours: false,
  assignees: [],
  comments: [],
  createdAt: DECIDED,
};

const attempt = (outcome: Attempt['outcome'], at = DECIDED): Attempt => ({
  number: 1,
  run: '1',
  at,
  outcome,
  lesson: null,
});

const stands = (one: Incident, change: Partial<Standing> = {}) =>
  standingDecision({
    incident: one,
    issue: ISSUE,
    around: { pullRequests: [], tickets: [] },
    usage: { dispatchesToday: 0, openPullRequests: 0 },
    policy: DEFAULT_TRIAGE_POLICY,
    signal: null,
    run: '2',
    now: NOW,
    ...change,
  })?.reasonCode ?? 'asked again';

const listed = (change: object = {}) => ({
  count: 12,
  substatus: 'ongoing',
  status: 'unresolved' as const,
  lastSeen: NOW,
  ...change,
});

describe('a remembered no', () => {
  it('holds, whatever time passes', () => {
    expect(stands(incident('below-severity'))).toBe('remembered-no');
    expect(stands(incident('noise'), { now: '2036-11-21T10:00:00.000Z' })).toBe('remembered-no');
    expect(stands(incident('below-severity'), { signal: listed({ count: 99 }) })).toBe('remembered-no');
  });

  it.each<[string, ReasonCode, Partial<Standing>]>([
    ['ten times the volume', 'below-severity', { signal: listed({ count: 100 }) }],
    ['a resolved issue that fires again', 'already-resolved', { signal: listed() }],
    [
      'an order',
      'noise',
      {
        issue: {
          ...ISSUE,
          comments: [
            {
              id: 'c',
              author: DEV,
              body: untrusted('/patchpilot retry'),
              createdAt: NOW,
              edited: false,
              ours: false,
            },
          ],
        },
      },
    ],
    ['Sentry that answers again', 'sentry-unavailable', {}],
    ['nobody assigned any more', 'assigned-to-human', {}],
    ['a budget that is free again', 'daily-budget-spent', {}],
    ['a new stack, in its hour', 'no-frame-in-tree', { signal: listed() }],
  ])('is asked again after %s', (_, code, change) => {
    expect(stands(incident(code), change)).toBe('asked again');
  });

  it('of a moment holds as long as its cause does', () => {
    expect(stands(incident('assigned-to-human'), { issue: { ...ISSUE, assignees: [DEV] } })).toBe(
      'remembered-no',
    );
    const pull = { number: 5, state: 'open' as const, changedAt: DECIDED };
    const around = { tickets: [], pullRequests: [pull as never] };
    expect(stands(incident('open-pull-request', {}, { pullRequest: 5 }), { around })).toBe('remembered-no');
    expect(stands(incident('open-pull-request', {}, { pullRequest: 6 }), { around })).toBe('asked again');
    const usage = { dispatchesToday: 10, openPullRequests: 0 };
    expect(stands(incident('daily-budget-spent'), { usage })).toBe('remembered-no');
    expect(stands(incident('no-frame-in-tree'), { signal: listed(), now: '2026-11-21T11:00:00.000Z' })).toBe(
      'remembered-no',
    );
  });
});

describe('an attempt under way', () => {
  it('is waited for until it cannot come back', () => {
    expect(
      stands(incident('accepted', { attempts: [attempt('dispatched', '2026-11-21T08:00:00.000Z')] })),
    ).toBe('already-tracked');
    expect(stands(incident('accepted', { attempts: [attempt('dispatched')] }))).toBe('asked again');
    expect(stands(incident('accepted', { attempts: [attempt('proposed')] }))).toBe('already-tracked');
    expect(stands(incident('accepted', { attempts: [attempt('refused')] }))).toBe('asked again');
  });

  it('of this very run is taken up again, and a newer record is left alone', () => {
    expect(stands(incident('noise', { run: '2' }))).toBe('asked again');
    expect(standingDecision({ ...({} as Standing), incident: 'newer' })?.reasonCode).toBe('already-tracked');
  });
});

describe('how far a sweep looks', () => {
  const last = { any: '2026-11-21T09:00:00.000Z', whole: '2026-11-21T01:00:00.000Z' };
  it('at what changed, with some overlap; once a day at everything; at all there is without a memory', () => {
    expect(reachOf({ missing: false, last }, NOW)).toEqual({
      since: '2026-11-21T08:45:00.000Z',
      rebuild: false,
    });
    expect(reachOf({ missing: false, last: { ...last, whole: DECIDED } }, NOW)).toEqual({
      since: null,
      rebuild: false,
    });
    expect(reachOf({ missing: true, last }, NOW)).toEqual({ since: null, rebuild: true });
    expect(reachOf({ missing: false, last: { any: null, whole: null } }, NOW)).toEqual({
      since: null,
      rebuild: false,
    });
    expect(
      reachOf({ missing: false, last: { any: '2027-01-01T00:00:00.000Z', whole: NOW } }, NOW).since,
    ).toBeNull();
  });
});
