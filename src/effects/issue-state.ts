import type { Effect } from '../domain/effect.ts';
import { SourceError } from '../domain/errors.ts';
import { idempotent } from './idempotent.ts';
import type { EffectPorts } from './ports.ts';

const ISSUE = 'PATCH /repos/{owner}/{repo}/issues/{issue_number}';

export async function reopenIssue(
  { issue, remove }: Extract<Effect, { kind: 'reopen-issue' }>,
  ports: EffectPorts,
): Promise<void> {
  await idempotent(() => ports.api.write(ISSUE, { ...at(ports, issue.number), state: 'open' }));
  const route = 'DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}';
  try {
    await ports.api.write(route, { ...at(ports, issue.number), name: remove });
  } catch (error) {
    // The label is gone already, or stays for a reader to wonder about: no reason to stop.
    if (!(error instanceof SourceError)) throw error;
  }
}

function at({ owner, repository }: EffectPorts, number: number) {
  return { owner, repo: repository, issue_number: number };
}
