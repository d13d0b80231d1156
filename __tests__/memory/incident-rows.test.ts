import { describe, expect, it } from 'vitest';
import type { Incident } from '../../src/domain/incident.ts';
import { untrusted } from '../../src/domain/trust.ts';
import { incidentRows } from '../../src/memory/incident-rows.ts';
import { CLASS, open } from './rows.ts';

const incident: Incident = {
  version: 1,
  issue: 12,
  fingerprint: CLASS,
  errorClass: null,
  sentry: { id: '4001', shortId: 'SHOP-1' },
  decision: { verdict: 'accept', reasonCode: 'accepted', reasons: [] },
  evidence: {
    type: untrusted('TypeError'),
    message: untrusted('cannot read price'),
    release: untrusted('shop@1.2.0'),
    environment: untrusted('production'),
    count: 40,
    userCount: 7,
    firstSeen: '2026-10-01T00:00:00.000Z',
    lastSeen: '2026-10-02T00:00:00.000Z',
  },
  suspects: [],
  confident: true,
  attempts: [{ number: 1, run: '99', at: '2026-10-02T01:00:00Z', outcome: 'dispatched', lesson: null }],
  duplicates: [],
  timeline: [],
  pullRequest: null,
  recovery: null,
  decidedAt: '2026-10-02T00:59:00Z',
  run: '99',
};

describe('folding the record in', () => {
  it('keeps what was seen, decided and tried, and nothing twice', () => {
    const store = open();
    expect(store.append(incidentRows(incident))).toBe(3);
    expect(store.append(incidentRows(structuredClone(incident)))).toBe(0);
    expect(store.ofClass('signal', CLASS)).toMatchObject([{ signal: '4001', count: 40, users: 7 }]);
    expect(store.ofClass('decision', CLASS)).toMatchObject([{ issue: 12, reason: 'accepted' }]);
    expect(store.ofClass('attempt', CLASS)).toMatchObject([{ number: 1, at: '2026-10-02T01:00:00.000Z' }]);
  });

  it('adds what changed since', () => {
    const store = open();
    store.append(incidentRows(incident));
    const attempts = incident.attempts.map((one) => ({ ...one, outcome: 'proposed' as const }));
    expect(store.append(incidentRows({ ...incident, attempts }))).toBe(1);
    expect(store.append(incidentRows({ ...incident, fingerprint: null, sentry: null }))).toBe(1);
  });
});
