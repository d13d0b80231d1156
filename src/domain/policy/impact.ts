/** When the product's own numbers speak. Every number is argued in docs/impact.md. */
export interface ImpactPolicy {
  /** Names of product events whose loss is a loss: what people come for. Empty: nothing is asked. */
  readonly events: readonly string[];
  /** Count only events on this page (`/checkout`); `null`: on every page. */
  readonly path: string | null;
  /** Name of the event property that holds the release of the app. */
  readonly releaseProperty: string;
  /** Hours of the incident window when the incident is older; both baselines are of the same length. */
  readonly windowHours: number;
  /** Shortest window: less says nothing. */
  readonly leastMinutes: number;
  /** Fewest events that the baselines must have before anything is said of an event. */
  readonly minEvents: number;
  /** Greatest probability that the drop is chance, over all events together. */
  readonly maxChance: number;
  /** Least relative drop that counts. */
  readonly minDrop: number;
  /** Assumed swing from one week to the next for no reason at all, as a share. */
  readonly noise: number;
  /** Relative drop that is the full severity of 1. */
  readonly fullDrop: number;
}

export const DEFAULT_IMPACT_POLICY: ImpactPolicy = {
  events: [],
  path: null,
  // PostHog's mobile SDKs set it themselves; a web app registers it.
  releaseProperty: '$app_version',
  windowHours: 24,
  leastMinutes: 30,
  minEvents: 50,
  maxChance: 0.01,
  minDrop: 0.05,
  noise: 0.1,
  fullDrop: 0.5,
};
