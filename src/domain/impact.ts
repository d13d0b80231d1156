import type { ImpactFacts, Missing } from './facts.ts';
import type { Window } from './performance.ts';

/** How often a product event happened in one window, and to how many people. */
export interface ProductCounts {
  readonly count: number;
  readonly actors: number;
}

/** One configured event in the incident's window and in those it is held against; all of one length. */
export interface EventCounts {
  readonly name: string;
  /** The project has seen it at least once in the last weeks. */
  readonly exists: boolean;
  readonly now: ProductCounts;
  /** The same hours a week before. */
  readonly lastWeek: ProductCounts;
  /** The window right before, and that one a week before. */
  readonly previous: ProductCounts;
  readonly previousLastWeek: ProductCounts;
}

/** What was asked of the product. */
export interface ImpactQuestion {
  readonly window: Window;
  readonly events: readonly string[];
  /** Only events on this page (`/checkout`); `null`: on every page. */
  readonly path: string | null;
}

/** Product events, counted. Gives evidence or says what is missing; never throws. */
export interface ImpactPort {
  /** In the order of the question; an event that the source has never seen says so. */
  readonly counts: (question: ImpactQuestion) => Promise<readonly EventCounts[] | Missing>;
}

export type EventVerdict = 'loss' | 'no-loss' | 'earlier-loss' | 'not-enough-data' | 'unknown-event';

/** One event's change against the same hours last week. */
export interface EventImpact {
  readonly name: string;
  readonly verdict: EventVerdict;
  readonly now: ProductCounts;
  readonly lastWeek: ProductCounts;
  readonly previous: ProductCounts;
  /** Events more (or, below zero, less) than last week. */
  readonly absolute: number;
  /** The same as a share of last week, with its 95 % interval; `null`: last week had none. */
  readonly relative: { readonly at: number; readonly lower: number; readonly upper: number } | null;
  /** Probability of a drop like this by chance. */
  readonly chance: number | null;
}

/** What an incident cost the product. It never says why. */
export interface ProductImpact {
  readonly window: Window;
  readonly verdict: 'loss' | 'no-loss' | 'not-enough-data';
  readonly events: readonly EventImpact[];
  /** For severity; `null` unless there is enough data. */
  readonly facts: ImpactFacts | null;
}
