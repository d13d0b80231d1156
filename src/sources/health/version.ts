import type { Missing } from '../../domain/facts.ts';
import { type ProbeAnswer, type ProbeOptions, probe } from './probe.ts';

const TIMEOUT = 10_000;

/** Commit that a version address answers, in its text or anywhere in its JSON: the first whole name of a commit. */
export async function readVersion(
  address: string,
  ask: (address: string, options: ProbeOptions) => Promise<ProbeAnswer> = probe,
): Promise<{ readonly commit: string } | Missing> {
  const answer = await ask(address, { method: 'GET', timeout: TIMEOUT });
  if (answer.kind !== 'answered') {
    const why = answer.kind === 'refused' ? 'forbidden' : 'unavailable';
    return missing(why, '`recovery.version-url` did not answer: use a public https address.');
  }
  const found = /(?<![0-9a-f])[0-9a-f]{40}(?![0-9a-f])/i.exec(answer.body)?.[0];
  return answer.status === 200 && found !== undefined
    ? { commit: found.toLowerCase() }
    : missing('not-found', '`recovery.version-url` answers no commit: let it answer the whole 40 digits.');
}

function missing(why: Missing['why'], advice: string): Missing {
  return { kind: 'missing', source: 'health', why, advice };
}
