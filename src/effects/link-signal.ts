import { z } from 'zod';
import type { Effect } from '../domain/effect.ts';
import { SourceError } from '../domain/errors.ts';
import type { EffectPorts } from './ports.ts';

const Installations = z.array(
  z.object({ uuid: z.string().regex(/^[0-9a-f-]{8,64}$/i), app: z.object({ slug: z.string() }) }),
);

/**
 * Links an issue in Sentry (`POST /sentry-app-installations/{uuid}/external-issues/`, which creates or updates). Throws
 * SourceError when the integration is not installed or may not write: the incident goes on without the link.
 */
export async function linkSignal(
  { issue, signalId, app }: Extract<Effect, { kind: 'link-signal' }>,
  { sentry, pages, owner, repository }: EffectPorts,
): Promise<void> {
  if (sentry === null) return;
  const path = `/api/0/organizations/${encodeURIComponent(sentry.organization)}/sentry-app-installations/`;
  const parsed = Installations.safeParse(await sentry.get(path));
  const found = parsed.success ? parsed.data.find((one) => one.app.slug === app) : undefined;
  if (found === undefined) {
    throw new SourceError({
      source: 'sentry',
      status: 404,
      why: 'not-found',
      retryable: false,
      advice: `Sentry has no installed integration ${app}: correct \`intake.sentry-app\`, or leave it out.`,
    });
  }
  await sentry.send('POST', `/api/0/sentry-app-installations/${found.uuid}/external-issues/`, {
    issueId: Number(signalId),
    webUrl: `${pages}/issues/${issue.number}`,
    project: `${owner}/${repository}`,
    identifier: String(issue.number),
  });
}
