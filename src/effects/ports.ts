import type { SignalFacts } from '../domain/facts.ts';
import type { Incident } from '../domain/incident.ts';
import type { Seal } from '../domain/marker.ts';
import type { Proposal } from '../domain/proposal.ts';
import type { StormRecord } from '../domain/storm.ts';
import type { BriefText, SafeText, Untrusted } from '../domain/trust.ts';
import type { WorkOrder } from '../domain/work-order.ts';

/** The only writes to GitHub, as the runner's client offers them. Both throw SourceError. */
export interface WriteApi {
  readonly mutate: (mutation: string, variables: Readonly<Record<string, unknown>>) => Promise<unknown>;
  /** A document of several fields: what GitHub refused, by alias, while it did the rest. Throws when nothing is known. */
  readonly mutateEach: (
    mutation: string,
    variables: Readonly<Record<string, unknown>>,
  ) => Promise<readonly RefusedField[]>;
  readonly write: (route: string, parameters: Readonly<Record<string, unknown>>) => Promise<unknown>;
  /** REST GET, to look up what stands there. */
  readonly get: (route: string, parameters: Readonly<Record<string, unknown>>) => Promise<unknown>;
  /** To look up whether a write that got no answer happened. */
  readonly graphql: (query: string, variables: Readonly<Record<string, unknown>>) => Promise<unknown>;
}

/** A field of a mutation that was refused. */
export interface RefusedField {
  readonly alias: string;
  readonly advice: string;
}

/** The few writes to Sentry. Both throw SourceError. */
export interface SentryWriteApi {
  readonly get: (path: string) => Promise<unknown>;
  readonly send: (method: 'POST' | 'PUT', path: string, body: unknown) => Promise<unknown>;
  readonly organization: string;
}

/** All that applying a plan needs. */
export interface EffectPorts {
  readonly api: WriteApi;
  readonly owner: string;
  readonly repository: string;
  /** `GITHUB_RUN_ID`, and the run's one clock (ISO 8601, UTC). */
  readonly run: string;
  readonly now: string;
  /** Made from `marker-key`; `null` without one. */
  readonly seal: Seal | null;
  readonly renderComment: (incident: Incident) => SafeText;
  readonly renderExplanation: (incident: Incident, answers: string) => SafeText;
  /** Label that lists incidents. */
  readonly label: string;
  /** Address of the repository's pages. */
  readonly pages: string;
  /** Sentry, written: `null` without a token. Paths are below the organization. */
  readonly sentry: SentryWriteApi | null;
  readonly renderSignal: (
    signal: SignalFacts,
    title: Untrusted,
    measured: boolean,
  ) => { readonly title: SafeText; readonly body: SafeText };
  readonly renderPullRequest: (proposal: Proposal) => { readonly title: SafeText; readonly body: SafeText };
  readonly renderCommit: (proposal: Proposal) => { readonly headline: SafeText; readonly body: string };
  readonly renderUmbrella: (storm: StormRecord) => SafeText;
  readonly renderBrief: (order: WorkOrder) => BriefText;
  /** Saves a brief in the output directory; answers its SHA-256 in hex. */
  readonly saveBrief: (fileName: string, text: BriefText) => string;
}
