import { isMissing } from '../../domain/facts.ts';
import { type Check, decisive, passes } from './check.ts';

/** Is it ours? A trusted account wrote it, and it resolves in the configured organization and project. */
export const OURS: readonly Check[] = [enabled, open, author, signal, project, category];

function enabled(...[, policy]: Parameters<Check>): ReturnType<Check> {
  return policy.enabled ? null : decisive('ignore', 'disabled');
}

function open({ issue }: Parameters<Check>[0], policy: Parameters<Check>[1]): ReturnType<Check> {
  if (issue.state === 'closed') return decisive('ignore', 'issue-closed');
  if (issue.locked) return decisive('ignore', 'issue-locked');
  const label = issue.labels.find((one) =>
    policy.optOutLabels.some((out) => out.toLowerCase() === one.toLowerCase()),
  );
  return label === undefined ? null : decisive('ignore', 'opted-out', { label });
}

function author({ issue }: Parameters<Check>[0], policy: Parameters<Check>[1]): ReturnType<Check> {
  const { login, id, isBot } = issue.author;
  if (issue.ours) return passes('untrusted-author', { author: 'Patchpilot, from Sentry' });
  const known = policy.authors.find((one) => one.login.toLowerCase() === login.toLowerCase());
  const evidence = { author: login, id: id ?? 'unknown' };
  if (!isBot || known === undefined) return decisive('ignore', 'untrusted-author', evidence);
  // A login can be made to look alike, an id cannot.
  if (known.id !== null && id !== null && known.id !== id)
    return decisive('ignore', 'untrusted-author', evidence);
  return passes('untrusted-author', evidence);
}

function signal({ signal: found }: Parameters<Check>[0]): ReturnType<Check> {
  if (!isMissing(found)) return null;
  const evidence = { advice: found.advice };
  if (found.why === 'not-configured') return decisive('escalate', 'sentry-not-configured', evidence);
  if (found.why === 'not-found') return decisive('ignore', 'sentry-issue-not-found', evidence);
  return decisive('escalate', 'sentry-unavailable', evidence);
}

function project({ signal: found, configured }: Parameters<Check>[0]): ReturnType<Check> {
  if (isMissing(found)) return null;
  const evidence = { project: found.project };
  const listed = configured.projects.length === 0 || configured.projects.includes(found.project);
  return listed ? passes('foreign-project', evidence) : decisive('ignore', 'foreign-project', evidence);
}

function category({ signal: found, performance }: Parameters<Check>[0]): ReturnType<Check> {
  if (isMissing(found) || found.category === null || found.category === 'error') return null;
  if (performance !== undefined) return passes('not-an-error', { category: found.category });
  return decisive('ignore', 'not-an-error', { category: found.category });
}
