import { z } from 'zod';
import type { WorkerReport, WorkerUsage } from '../../domain/proposal.ts';
import { type Untrusted, untrusted } from '../../domain/trust.ts';

/** Characters of a report, and of one part of it; what is longer was not written for a reviewer. */
const MAX_REPORT = 20_000;
const MAX_PART = 2_000;

const part = z
  .string()
  .transform((text) => untrusted(text.slice(0, MAX_PART)))
  .catch(untrusted(''));
const Report = z.object({ rootCause: part, changed: part, tested: part });

/** The worker's report: JSON with `rootCause`, `changed` and `tested`, or plain words; `null` when there is none. */
export function readReport(text: string | null): WorkerReport | null {
  const short = text?.slice(0, MAX_REPORT).trim() ?? '';
  if (short === '') return null;
  const parsed = Report.safeParse(json(short));
  if (parsed.success) {
    const { rootCause: cause, changed: change, tested } = parsed.data;
    return { cause, change, tested };
  }
  const nothing: Untrusted = untrusted('');
  return { cause: untrusted(short.slice(0, MAX_PART)), change: nothing, tested: nothing };
}

const amount = z.number().min(0).max(1e12).nullish().catch(null);
const ClaudeResult = z.object({ total_cost_usd: amount, num_turns: amount, duration_ms: amount });
const CodexCount = z.object({
  payload: z.object({
    type: z.literal('token_count'),
    info: z.object({ total_token_usage: z.object({ total_tokens: amount }) }).nullish(),
  }),
});

/** Bytes of a usage file that are read: sessions of hours are smaller. */
const MAX_USAGE = 10_000_000;

/**
 * What the worker cost: from Claude's execution file (a JSON list whose last element is the result) or from a Codex
 * session (JSON Lines with running token counts). `null`: neither.
 */
export function readUsage(text: string | null): WorkerUsage | null {
  if (text === null || text.length > MAX_USAGE) return null;
  const list = json(text);
  if (Array.isArray(list)) {
    const result = ClaudeResult.safeParse(list.at(-1));
    if (!result.success) return null;
    const { total_cost_usd: dollars, num_turns: turns, duration_ms: duration } = result.data;
    return {
      worker: 'claude',
      dollars: dollars ?? null,
      turns: turns ?? null,
      tokens: null,
      duration: duration ?? null,
    };
  }
  const counts = text.split('\n').flatMap((line) => {
    const parsed = line.includes('token_count') ? CodexCount.safeParse(json(line)) : null;
    return parsed?.success ? [parsed.data.payload.info?.total_token_usage.total_tokens ?? null] : [];
  });
  const tokens = counts.at(-1);
  return tokens === undefined
    ? null
    : { worker: 'codex', dollars: null, turns: null, tokens, duration: null };
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
