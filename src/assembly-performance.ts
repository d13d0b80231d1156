import type { Inputs } from './config/read-inputs.ts';
import type { Missing } from './domain/facts.ts';
import type { SpanPort } from './domain/span-port.ts';
import { createSpanReader } from './sources/sentry/spans.ts';

/** Spans of the configured Sentry, or what is missing to read them. */
export function openSpans(inputs: Inputs): SpanPort | Missing {
  const { sentryToken: token, sentryOrg: organization, sentryUrl: url } = inputs;
  const { environment: environments, sentryProjects: projects } = inputs;
  if (token !== null && organization !== null)
    return createSpanReader({ url, organization, token, environments, projects });
  return {
    kind: 'missing',
    source: 'sentry',
    why: 'not-configured',
    advice: 'Set `sentry-token` (with the scope org:read) and `sentry-org` in the workflow.',
  };
}
