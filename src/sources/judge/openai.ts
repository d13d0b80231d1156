import { APIError, OpenAI } from 'openai';
import type { Line } from './dialect.ts';
import { withoutVariables } from './environment.ts';

/** OpenAI's client, for itself and for all that speak like it. */
export function openAi({ key, baseUrl, timeout, fetch }: Line): OpenAI {
  return withoutVariables(
    () =>
      new OpenAI({
        apiKey: key,
        adminAPIKey: null,
        organization: null,
        project: null,
        webhookSecret: null,
        baseURL: baseUrl,
        timeout,
        fetch,
        defaultHeaders: { 'user-agent': 'patchpilot' },
        logLevel: 'off',
      }),
  );
}

/** See `Dialect.statusOf`. */
export function statusOf(error: unknown): number | null | undefined {
  return error instanceof APIError ? (error.status ?? null) : undefined;
}
