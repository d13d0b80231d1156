import { list, missing, one, route, type SentryRoute } from '../route.ts';
import type { Json, SentryCommit, SentryRelease, SentryState } from '../state.ts';

function releaseOf(state: SentryState, version: string | undefined): SentryRelease {
  const release = state.releases.get(version ?? '');
  if (release === undefined) throw missing();
  return release;
}

function commitShape(commit: SentryCommit): Json {
  return {
    id: commit.id,
    message: commit.message,
    dateCreated: commit.dateCreated,
    pullRequest: null,
    suspectCommitType: '',
    repository: null,
    releases: [],
    author: { ...commit.author, username: commit.author.email },
  };
}

function releaseShape(state: SentryState, release: SentryRelease): Json {
  const last = release.commits[0];
  const introduced = [...state.issues.values()].filter(
    ({ json }) => (json.firstRelease as Json | null)?.version === release.version,
  );
  return {
    id: 1,
    version: release.version,
    shortVersion: release.version.replace(/^.*@/, ''),
    status: 'open',
    ref: null,
    url: null,
    dateCreated: release.dateCreated,
    dateReleased: release.dateReleased,
    data: {},
    newGroups: introduced.length,
    owner: null,
    commitCount: release.commits.length,
    lastCommit: last === undefined ? null : commitShape(last),
    deployCount: release.deploys.length,
    lastDeploy: lastDeploy(release),
    authors: [],
    projects: release.projects.map((slug) => ({ id: Number(state.projects.get(slug)), slug, name: slug })),
    firstEvent: null,
    lastEvent: null,
    versionInfo: { description: release.version, package: null, version: { raw: release.version } },
  };
}

function lastDeploy({ version, deploys }: SentryRelease): Json | null {
  const [newest] = deploys.toSorted((a, b) => Date.parse(b.dateFinished) - Date.parse(a.dateFinished));
  return newest === undefined ? null : { id: '1', name: version, url: null, dateStarted: null, ...newest };
}

const RELEASE = '/organizations/{org}/releases/{version}/';
const SCOPES = ['project:read', 'project:releases', 'org:ci'] as const;

/** Every file that a release's commits changed, one row a commit and file. */
function filesOf(release: SentryRelease): Json[] {
  return release.commits.flatMap((commit) =>
    (commit.files ?? []).map((file) => ({
      id: `${commit.id}-${file.filename}`,
      orgId: 1,
      repoName: 'acme/shop',
      commitMessage: commit.message,
      dateCreated: commit.dateCreated,
      author: commit.author,
      filename: file.filename,
      type: file.type,
    })),
  );
}

const COMMITTERS = '/projects/{org}/{project}/events/{event_id}/committers/';

export const releaseRoutes: readonly SentryRoute[] = [
  route(['GET', '/organizations/{org}/releases/'], SCOPES, ({ state }) =>
    list([...state.releases.values()].reverse().map((release) => releaseShape(state, release))),
  ),
  route(['GET', RELEASE], SCOPES, ({ state, params }) =>
    one(releaseShape(state, releaseOf(state, params.version))),
  ),
  route(['GET', `${RELEASE}commits/`], SCOPES, ({ state, params }) =>
    list(releaseOf(state, params.version).commits.map(commitShape)),
  ),
  route(['GET', `${RELEASE}commitfiles/`], SCOPES, ({ state, params }) =>
    list(filesOf(releaseOf(state, params.version))),
  ),
  route(['GET', `${RELEASE}deploys/`], SCOPES, ({ state, params }) => {
    const { deploys } = releaseOf(state, params.version);
    const shape = (deploy: SentryRelease['deploys'][number], index: number) => ({
      id: String(index + 1),
      environment: deploy.environment,
      dateStarted: null,
      dateFinished: deploy.dateFinished,
      name: null,
      url: null,
    });
    return list(deploys.map(shape));
  }),
  route(['GET', COMMITTERS], ['project:read', 'event:read'], ({ state, params }) => {
    const issue = [...state.issues.values()].find(({ events }) =>
      events.some((event) => event.eventID === params.event_id),
    );
    if (issue === undefined) throw missing('Event not found');
    if (issue.committers.length === 0) throw missing('No Commits found for Release');
    return one({ committers: issue.committers });
  }),
  route(['GET', '/organizations/{org}/code-mappings/'], ['org:read', 'org:ci'], ({ state }) =>
    list(state.codeMappings),
  ),
];
