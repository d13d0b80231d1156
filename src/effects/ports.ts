import type { Incident } from '../domain/incident.ts';
import type { StormRecord } from '../domain/storm.ts';
import type { BriefText, SafeText } from '../domain/trust.ts';
import type { WorkOrder } from '../domain/work-order.ts';

/** The only writes to GitHub, as the runner's client offers them. Both throw SourceError. */
export interface WriteApi {
  readonly mutate: (mutation: string, variables: Readonly<Record<string, unknown>>) => Promise<unknown>;
  readonly write: (route: string, parameters: Readonly<Record<string, unknown>>) => Promise<unknown>;
  /** To look up whether a write that got no answer happened. */
  readonly graphql: (query: string, variables: Readonly<Record<string, unknown>>) => Promise<unknown>;
}

/** All that applying a plan needs. */
export interface EffectPorts {
  readonly api: WriteApi;
  readonly owner: string;
  readonly repository: string;
  readonly renderComment: (incident: Incident) => SafeText;
  readonly renderExplanation: (incident: Incident, answers: string) => SafeText;
  /** Label that lists incidents. */
  readonly label: string;
  readonly renderUmbrella: (storm: StormRecord) => SafeText;
  readonly renderBrief: (order: WorkOrder) => BriefText;
  /** Saves a brief in the output directory; answers its SHA-256 in hex. */
  readonly saveBrief: (fileName: string, text: BriefText) => string;
}
