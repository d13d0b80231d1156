import type { ImpactFacts, Missing } from './facts.ts';
import type { Window } from './performance.ts';

/** How often a product event happened in one window, and to how many people. */
export interface ProductCounts {
  readonly count: number;
  readonly actors: number;
}

/** Counts in the incident's window and in those it is held against; all of one length. */
export interface WindowCounts {
  readonly now: ProductCounts;
  /** The same hours a week before. */
  readonly lastWeek: ProductCounts;
  /** The window right before, and that one a week before. */
  readonly previous: ProductCounts;
  readonly previousLastWeek: ProductCounts;
}

/** In the window: what people on the incident's release did, and people on all other releases. */
export interface ReleaseCounts {
  readonly on: ProductCounts;
  readonly others: ProductCounts;
  /** People who used the product at all, on that release and on others; `null`: nothing tells of them. */
  readonly activeOn: number | null;
  readonly activeOthers: number | null;
}

/** One configured event. */
export interface EventCounts extends WindowCounts {
  readonly name: string;
  /** The project has seen it at least once in the last weeks. */
  readonly exists: boolean;
  /** The same, on the incident's page alone; `null`: nobody asked. */
  readonly onPage: WindowCounts | null;
  /** `null`: nobody asked. */
  readonly byRelease: ReleaseCounts | null;
}

/** Where the incident was, as far as it says. */
export interface ImpactPlace {
  /** Path of its page, values as `{id}`: `/orders/{id}`. */
  readonly page: string | null;
  /** Ways in which the product may write its release: `shop@2.4.0`, `2.4.0`. Empty: it has none. */
  readonly releases: readonly string[];
}

/** What was asked of the product. */
export interface ImpactQuestion {
  readonly window: Window;
  readonly events: readonly string[];
  /** Only events on this page (`/checkout`); `null`: on every page. */
  readonly path: string | null;
  readonly place: ImpactPlace;
  /** Name of the event property that holds the release. */
  readonly releaseProperty: string;
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

/** One event where the incident was. Only what there are numbers for is in it. */
export type SliceImpact =
  /** On its page, against the same hours last week. */
  | ({ readonly kind: 'page' } & EventImpact)
  /** Among people on its release, against people on other releases at the same time. */
  | {
      readonly kind: 'release';
      readonly name: string;
      readonly verdict: Exclude<EventVerdict, 'earlier-loss' | 'unknown-event'>;
      readonly on: ProductCounts;
      readonly others: ProductCounts;
      readonly activeOn: number;
      readonly activeOthers: number;
      /** Share of people who did it, as a ratio less one, with its 95 % interval. */
      readonly relative: EventImpact['relative'];
      readonly chance: number | null;
    };

/** What an incident cost the product. It never says why. */
export interface ProductImpact {
  readonly window: Window;
  readonly verdict: 'loss' | 'no-loss' | 'not-enough-data';
  readonly events: readonly EventImpact[];
  /** Where the incident was; absent when it has no place, or the product tells nothing of it. */
  readonly place?: ImpactPlace;
  readonly slices?: readonly SliceImpact[];
  /** For severity; `null` unless there is enough data. */
  readonly facts: ImpactFacts | null;
}
