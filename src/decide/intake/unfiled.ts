import type { SignalFacts } from '../../domain/facts.ts';
import type { CandidateIssue, ReadSignal, Surroundings } from '../../domain/record.ts';
import { findSentryLinks } from '../../domain/sentry-link.ts';
import { signalOf } from '../../domain/signal-issue.ts';
import { untrusted } from '../../domain/trust.ts';

/** A signal that Sentry listed and that has no issue on GitHub. */
export interface UnfiledSignal {
  readonly read: ReadSignal;
  readonly candidate: CandidateIssue;
}

/** Where the signals of a list may already be on record. */
export interface Filed {
  readonly issues: readonly CandidateIssue[];
  readonly around: Pick<Surroundings, 'incidents'>;
  /** `owner/name` */
  readonly repository: string;
  /** Configured projects; empty: any. */
  readonly projects: readonly string[];
}

/** Signals of the configured projects that have no issue here: neither by marker, nor by link, nor in Sentry's own list. */
export function unfiledSignals(listed: readonly ReadSignal[], filed: Filed): UnfiledSignal[] {
  const known = knownRefs(filed);
  return listed
    .filter(({ facts, links }) => {
      const ours = filed.projects.length === 0 || filed.projects.includes(facts.project);
      const linked = links.some((link) =>
        link.toLowerCase().includes(`/${filed.repository.toLowerCase()}/issues/`),
      );
      return ours && !linked && !known.has(facts.id) && !known.has(facts.shortId.toUpperCase());
    })
    .map((read, at) => ({ read, candidate: unfiledCandidate(read, -1 - at) }));
}

function knownRefs({ issues, around }: Filed): ReadonlySet<string> {
  const linked = issues.flatMap(({ facts: { body, author, ours } }) =>
    author.isBot || ours
      ? [signalOf(body), ...findSentryLinks(body).flatMap(({ id, shortId }) => [id, shortId])]
      : [],
  );
  const recorded = around.incidents.flatMap(({ incident }) => [
    incident.sentry?.id,
    ...incident.duplicates.map((one) => one.sentryId),
  ]);
  return new Set([...linked, ...recorded].flatMap((ref) => (ref ? [ref.toUpperCase()] : [])));
}

/** An incident as it would stand if it had an issue. */
export function unfiledCandidate(
  { facts, title }: Pick<ReadSignal, 'facts' | 'title'>,
  number: number,
): CandidateIssue {
  const nobody = { login: 'patchpilot', id: null, isBot: true, canWrite: false };
  return {
    nodeId: '',
    sticky: null,
    facts: {
      number,
      title,
      body: untrusted(''),
      state: 'open',
      locked: false,
      labels: [],
      author: nobody,
      ours: true,
      assignees: [],
      comments: [],
      createdAt: beganAt(facts),
    },
  };
}

/** When its trouble began: an old error that comes back begins anew. */
function beganAt({ firstSeen, lastSeen, substatus }: SignalFacts): string {
  return substatus === 'regressed' || substatus === 'escalating' ? lastSeen : firstSeen;
}
