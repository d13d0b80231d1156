/** A verb answers one case; it throws an Error with one clear sentence when the case cannot be read. */
export type Verb = (input: unknown) => unknown;

/** Every verb, loaded only when asked for. Documented in docs/inspect.md. */
export const VERBS: Readonly<Record<string, () => Promise<Verb>>> = {
  class: async () => (await import('./class.ts')).classify,
  same: async () => (await import('./same.ts')).same,
  sanitize: async () => (await import('./sanitize.ts')).sanitize,
  brief: async () => (await import('./brief.ts')).brief,
  triage: async () => (await import('./triage.ts')).triage,
  parse: async () => (await import('./parse.ts')).parse,
  frames: async () => (await import('./frames.ts')).frames,
  redact: async () => (await import('./redact.ts')).redact,
  gate: async () => (await import('./gate.ts')).gate,
  suspects: async () => (await import('./suspects.ts')).suspects,
  recovery: async () => (await import('./recovery.ts')).recovery,
};
