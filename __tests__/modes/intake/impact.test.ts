import { describe, expect, it } from 'vitest';
import type { CandidateFacts } from '../../../src/decide/intake/facts.ts';
import type { EventCounts, ImpactPort, ImpactQuestion } from '../../../src/domain/impact.ts';
import type { MemoryRow, RowOf } from '../../../src/domain/lesson.ts';
import { DEFAULT_POLICY, type Policy } from '../../../src/domain/policy/policy.ts';
import { openImpactDesk } from '../../../src/modes/intake/impact.ts';
import type { AnswerShelf } from '../../../src/modes/intake/impact-shelf.ts';

const NOW = '2026-11-21T10:07:00Z';
const policy: Policy = {
  ...DEFAULT_POLICY,
  impact: { ...DEFAULT_POLICY.impact, events: ['paid', 'joined'] },
};

/** An error that began so many hours ago, on a page, in a release. */
function incident(
  hours: number,
  url = 'https://shop.example/pay',
  release: string | null = null,
): CandidateFacts {
  const firstSeen = new Date(Date.parse(NOW) - hours * 3_600_000).toISOString();
  const signal = { firstSeen, substatus: 'new', lastRelease: release };
  return { signal, event: { tags: { url }, transaction: null, release } } as unknown as CandidateFacts;
}

function counting(answer?: Awaited<ReturnType<ImpactPort['counts']>>) {
  const asked: ImpactQuestion[] = [];
  const pair = { count: 400, actors: 300 };
  const windows = { now: pair, lastWeek: pair, previous: pair, previousLastWeek: pair };
  const source: ImpactPort = {
    counts: async (question) => {
      asked.push(question);
      const found = question.events.map((name): EventCounts => {
        return { name, exists: true, ...windows, onPage: windows, byRelease: null };
      });
      return answer ?? found;
    },
  };
  return { asked, source };
}

function shelf(): AnswerShelf {
  const rows = new Map<string, RowOf<'etag'>>();
  const remember = (added: readonly MemoryRow[]) => {
    for (const row of added) if (row.kind === 'etag') rows.set(row.request, row);
  };
  return { memory: async () => ({ etag: (request) => rows.get(request) ?? null, remember }), now: NOW };
}

describe('questions about the product', () => {
  it('are shared by incidents of one window and one place', async () => {
    const { asked, source } = counting();
    const desk = openImpactDesk(source, policy);
    await desk(incident(90), NOW);
    await desk(incident(500), NOW);
    expect(asked).toHaveLength(1);
    await desk(incident(90, 'https://shop.example/orders/1'), NOW);
    await desk(incident(90, 'https://shop.example/orders/2'), NOW);
    await desk(incident(90, 'https://shop.example/orders/2', '2.4.0'), NOW);
    expect(asked.map(({ place }) => place.page)).toEqual(['/pay', '/orders/{id}', '/orders/{id}']);
  });

  it('are few: the later ones leave out the place, and the last ones are not asked', async () => {
    const { asked, source } = counting();
    const desk = openImpactDesk(source, policy);
    for (let at = 0; at < 30; at += 1)
      await desk(incident(1 + at / 2, `https://shop.example/p/${'abcdefghij'[at % 10]}`), NOW);
    expect(asked).toHaveLength(10);
    expect(asked.filter(({ place }) => place.page !== null)).toHaveLength(6);
  });

  it('are not repeated after a refusal', async () => {
    const refusal = { kind: 'missing', source: 'posthog', why: 'unavailable', advice: 'limited' } as const;
    const { asked, source } = counting(refusal);
    const desk = openImpactDesk(source, policy);
    expect(await desk(incident(90), NOW)).toEqual(refusal);
    expect(await desk(incident(3), NOW)).toEqual(refusal);
    expect(asked).toHaveLength(1);
  });

  it('are answered from the memory when a run shortly before asked the same', async () => {
    const { asked, source } = counting();
    const kept = shelf();
    const first = await openImpactDesk(source, policy, kept)(incident(90), NOW);
    const second = await openImpactDesk(source, policy, kept)(incident(90), '2026-11-21T10:52:00Z');
    expect(second).toEqual(first);
    expect(asked).toHaveLength(1);
    await openImpactDesk(source, policy, kept)(incident(90), '2026-11-21T11:01:00Z');
    expect(asked).toHaveLength(2);
  });

  it('are not asked without a source or events', async () => {
    expect(await openImpactDesk(null, policy)(incident(9), NOW)).toBeUndefined();
    expect(await openImpactDesk(counting().source, DEFAULT_POLICY)(incident(9), NOW)).toBeUndefined();
  });
});
