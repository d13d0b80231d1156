import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { FileMap } from './git/tree.ts';
import type { RepositoryDouble } from './github/double.ts';
import type { Issue } from './github/state.ts';
import type { Sandbox } from './sandbox.ts';
import { type Origin, sentryMadeIssue } from './sentry/github-issue.ts';
import type { Json, SentryIssue } from './sentry/state.ts';

/** A complete production error with the repository it happened in, from `sandbox/fixtures/<name>/`. */
export type IncidentFixture = {
  readonly name: string;
  /** `event.json`: the event as the public API gives it. */
  readonly event: Json;
  /** `issue.json`: the Sentry issue; a plain one around the event when there is no such file. */
  readonly issue: Json;
  /** `committers.json`: Sentry's suspect commits, if any. */
  readonly committers: readonly Json[];
  /** Files of the repository: `repo/` with content, and the paths of `tree.json` (a list, or path to content). */
  readonly files: FileMap;
  /** `expected.json`, as it is. */
  readonly expected: unknown;
};

const FIXTURES = join(import.meta.dirname, 'fixtures');

/** Names of all fixtures that hold an event. */
export const incidentNames = (folder = FIXTURES): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => existsSync(join(folder, name, 'event.json')))
        .sort()
    : [];

export function loadIncident(name: string, folder = FIXTURES): IncidentFixture {
  const home = join(folder, name);
  const read = (file: string): unknown =>
    existsSync(join(home, file))
      ? (JSON.parse(readFileSync(join(home, file), 'utf8')) as unknown)
      : undefined;
  const event = read('event.json') as Json;
  return {
    name,
    event,
    issue: (read('issue.json') as Json | undefined) ?? issueAround(event),
    committers: (read('committers.json') as readonly Json[] | undefined) ?? [],
    files: { ...filesOfTree(read('tree.json')), ...filesBelow(join(home, 'repo')) },
    expected: read('expected.json'),
  };
}

function issueAround(event: Json): Json {
  const at = event.dateCreated;
  const shared = {
    title: event.title,
    culprit: event.culprit,
    platform: event.platform,
    metadata: event.metadata,
  };
  const id = event.groupID === undefined ? {} : { id: String(event.groupID) };
  return { ...shared, ...id, ...(at === undefined ? {} : { firstSeen: at, lastSeen: at }) };
}

/** Paths without content get a line of their own, so that no two files are the same blob. */
function filesOfTree(tree: unknown): FileMap {
  const listed = Array.isArray(tree)
    ? tree
    : ((tree as { paths?: unknown } | undefined)?.paths ?? tree ?? {});
  if (!Array.isArray(listed)) return listed as FileMap;
  const paths = listed.map((entry: unknown) =>
    typeof entry === 'string' ? entry : (entry as { path: string }).path,
  );
  return Object.fromEntries(paths.map((path) => [path, `${path}\n`]));
}

function filesBelow(folder: string): FileMap {
  if (!existsSync(folder)) return {};
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const paths = entries.map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    paths.map((path) => [relative(folder, path).split(sep).join('/'), readFileSync(path)]),
  );
}

export type PlacedIncident = {
  readonly repository: RepositoryDouble;
  readonly sentryIssue: SentryIssue;
  /** The GitHub issue that Sentry opened. */
  readonly issue: Issue;
};

export type Placement = {
  /** Where it happened; a new repository with the fixture's files unless given. */
  readonly repository?: RepositoryDouble;
  readonly origin?: Origin;
  /** Changes to the Sentry issue, such as another status or count. */
  readonly change?: Json;
};

/** Lets the incident happen in a sandbox: Sentry knows issue and event, and has opened a GitHub issue. */
export function placeIncident(
  sandbox: Sandbox,
  fixture: IncidentFixture,
  placement: Placement = {},
): PlacedIncident {
  const repository = placement.repository ?? sandbox.github.repository({ files: fixture.files });
  const sentryIssue = sandbox.sentry.issue({
    issue: { ...fixture.issue, ...placement.change },
    events: [fixture.event],
    committers: fixture.committers,
  });
  const issue = repository.openIssue(sentryMadeIssue(sentryIssue.json, fixture.event, placement.origin));
  return { repository, sentryIssue, issue };
}
