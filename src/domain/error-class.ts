/** The stable key of an error class: 16 lower-case hex digits. Names the branch `patchpilot/<fingerprint>`. */
export type Fingerprint = string;

/** Which normalised parts formed a class, so that a reader sees why two errors are one or not. */
export interface ErrorClass {
  readonly fingerprint: Fingerprint;
  readonly parts: {
    /** Normalised exception types, root cause first. */
    readonly types: readonly string[];
    /** Masked message of the root cause. */
    readonly message: string;
    /** Normalised decisive frames as `file:function`, innermost last. */
    readonly frames: readonly string[];
    /** Which frames decided: the application's own, a library's, or none. */
    readonly basis: 'in-app' | 'library' | 'message';
  };
}
