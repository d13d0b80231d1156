import type { RepositoryDouble } from '../../../sandbox/github/double.ts';
import type { WorkflowEvent } from '../../../sandbox/github/webhooks.ts';
import {
  type IncidentFixture,
  loadIncident,
  type PlacedIncident,
  type Placement,
  placeIncident,
} from '../../../sandbox/incident.ts';
import { type ActionResult, type ActionRun, runAction } from '../../../sandbox/runner/run-action.ts';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.ts';

/** Planted in the run: they must never be seen again. */
export const GITHUB_TOKEN = 'ghs_f1xTur3Aa9LmQ0zZ4kPw7vNcR2';
export const SENTRY_TOKEN = 'sntrys_c4n4ryT0k3nVq8ZbYx1LmP';
export const NOW = '2026-11-21T10:00:00Z';

/** A sandbox with one repository in which one production error happened. */
export interface IncidentWorld extends PlacedIncident {
  readonly sandbox: Sandbox;
}

export async function incidentWorld(
  fixture: string | IncidentFixture,
  placement: Placement = {},
): Promise<IncidentWorld> {
  const sandbox = await startSandbox({ now: NOW });
  allowTokens(sandbox);
  const loaded = typeof fixture === 'string' ? loadIncident(fixture) : fixture;
  const placed = placeIncident(sandbox, loaded, placement);
  placed.repository.state.collaborators.set('dev', 'write');
  return { sandbox, ...placed };
}

/** The rights that the example workflow gives, and not one more. */
export function allowTokens(sandbox: Sandbox): void {
  sandbox.github.token({
    name: 'workflow',
    secret: GITHUB_TOKEN,
    login: 'github-actions[bot]',
    kind: 'actions',
    permissions: { issues: 'write', contents: 'read', pull_requests: 'read' },
  });
  sandbox.sentry.token({
    name: 'sentry',
    secret: SENTRY_TOKEN,
    scopes: ['event:read', 'project:read', 'org:read'],
  });
}

export interface RunOptions extends Partial<Omit<ActionRun, 'sandbox' | 'repository'>> {
  readonly event?: WorkflowEvent;
}

type Place = { readonly sandbox: Sandbox; readonly repository: RepositoryDouble };

/** Runs intake as the example workflow does. */
export function runIntake(
  world: Place,
  event: WorkflowEvent,
  options: RunOptions = {},
): Promise<ActionResult> {
  return runAction({
    sandbox: world.sandbox,
    repository: world.repository,
    event,
    token: GITHUB_TOKEN,
    ...options,
    env: { PATCHPILOT_NOW: NOW, ...options.env },
    inputs: {
      'sentry-token': SENTRY_TOKEN,
      'sentry-org': 'acme',
      'sentry-url': world.sandbox.sentry.url,
      ...options.inputs,
    },
  });
}

/** Does something with a world and closes it whatever happens. */
export async function inWorld<World extends { readonly sandbox: Sandbox }>(
  build: Promise<World>,
  act: (world: World) => Promise<void>,
): Promise<void> {
  const world = await build;
  try {
    await act(world);
  } finally {
    await world.sandbox.close();
  }
}
