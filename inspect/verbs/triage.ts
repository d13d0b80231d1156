import { z } from 'zod';
import { rankSuspects } from '../../src/decide/suspects/rank.ts';
import { decideTriage } from '../../src/decide/triage/decide.ts';
import { classify } from '../../src/domain/class/classify.ts';
import type { IssueFacts, SignalFacts, TriageFacts } from '../../src/domain/facts.ts';
import { DEFAULT_TRIAGE_POLICY, type TriagePolicy } from '../../src/domain/policy/triage.ts';
import { mapEvent } from '../../src/domain/tree/frame.ts';
import { untrusted } from '../../src/domain/trust.ts';
import { cleanEvent } from '../../src/sources/sentry/clean-event.ts';
import { readCase } from '../case.ts';
import { treeOf } from './frames.ts';

const Person = z.strictObject({
  login: z.string(),
  id: z.number().nullish(),
  isBot: z.boolean().default(false),
  canWrite: z.boolean().default(true),
});

const Comment = z.strictObject({
  author: Person,
  body: z.string(),
  createdAt: z.string().default('2026-01-01T00:00:00Z'),
  edited: z.boolean().default(false),
});

const Issue = z.strictObject({
  title: z.string().default(''),
  body: z.string().default(''),
  state: z.enum(['open', 'closed']).default('open'),
  locked: z.boolean().default(false),
  labels: z.array(z.string()).default([]),
  author: Person.optional(),
  assignees: z.array(Person).default([]),
  comments: z.array(Comment).default([]),
});

const Budgets = z.strictObject({
  openPullRequests: z.number(),
  dispatchesPerDay: z.number(),
  attemptsPerIncident: z.number(),
  coolDownHours: z.number(),
  attemptTimeoutHours: z.number(),
});

const PolicyPart = z
  .strictObject({
    enabled: z.boolean(),
    authors: z.array(z.strictObject({ login: z.string(), id: z.number().nullable() })),
    environments: z.array(z.string()),
    optOutLabels: z.array(z.string()),
    allowNoise: z.array(z.string()),
    minSeverity: z.number(),
    minFixability: z.number(),
    growthFactor: z.number(),
    budgets: Budgets.partial(),
    storm: z.strictObject({ classes: z.number(), sharedRoot: z.number() }).partial(),
  })
  .partial();

const Case = z.object({
  tree: z.array(z.string()).nullish(),
  environment: z.string().nullish(),
  issue: Issue.nullish(),
  policy: PolicyPart.nullish(),
});

/** `{"event"|"text", "tree"?, "environment"?, "issue"?, "policy"?}` → what would be decided, with every answer. */
export function triage(input: unknown): unknown {
  const read = readCase(input);
  const parsed = Case.safeParse(input);
  if (!parsed.success) {
    const problem = parsed.error.issues[0];
    throw new Error(
      `triage: ${problem?.path.join('.') || 'the case'}: ${problem?.message ?? 'cannot be read'}`,
    );
  }
  const { policy, environment } = parsed.data;
  // An environment that a case does not speak of is not what the case is about.
  const event = {
    ...read,
    environment:
      environment === null || environment === undefined
        ? (read.environment ?? untrusted('production'))
        : untrusted(environment),
  };
  const facts = factsOf(cleanEvent(event), parsed.data);
  const { verdict, reasonCode, reasons } = decideTriage(facts, withDefaults(policy ?? {}));
  return { verdict, reasonCode, reasons };
}

function withDefaults(part: z.infer<typeof PolicyPart>): TriagePolicy {
  const { budgets, storm, ...rest } = part;
  const known = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  return {
    ...DEFAULT_TRIAGE_POLICY,
    ...known,
    budgets: { ...DEFAULT_TRIAGE_POLICY.budgets, ...(budgets as object) },
    storm: { ...DEFAULT_TRIAGE_POLICY.storm, ...(storm as object) },
  };
}

const NOW = '2026-01-02T00:00:00Z';

function factsOf(
  { event, injection }: ReturnType<typeof cleanEvent>,
  { tree, issue }: z.infer<typeof Case>,
): TriageFacts {
  const index = tree === null || tree === undefined ? null : treeOf(tree);
  const mapped =
    index === null
      ? null
      : mapEvent(event, index)
          .flat()
          .filter(({ path }) => path !== null).length;
  return {
    issue: issueOf(issue),
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

const SENTRY = { login: 'sentry-io[bot]', id: 39604003, isBot: true, canWrite: false };

function issueOf(issue: z.infer<typeof Issue> | null | undefined): IssueFacts {
  const given = issue ?? Issue.parse({});
  const person = (one: z.infer<typeof Person>) => ({ ...one, id: one.id ?? null });
  return {
    ...given,
    number: 1,
    title: untrusted(given.title),
    body: untrusted(given.body),
    ours: false,
    author: given.author === undefined ? SENTRY : person(given.author),
    assignees: given.assignees.map(person),
    createdAt: NOW,
    comments: given.comments.map((comment, at) => ({
      ...comment,
      id: String(at),
      author: person(comment.author),
      body: untrusted(comment.body),
      ours: false,
    })),
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
