import type { Effect } from '../domain/effect.ts';
import { SourceError } from '../domain/errors.ts';
import type { EffectPorts } from './ports.ts';

/**
 * Resolves the issue in Sentry (`PUT /organizations/{org}/issues/{id}/`, scope event:write). Throws SourceError when it
 * may not; the incident is closed all the same.
 */
export async function resolveSignal(
  { signalId, release }: Extract<Effect, { kind: 'resolve-signal' }>,
  { sentry }: EffectPorts,
): Promise<void> {
  if (sentry === null || !/^\d{1,20}$/.test(signalId)) return;
  const path = `/api/0/organizations/${encodeURIComponent(sentry.organization)}/issues/${signalId}/`;
  const resolved = { status: 'resolved' } as const;
  if (release === null) return void (await sentry.send('PUT', path, resolved));
  try {
    await sentry.send('PUT', path, { ...resolved, statusDetails: { inRelease: release } });
  } catch (error) {
    // A release that Sentry has forgotten is no reason to leave the issue open.
    if (!(error instanceof SourceError && error.fault.status === 400)) throw error;
    await sentry.send('PUT', path, resolved);
  }
}
