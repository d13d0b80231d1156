import { createHash, createHmac, randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Parts } from './assembly.ts';
import type { Inputs } from './config/read-inputs.ts';
import { secretInputs } from './config/secrets.ts';
import type { Seal } from './domain/marker.ts';
import type { EffectPorts, SentryWriteApi } from './effects/ports.ts';
import { renderBrief } from './render/brief.ts';
import { renderComment } from './render/comment.ts';
import { renderExplanation } from './render/explanation.ts';
import { renderCommitBody, renderPullRequest } from './render/pull-request.ts';
import { renderMeasuredIssue, renderSignalIssue } from './render/signal-issue.ts';
import { renderUmbrella } from './render/umbrella.ts';
import { clock } from './runner/clock.ts';
import type { GitHubClient } from './runner/octokit.ts';
import { maskSafe } from './safety/mask-safe.ts';
import { plainTitle } from './safety/title.ts';
import { createSentryClient, WRITING } from './sources/sentry/client.ts';

/** Seals the record when there is a key: another workflow with the same identity cannot forge it then. */
export function sealOf({ inputs, context }: Parts): Seal | null {
  const { markerKey: key } = inputs;
  const place = `${context.owner}/${context.repository}`.toLowerCase();
  return key === null ? null : (json) => createHmac('sha256', key).update(`${place}\n${json}`).digest('hex');
}

/** All that applying a plan needs. */
export function effectPorts(parts: Parts, api: GitHubClient): EffectPorts {
  const { env, inputs, context, outputDirectory } = parts;
  const seal = sealOf(parts);
  const secrets = secretInputs(env);
  const nonce = randomBytes(9).toString('hex');
  const sentry = inputs.sentryOrg === null ? null : { url: inputs.sentryUrl, organization: inputs.sentryOrg };
  return {
    api,
    owner: context.owner,
    repository: context.repository,
    run: context.runId,
    now: clock(env),
    seal,
    renderComment: (incident) => maskSafe(renderComment(incident, { sentry, mac: seal }), secrets),
    renderExplanation: (incident, answers) => maskSafe(renderExplanation(incident, answers), secrets),
    renderBrief: (order) => maskSafe(renderBrief(order, { nonce }), secrets),
    label: inputs.label,
    pages: `${context.serverUrl}/${context.owner}/${context.repository}`,
    sentry: sentryWriter(inputs),
    renderSignal: (signal, title, measured) => {
      const body = measured
        ? renderMeasuredIssue(signal, title)
        : renderSignalIssue(signal, { title, url: inputs.sentryUrl });
      return { title: maskSafe(plainTitle(title), secrets), body: maskSafe(body, secrets) };
    },
    renderPullRequest: (proposal) => ({
      title: maskSafe(plainTitle(proposal.title), secrets),
      body: maskSafe(renderPullRequest(proposal, { sentry }), secrets),
    }),
    renderCommit: (proposal) => ({
      headline: maskSafe(plainTitle(proposal.title), secrets),
      body: renderCommitBody(proposal),
    }),
    renderUmbrella: (storm) => maskSafe(renderUmbrella(storm), secrets),
    saveBrief: (fileName, text) => {
      mkdirSync(outputDirectory, { recursive: true });
      writeFileSync(join(outputDirectory, fileName), text);
      return createHash('sha256').update(text).digest('hex');
    },
  };
}

/** The few writes to Sentry, for whoever asks for them in the configuration. */
function sentryWriter({ sentryToken, sentryOrg, sentryUrl }: Inputs): SentryWriteApi | null {
  if (sentryToken === null || sentryOrg === null) return null;
  const client = createSentryClient({ url: sentryUrl, organization: sentryOrg, token: sentryToken }, WRITING);
  return {
    organization: sentryOrg,
    get: async (path) => (await client.get(path)).data,
    send: async (method, path, body) => (await client.send(method, path, body)).data,
  };
}
