/**
 * Types that carry trust. Every text that came from outside (a production event, an issue body, a worker's
 * report, a stored lesson) is `Untrusted`. No sink takes it, nor a plain `string`: sinks take the three clean
 * kinds below, and only `safety/` makes those. The brands exist at compile time only.
 */
declare const trust: unique symbol;

/** Text an outsider may have written. May be parsed, compared and hashed; must pass `safety/` to be shown. */
export type Untrusted = string & { readonly [trust]: 'untrusted' };

/** Inert Markdown: safe in an issue, a comment, a pull request or a job summary. */
export type SafeText = string & { readonly [trust]: 'safe-text' };

/** Data fenced for a coding agent: redacted, delimited by the run's nonce, never instructions. */
export type BriefText = string & { readonly [trust]: 'brief-text' };

/** One line for the job log that the runner cannot take for a workflow command. */
export type LogText = string & { readonly [trust]: 'log-text' };

/** Marks a text as coming from outside. Marking is always safe; the way back leads through `safety/` only. */
export function untrusted(text: string): Untrusted {
  return text as Untrusted;
}
