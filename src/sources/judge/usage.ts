import type { JudgeUsage } from '../../domain/judge.ts';
import type { JudgePolicy } from '../../domain/policy/judge.ts';
import type { Reading } from './dialect.ts';

/** Adds what one more request cost. A request whose cost is unknown makes the sum unknown, never smaller. */
export function addUsage(sum: JudgeUsage | null, reading: Reading, model: string): JudgeUsage {
  const plus = (a: number | null, b: number | null) => (a === null || b === null ? null : a + b);
  const none = { requests: 0, inputTokens: 0, outputTokens: 0, costUsd: 0 };
  const before = sum ?? none;
  return {
    model: reading.model ?? model,
    requests: before.requests + 1,
    inputTokens: plus(before.inputTokens, reading.inputTokens),
    outputTokens: plus(before.outputTokens, reading.outputTokens),
    costUsd: plus(before.costUsd, reading.costUsd),
  };
}

/** The cost by the configured prices, where the provider told none. */
export function priced(usage: JudgeUsage | null, policy: JudgePolicy): JudgeUsage | null {
  if (usage === null || usage.costUsd !== null) return usage;
  const { inputTokens, outputTokens } = usage;
  const { inputPrice, outputPrice } = policy;
  if (inputTokens === null || outputTokens === null || inputPrice === null || outputPrice === null) {
    return usage;
  }
  const costUsd = (inputTokens * inputPrice + outputTokens * outputPrice) / 1_000_000;
  return { ...usage, costUsd: Math.round(costUsd * 1e6) / 1e6 };
}
