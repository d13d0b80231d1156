import type { Inputs } from './config/read-inputs.ts';
import type { ImpactPort } from './domain/impact.ts';

/** PostHog, loaded only for whoever configured it. */
export async function impactSource({
  posthogKey: key,
  posthogProject: project,
  posthogUrl: url,
}: Inputs): Promise<ImpactPort | null> {
  if (key === null || project === null) return null;
  const { createPostHogReader } = await import('./sources/posthog/reader.ts');
  return createPostHogReader({ url, project, key });
}
