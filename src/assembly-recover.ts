import { join, resolve } from 'node:path';
import { githubClient, openWorld, type Parts } from './assembly.ts';
import { sealOf } from './assembly-effects.ts';
import { openSpans } from './assembly-performance.ts';
import { readConfigFile } from './config/file.ts';
import { type Inputs, readInputs } from './config/read-inputs.ts';
import { secretInputs } from './config/secrets.ts';
import { isMissing, type Missing } from './domain/facts.ts';
import type { ProductionPort, RecoverWorld, VolumePort } from './modes/recover/ports.ts';
import { recover } from './modes/recover.ts';
import { renderRecoverySummary } from './render/recovery-summary.ts';
import { clock } from './runner/clock.ts';
import type { RunContext } from './runner/context.ts';
import type { Log } from './runner/log.ts';
import { reportRecovery } from './runner/report-recovery.ts';
import { maskSafe } from './safety/mask-safe.ts';
import { createWatchReader } from './sources/github/watch.ts';
import { checkHealth } from './sources/health/check.ts';
import { readVersion } from './sources/health/version.ts';
import { createServerClocks } from './sources/http/server-clock.ts';
import { createSentryCounter } from './sources/sentry/client.ts';
import { readVercel } from './sources/vercel/client.ts';

/** Builds the World of a recovery run, runs it and reports. */
export async function runRecover(env: NodeJS.ProcessEnv, context: RunContext, log: Log): Promise<void> {
  const inputs = readInputs(env);
  const outputDirectory = resolve(inputs.outputDirectory ?? join(context.temp, 'patchpilot'));
  const world = await recoverWorld({ env, inputs, context, log, outputDirectory });
  const outcome = await recover(world, {
    dryRun: inputs.dryRun,
    issue: inputs.issue,
    label: inputs.label,
    environments: inputs.environment,
    organization: inputs.sentryOrg,
    projects: inputs.sentryProjects,
    readPolicy: readConfigFile,
  });
  const summary = maskSafe(renderRecoverySummary(outcome), secretInputs(env));
  reportRecovery(outcome, { env, log, outputDirectory, summary });
}

async function recoverWorld(parts: Parts): Promise<RecoverWorld> {
  const { inputs, context } = parts;
  const base = await openWorld(parts);
  const clocks = createServerClocks(() => Date.parse(clock(parts.env)));
  const { sentryOrg: organization, sentryToken: token, sentryUrl: url } = inputs;
  return {
    ...base,
    clocks: clocks.ahead,
    watch: createWatchReader(
      githubClient(parts, (date) => clocks.hear('github', date)),
      {
        owner: context.owner,
        name: context.repository,
        label: inputs.label,
        seal: sealOf(parts),
        etags: null,
      },
    ),
    counts:
      isMissing(base.signals) || organization === null || token === null
        ? notConfigured(base.signals)
        : createSentryCounter({ url, organization, token, heard: (date) => clocks.hear('sentry', date) }),
    production: production(inputs, (date) => clocks.hear('vercel', date)),
    volume: volume(inputs, (date) => clocks.hear('posthog', date)),
    spans: openSpans(inputs),
  };
}

function notConfigured(signals: object): Missing {
  const advice = 'Set `sentry-token` and `sentry-org` in the workflow.';
  return isMissing(signals) ? signals : { kind: 'missing', source: 'sentry', why: 'not-configured', advice };
}

function volume(
  { posthogKey: key, posthogProject: project, posthogUrl: url }: Inputs,
  heard: (date: string | null) => void,
): VolumePort | Missing {
  if (key !== null && project !== null)
    return async (asked) =>
      (await import('./sources/posthog/volume.ts')).readVolume({ url, project, key, heard }, asked);
  const advice = 'Set `posthog-key` and `posthog-project` in the workflow to have PostHog tell of traffic.';
  return { kind: 'missing', source: 'posthog', why: 'not-configured', advice };
}

function production(
  { vercelToken: token, vercelProject: project, vercelTeam: team, vercelUrl: url }: Inputs,
  heard: (date: string | null) => void,
): ProductionPort {
  return {
    vercel: async () => {
      if (token !== null && project !== null) return readVercel({ url, token, project, team, heard });
      const advice = 'Set `vercel-token` and `vercel-project` in the workflow to have Vercel asked.';
      return { kind: 'missing', source: 'vercel', why: 'not-configured', advice };
    },
    version: (address) => readVersion(address),
    health: (checks) => checkHealth(checks),
  };
}
