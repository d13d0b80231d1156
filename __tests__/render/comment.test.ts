import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Incident } from '../../src/domain/incident.ts';
import { untrusted } from '../../src/domain/trust.ts';
import { renderComment } from '../../src/render/comment.ts';
import { readIncident } from '../../src/sources/github/incident-schema.ts';

const incident = (text: string): Incident => ({
  version: 1,
  issue: 7,
  fingerprint: '0123456789abcdef',
  errorClass: null,
  sentry: { id: '1', shortId: 'SHOP-1' },
  decision: {
    verdict: 'ignore',
    reasonCode: 'noise',
    reasons: [{ code: 'noise', outcome: 'decisive', verdict: 'ignore', evidence: { rule: text } }],
  },
  evidence: {
    type: untrusted('Error'),
    message: untrusted(text),
    release: null,
    environment: null,
    count: 3,
    userCount: 2,
    firstSeen: '2026-11-01T00:00:00Z',
    lastSeen: '2026-11-02T00:00:00Z',
  },
  suspects: [],
  confident: false,
  attempts: [],
  duplicates: [],
  timeline: [],
  pullRequest: null,
  recovery: null,
  decidedAt: '2026-11-21T10:00:00Z',
  run: '1',
});

describe('the sticky comment', () => {
  it('brings back the record that it was rendered from, whatever texts are in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 280 }), (text) => {
        const well = incident(text.toWellFormed());
        expect(readIncident({ body: renderComment(well, { sentry: null, mac: null }), ours: true })).toEqual(
          well,
        );
      }),
    );
  });

  it('is believed only as our own, and a newer one is left alone', () => {
    const body = renderComment(incident('x'), { sentry: null, mac: null });
    expect(readIncident({ body, ours: false })).toBeNull();
    expect(readIncident({ body: `> ${body}`, ours: true })).toBeNull();
    expect(readIncident({ body: body.replace('incident:1 ', 'incident:2 '), ours: true })).toBe('newer');
    expect(
      readIncident({ body: body.replace('"verdict":"ignore"', '"verdict":"merge"'), ours: true }),
    ).toBeNull();
  });

  it('stays below GitHub’s limit when an event blew the record up', () => {
    const huge = incident('<'.repeat(280));
    const reasons = Array.from({ length: 60 }, () => ({
      code: 'noise' as const,
      outcome: 'note' as const,
      evidence: { where: Array.from({ length: 30 }, () => '<'.repeat(300)) },
    }));
    const body = renderComment(
      { ...huge, decision: { ...huge.decision, reasons } },
      { sentry: null, mac: null },
    );
    expect(body.length).toBeLessThan(60_000);
    expect(readIncident({ body, ours: true })).not.toBeNull();
  });
});
