import { join, resolve } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { effectPorts, sealOf } from './assembly-effects.ts';
import { impactSource } from './assembly-impact.ts';
import { readConfigFile } from './config/file.ts';
import { type Inputs, readInputs } from './config/read-inputs.ts';
import { type Env, secretInputs } from './config/secrets.ts';
import type { Missing } from './domain/facts.ts';
import type { Outcome } from './domain/outcome.ts';
import type { SafeText } from './domain/trust.ts';
import { untrusted } from './domain/trust.ts';
import { memoryOptions } from './memory-options.ts';
import type { IntakeSettings } from './modes/intake/settings.ts';
import { intake } from './modes/intake.ts';
import type { MemoryPort, SignalPort, World } from './modes/world.ts';
import { renderSummary } from './render/summary.ts';
import { clock } from './runner/clock.ts';
import type { RunContext } from './runner/context.ts';
import type { Log } from './runner/log.ts';
import { createGitHubClient, type GitHubClient } from './runner/octokit.ts';
import { logLine } from './safety/log-line.ts';
import { maskSafe } from './safety/mask-safe.ts';
import type { EtagStore } from './sources/github/api.ts';
import { createRecordReader } from './sources/github/reader.ts';
import { createSentryReader } from './sources/sentry/client.ts';

/** What a run leaves for its report. */
export interface FinishedRun {
  readonly outcome: Outcome;
  readonly outputDirectory: string;
  readonly summary: SafeText;
}

/** Builds the World from inputs and runs the mode. */
export async function runMode(env: Env, context: RunContext, log: Log): Promise<FinishedRun> {
  // A tree of 100,000 files is read once and is garbage at once: keep the heap small rather than fast.
  setFlagsFromString('--optimize-for-size');
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--gc-global');
  const inputs = readInputs(env);
  const outputDirectory = resolve(inputs.outputDirectory ?? join(context.temp, 'patchpilot'));
  const parts = { env, inputs, context, log, outputDirectory };
  const settings: IntakeSettings = {
    dryRun: inputs.dryRun,
    issue: inputs.issue,
    since: inputs.since,
    rebuild: inputs.rebuild,
    redispatch: inputs.redispatch && context.trigger.kind === 'dispatch',
    label: inputs.label,
    organization: inputs.sentryOrg,
    projects: inputs.sentryProjects,
    environments: inputs.environment,
    readPolicy: readConfigFile,
  };
  const outcome = await (inputs.mode === 'performance' ? runPerformance : runIntake)(parts, settings);
  const summary = maskSafe(renderSummary(outcome), secretInputs(env));
  return { outcome, outputDirectory, summary };
}

async function runIntake(parts: Parts, settings: IntakeSettings): Promise<Outcome> {
  const openSpans = async () => (await import('./assembly-performance.ts')).openSpans(parts.inputs);
  return intake({ ...(await openWorld(parts)), openSpans }, settings);
}

async function runPerformance(parts: Parts, settings: IntakeSettings): Promise<Outcome> {
  const { openSpans } = await import('./assembly-performance.ts');
  const { performance } = await import('./modes/performance.ts');
  return performance({ ...(await openWorld(parts)), spans: openSpans(parts.inputs) }, settings);
}

/** What the parts of a run are made from. */
export interface Parts {
  readonly env: Env;
  readonly inputs: Inputs;
  readonly context: RunContext;
  readonly log: Log;
  readonly outputDirectory: string;
}

/** `PATCHPILOT_PACE=off` is for tests and the demo: the double on loopback needs no pause between writes. */
function isPaced(env: Env): boolean {
  return env.PATCHPILOT_PACE !== 'off';
}

/** GitHub for this run; what its limits make us leave is said once. */
export function githubClient(
  { env, inputs, context, log }: Parts,
  heard?: (date: string | undefined) => void,
): GitHubClient {
  const notice = (kind: string, seconds: number) =>
    log.notice(
      logLine(
        `GitHub asks for ${seconds} s of patience (${kind}); what cannot wait is left to the next run.`,
      ),
    );
  return createGitHubClient({
    token: inputs.githubToken,
    apiUrl: context.apiUrl,
    paced: isPaced(env),
    notice,
    heard,
  });
}

/** Everything outside that a mode may touch. */
export async function openWorld(parts: Parts): Promise<World> {
  const { env, inputs, context, log } = parts;
  const github = githubClient(parts);
  const memory = lazyMemory(parts, github);
  return {
    trigger: context.trigger,
    repository: `${context.owner}/${context.repository}`,
    run: { id: context.runId, attempt: context.attempt },
    now: clock(env),
    record: createRecordReader(github, {
      owner: context.owner,
      name: context.repository,
      label: inputs.label,
      seal: sealOf(parts),
      etags: etagsOf(parts, memory),
    }),
    signals: signals(inputs),
    impact: await impactSource(inputs),
    effects: effectPorts(parts, github),
    memory,
    progress: (done, all) => log.line(logLine(`${done} of ${all} issues read`)),
  };
}

function signals(inputs: Inputs): SignalPort | Missing {
  const { sentryToken: token, sentryOrg: organization, sentryUrl: url } = inputs;
  if (token !== null && organization !== null) return createSentryReader({ url, organization, token });
  const names = [
    ...(token === null ? ['`sentry-token`'] : []),
    ...(organization === null ? ['`sentry-org`'] : []),
  ];
  return {
    kind: 'missing',
    source: 'sentry',
    why: 'not-configured',
    advice: `Set ${names.join(' and ')} in the workflow.`,
  };
}

/** The memory, opened on first use. */
function lazyMemory(parts: Parts, api: GitHubClient): () => Promise<MemoryPort> {
  let opened: Promise<MemoryPort> | null = null;
  return () => {
    opened ??= import('./memory/memory.ts').then(({ openMemory }) =>
      openMemory(memoryOptions(parts, api, clock(parts.env))),
    );
    return opened;
  };
}

/** Only a run that sweeps opens its memory before it asks about rights; for one issue it is not worth that. */
function etagsOf({ context, env }: Parts, memory: () => Promise<MemoryPort>): EtagStore | null {
  const { kind } = context.trigger;
  if (kind === 'issue' || kind === 'issue-comment') return null;
  return {
    known: async (request) => (await memory()).etag(request),
    keep: async (request, etag, value) => {
      const row = {
        kind: 'etag',
        at: clock(env),
        request,
        etag: untrusted(etag),
        value: untrusted(value),
      } as const;
      (await memory()).remember([row]);
    },
  };
}

/** Saves what a run that died left in its journal. */
export async function saveJournal(env: Env, context: RunContext, log: Log): Promise<void> {
  const { githubToken: token } = readInputs(env);
  const paced = isPaced(env);
  const api = createGitHubClient({ token, apiUrl: context.apiUrl, paced, notice: () => undefined });
  const { openMemory } = await import('./memory/memory.ts');
  const memory = await openMemory(memoryOptions({ env, context, log }, api, clock(env)));
  await memory.save();
}
