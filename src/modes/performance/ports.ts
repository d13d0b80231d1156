import type { Missing } from '../../domain/facts.ts';
import type { SpanPort } from '../../domain/span-port.ts';
import type { World } from '../world.ts';

/** What the `performance` mode may touch beside everything that intake may. */
export interface PerformanceWorld extends World {
  /** `Missing` when the token or the organization is not configured. */
  readonly spans: SpanPort | Missing;
}
