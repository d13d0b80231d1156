import { describe, expect, it } from 'vitest';
import { factsOf } from '../../../inspect/recovery/facts.ts';
import { Observations } from '../../../inspect/recovery/observations.ts';
import { decideRecovery } from '../../../src/decide/recovery/decide.ts';
import { DEFAULT_RECOVERY_POLICY } from '../../../src/domain/policy/recovery.ts';
import { NOW, STATES } from './states.ts';

describe('states of an incident', () => {
  it('are many, and each has its own name within its base', () => {
    expect(STATES.length).toBeGreaterThanOrEqual(120);
    expect(new Set(STATES.map(([what]) => what)).size).toBe(STATES.length);
  });

  it.each(STATES)('%s', (...[, base, change, decision, reason]) => {
    const seen = Observations.parse({ ...base, ...change });
    const { kind, reasons } = decideRecovery(factsOf(seen, NOW), DEFAULT_RECOVERY_POLICY, NOW);
    expect([kind, reasons[0]?.code]).toEqual([decision, reason]);
  });
});
