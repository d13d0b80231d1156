import type { SlowEvidence } from './slow-evidence.ts';
import type { Untrusted } from './trust.ts';

/** One line of source shown beside a frame. `line` is 1-based. */
export interface SourceLine {
  readonly line: number;
  readonly text: Untrusted;
}

/** One call of a stack, as the source gives it: nothing normalised, `null` where the source is silent. */
export interface Frame {
  /** Short file name (`filename`): `app/cart.py`, `webpack:///./src/cart.ts`, `Cart.java`. */
  readonly path: Untrusted | null;
  /** Absolute path or URL (`absPath`). */
  readonly absPath: Untrusted | null;
  /** Python module, Java class, Go package. */
  readonly module: Untrusted | null;
  readonly function: Untrusted | null;
  /** 1-based. */
  readonly line: number | null;
  readonly column: number | null;
  /** Whether the source says that the frame belongs to the application; `null`: it does not say. */
  readonly inApp: boolean | null;
  readonly platform: Untrusted | null;
  /** Source around the line, in ascending order; often empty. */
  readonly context: readonly SourceLine[];
}

/** One exception of a chain. */
export interface Exception {
  /** `TypeError`, `java.lang.IllegalStateException`; `null` for a bare message. */
  readonly type: Untrusted | null;
  readonly value: Untrusted | null;
  readonly module: Untrusted | null;
  /** False: it crashed the request or the process. `null`: unknown. */
  readonly handled: boolean | null;
  readonly mechanism: Untrusted | null;
  /** Outermost first, innermost (where it was raised) last, whatever the source's own order. */
  readonly frames: readonly Frame[];
}

/** One production error event, in one shape for every platform. */
export interface ErrorEvent {
  readonly id: Untrusted | null;
  /** Sentry's platform name: `javascript`, `node`, `python`, `java`, `go`, `ruby`, `php`, `csharp`, `cocoa`, `native`, … */
  readonly platform: Untrusted | null;
  readonly title: Untrusted | null;
  readonly message: Untrusted | null;
  readonly culprit: Untrusted | null;
  readonly transaction: Untrusted | null;
  readonly level: Untrusted | null;
  readonly release: Untrusted | null;
  /** `null` when the event does not say: never taken for production. */
  readonly environment: Untrusted | null;
  /** ISO 8601, UTC. */
  readonly timestamp: Untrusted | null;
  readonly tags: Readonly<Record<string, Untrusted>>;
  /** Root cause first, the exception that surfaced last (Sentry's `values` order). Empty: no exception. */
  readonly exceptions: readonly Exception[];
  /** SDK name such as `sentry.javascript.react`. */
  readonly sdk: Untrusted | null;
  /** What the source said went wrong while it processed the event (missing source maps, …). */
  readonly problems: readonly Untrusted[];
  /** What the source's own rule about speed saw; absent on errors. */
  readonly slow?: SlowEvidence;
}
