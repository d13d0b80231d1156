import type { InputSpec } from './inputs.ts';

/** Inputs of the product's own numbers. */
export const PRODUCT_INPUTS: readonly InputSpec[] = [
  {
    name: 'posthog-key',
    description:
      'API key for PostHog with the scope `query:read` only. With it, and `impact.events` in the configuration, incidents say what they cost the product. Empty: nothing is asked.',
    default: '',
    secret: true,
  },
  {
    name: 'posthog-project',
    description: 'Number of your PostHog project, from its settings. Needed with `posthog-key`.',
    default: '',
  },
  {
    name: 'posthog-url',
    description:
      'Address of your PostHog: `https://us.posthog.com`, `https://eu.posthog.com`, or your own host. Only this host ever gets the key.',
    default: 'https://us.posthog.com',
  },
];
