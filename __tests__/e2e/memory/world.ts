import { labelsOf } from '../harness/laws.ts';
import { GITHUB_TOKEN, type IncidentWorld, type RunOptions, runIntake } from '../intake/world.ts';

export type Mode = 'read' | 'write';
export type Options = Pick<RunOptions, 'inputs' | 'env' | 'kill' | 'runId' | 'runAttempt'> & {
  readonly mode?: Mode;
};

/** A run with the cache that GitHub gives to its event: schedules may write, issues may only read. */
export function run(
  world: IncidentWorld,
  at: string,
  { mode = 'write' as Mode, inputs = {}, env = {}, ...more }: Options = {},
) {
  const { cache } = world.sandbox;
  const event =
    mode === 'write' ? world.repository.events.schedule() : world.repository.events.issues('opened', 1);
  const access = cache.environment(cache.token({ repository: world.repository, mode }));
  return runIntake(world, event, {
    ...more,
    inputs,
    env: { PATCHPILOT_NOW: at, GITHUB_REF: 'refs/heads/main', ...access, ...env },
  });
}

/** What a run asks GitHub and Sentry; the cache's own requests are left out. */
export const github = (result: Awaited<ReturnType<typeof run>>) =>
  labelsOf(result).filter((label) => label.startsWith('github') || label.startsWith('sentry'));
export const caches = (world: IncidentWorld) => world.repository.state.caches.length;
/** A world whose workflow may list and remove caches. */
export const withActions = async (world: Promise<IncidentWorld>) => {
  const made = await world;
  const permissions = { issues: 'write', contents: 'read', pull_requests: 'read', actions: 'write' } as const;
  const login = 'github-actions[bot]';
  made.sandbox.github.token({ name: 'workflow', secret: GITHUB_TOKEN, login, kind: 'actions', permissions });
  return made;
};
