import { SourceError } from '../domain/errors.ts';

/** Tries a write that changes nothing when done again once more when no answer came. Never use it for a creation. */
export async function idempotent(write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (!(error instanceof SourceError && error.fault.retryable)) throw error;
    await write();
  }
}
