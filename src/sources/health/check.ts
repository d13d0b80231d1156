import { setTimeout } from 'node:timers/promises';
import type { Missing } from '../../domain/facts.ts';
import type { HealthCheck } from '../../domain/policy/production.ts';
import type { HealthFacts } from '../../domain/recovery.ts';
import { type ProbeAnswer, type ProbeOptions, probe } from './probe.ts';

/** How a probe is made; a test's own stands in for the network and the clock. */
export interface CheckPorts {
  readonly probe: (address: string, options: ProbeOptions) => Promise<ProbeAnswer>;
  readonly wait: (seconds: number) => Promise<unknown>;
}

const REAL: CheckPorts = { probe, wait: (seconds) => setTimeout(seconds * 1_000) };

/** Asks every configured address, side by side. Names are ours (`url 1`): addresses may hold what is not to be told. */
export async function checkHealth(
  checks: readonly HealthCheck[],
  ports: CheckPorts = REAL,
): Promise<HealthFacts | Missing> {
  if (checks.length === 0) {
    const advice = 'Set `recovery.health` in `.github/patchpilot.yml` to have the site checked.';
    return { kind: 'missing', source: 'health', why: 'not-configured', advice };
  }
  const answers = await Promise.all(checks.map((check) => tries(check, ports)));
  const named = answers.map((ok, index) => ({ name: `url ${index + 1}`, ok }));
  return { checks: named, failingSince: null };
}

/** The first try that is well ends it; only a row of failures is one. */
async function tries(check: HealthCheck, ports: CheckPorts): Promise<boolean | null> {
  let last: boolean | null = null;
  for (let count = 0; count <= check.retries; count += 1) {
    if (count > 0) await ports.wait(check.retrySeconds);
    const { method, maxMilliseconds: timeout } = check;
    last = isWell(check, await ports.probe(check.url, { method, timeout }));
    // An address that may not be asked will not be better for asking again.
    if (last !== false) return last;
  }
  return last;
}

function isWell(check: HealthCheck, answer: ProbeAnswer): boolean | null {
  if (answer.kind === 'refused') return null;
  if (answer.kind === 'failed') return false;
  const words = check.bodyText === null || answer.body.includes(check.bodyText);
  return answer.status === check.status && answer.milliseconds <= check.maxMilliseconds && words;
}
