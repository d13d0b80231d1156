import { isoSeconds } from '../clock.ts';
import type { Json, SentryIssue, SentryRelease, SentryState } from './state.ts';

/** A project gets a number of its own on first mention. */
export function projectId(state: SentryState, slug: string): string {
  const known = state.projects.get(slug);
  if (known !== undefined) return known;
  const id = String(4_500_000_000_000_000 + state.projects.size + 1);
  state.projects.set(slug, id);
  return id;
}

export type SentryIssueSeed = {
  /** The issue as the API gives it; what is missing is filled in. */
  readonly issue: Json;
  /** Complete events, in any order. */
  readonly events?: readonly Json[];
  readonly committers?: readonly Json[];
};

const slugOf = (issue: Json): string => String((issue.project as Json | undefined)?.slug ?? 'shop');

/** What an issue has when its seed does not say. */
const PLAIN_ISSUE: Json = {
  shareId: null,
  logger: null,
  level: 'error',
  status: 'unresolved',
  substatus: 'ongoing',
  statusDetails: {},
  isPublic: false,
  platform: 'javascript',
  type: 'error',
  metadata: {},
  numComments: 0,
  assignedTo: null,
  isBookmarked: false,
  isSubscribed: false,
  hasSeen: false,
  annotations: [],
  issueType: 'error',
  issueCategory: 'error',
  priority: 'high',
  priorityLockedAt: null,
  isUnhandled: true,
  count: '1',
  userCount: 1,
  firstRelease: null,
  lastRelease: null,
  stats: { '24h': [] },
  tags: [],
  pluginActions: [],
  pluginIssues: [],
  pluginContexts: [],
  userReportCount: 0,
  participants: [],
  activity: [],
  seenBy: [],
  title: 'Error',
  culprit: '',
};

function issueDefaults(state: SentryState, issue: Json): Json {
  const slug = slugOf(issue);
  const id = String(issue.id ?? 5_000_000_000 + state.issues.size + 1);
  const now = isoSeconds(state.clock.now());
  const project = { id: projectId(state, slug), name: slug, slug, platform: 'javascript' };
  return {
    ...PLAIN_ISSUE,
    id,
    shortId: `${slug.toUpperCase()}-${(state.issues.size + 1).toString(36).toUpperCase()}`,
    permalink: `https://${state.organization}.sentry.io/issues/${id}/`,
    firstSeen: now,
    lastSeen: now,
    ...issue,
    project: { ...project, ...(issue.project as Json | undefined) },
  };
}

const createdAt = (event: Json): string => String(event.dateCreated ?? '');

export function addSentryIssue(state: SentryState, seed: SentryIssueSeed): SentryIssue {
  const json = issueDefaults(state, seed.issue);
  const added: SentryIssue = { json, events: [], committers: seed.committers ?? [] };
  state.projects.set(slugOf(json), String((json.project as Json).id));
  state.issues.set(String(json.id), added);
  for (const event of seed.events ?? []) addSentryEvent(added, event);
  return added;
}

/** Another event of the issue. Neighbouring events get their `nextEventID` and `previousEventID` when asked for. */
export function addSentryEvent(issue: SentryIssue, event: Json): void {
  const id = String(event.eventID ?? event.id ?? issue.events.length.toString(16).padStart(32, '0'));
  issue.events.push({ ...event, id, eventID: id, groupID: String(issue.json.id) });
  issue.events.sort((a, b) => (createdAt(a) < createdAt(b) ? 1 : createdAt(a) > createdAt(b) ? -1 : 0));
}

/** A new event arrives: counted, last seen, and a resolved issue regresses. */
export function receiveEvent(issue: SentryIssue, event: Json): void {
  addSentryEvent(issue, event);
  const { json } = issue;
  const seen = [String(json.lastSeen), createdAt(event)].sort().at(-1);
  const regressed =
    json.status === 'resolved' ? { status: 'unresolved', substatus: 'regressed', statusDetails: {} } : {};
  issue.json = { ...json, ...regressed, count: String(Number(json.count) + 1), lastSeen: seen };
}

export function addRelease(
  state: SentryState,
  seed: Partial<SentryRelease> & { readonly version: string },
): SentryRelease {
  const release: SentryRelease = {
    projects: ['shop'],
    dateCreated: isoSeconds(state.clock.now()),
    dateReleased: null,
    commits: [],
    deploys: [],
    ...seed,
  };
  for (const slug of release.projects) projectId(state, slug);
  state.releases.set(release.version, release);
  return release;
}
