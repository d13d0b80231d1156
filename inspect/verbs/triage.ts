import { z } from 'zod';
import { rankSuspects } from '../../src/decide/suspects/rank.ts';
import { decideTriage } from '../../src/decide/triage/decide.ts';
import { classify } from '../../src/domain/class/classify.ts';
import type { SignalFacts, TriageFacts } from '../../src/domain/facts.ts';
import { DEFAULT_TRIAGE_POLICY } from '../../src/domain/policy/triage.ts';
import { mapEvent } from '../../src/domain/tree/frame.ts';
import { type Untrusted, untrusted } from '../../src/domain/trust.ts';
import { cleanEvent } from '../../src/sources/sentry/clean-event.ts';
import { readCase } from '../case.ts';
import { NOW, readIssue } from '../issue.ts';
import { readPolicy } from '../policy.ts';
import { readTree, treeOf } from '../tree.ts';

const Case = z.object({
  tree: z.unknown().optional(),
  environment: z.unknown().optional(),
  issue: z.unknown().optional(),
  policy: z.unknown().optional(),
});

/** Names that production goes by, when a case does not say which are its own. */
const PRODUCTION = ['production', 'prod', 'live', 'vercel-production'];

/** `{"event"|"text", "tree"?, "environment"?, "issue"?, "policy"?}` → what would be decided, with every answer. */
export function triage(input: unknown): unknown {
  const read = readCase(input);
  const { tree, environment, issue, policy: given } = Case.parse(typeof input === 'string' ? {} : input);
  // An environment that a case does not speak of is not what the case is about.
  const named = environmentOf(environment) ?? read.environment ?? untrusted('production');
  const facts = factsOf(cleanEvent({ ...read, environment: named }), { tree: readTree(tree), issue });
  const { policy, unread } = readPolicy(given, { ...DEFAULT_TRIAGE_POLICY, environments: PRODUCTION });
  const { verdict, reasonCode, reasons } = decideTriage(facts, policy);
  return { verdict, reasonCode, reasons, ...(unread.length === 0 ? {} : { unread }) };
}

/** A name, the first of several, or `{name}`; nothing else says where an error happened. */
function environmentOf(value: unknown): Untrusted | null {
  const one: unknown = Array.isArray(value) ? value[0] : value;
  const name = typeof one === 'object' && one !== null ? (one as { name?: unknown }).name : one;
  return typeof name === 'string' && name.trim() !== '' ? untrusted(name.trim()) : null;
}

function factsOf(
  { event, injection }: ReturnType<typeof cleanEvent>,
  { tree, issue }: { readonly tree: readonly string[] | null; readonly issue: unknown },
): TriageFacts {
  const index = tree === null ? null : treeOf(tree);
  const mapped =
    index === null
      ? null
      : mapEvent(event, index)
          .flat()
          .filter(({ path }) => path !== null).length;
  return {
    issue: readIssue(issue),
    signal: UNREMARKABLE,
    event,
    errorClass: classify(event),
    ranking: index === null ? { suspects: [], confident: true } : rankSuspects({ event, tree: index }),
    mappedFrames: mapped,
    treeTruncated: false,
    injection,
    incidents: [],
    pullRequests: [],
    tickets: [],
    usage: { dispatchesToday: 0, openPullRequests: 0 },
    acceptedInBatch: [],
    environments: [],
    impact: null,
    configured: { organization: '', projects: [] },
    now: NOW,
  };
}

/** A signal that is worth looking at and otherwise says nothing. */
const UNREMARKABLE: SignalFacts = {
  id: '1',
  shortId: 'CASE-1',
  organization: '',
  project: '',
  status: 'unresolved',
  substatus: 'new',
  category: 'error',
  type: 'error',
  count: 500,
  recentCount: null,
  userCount: 100,
  firstSeen: NOW,
  lastSeen: NOW,
  firstRelease: null,
  lastRelease: null,
  resolvedInRelease: null,
  unhandled: null,
};
