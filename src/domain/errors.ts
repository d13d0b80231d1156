import type { Missing } from './facts.ts';

/**
 * The user must change a setting. The message is one sentence per problem that names the input or key, the value
 * and the cure; it fails the step without a stack.
 */
export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

/** What went wrong with a source. */
export interface SourceFault {
  readonly source: Missing['source'];
  /** HTTP status, or `null` when no answer came. */
  readonly status: number | null;
  readonly why: Missing['why'];
  readonly retryable: boolean;
  /** One clean sentence that names the cure; never the source's own text. */
  readonly advice: string;
}

/** A source gave no usable evidence. Becomes `Missing` and one warning; doubt never becomes accept or close. */
export class SourceError extends Error {
  readonly fault: SourceFault;

  constructor(fault: SourceFault) {
    super(fault.advice);
    this.name = 'SourceError';
    this.fault = fault;
  }

  /** The same, as absent evidence. */
  asMissing(): Missing {
    const { source, why, advice } = this.fault;
    return { kind: 'missing', source, why, advice };
  }
}
