import type { Clock } from '../clock.ts';
import type { StoredSpan } from './span-store.ts';

/** JSON as Sentry's public API gives it. Fixtures are complete answers; nothing here reshapes them. */
export type Json = Readonly<Record<string, unknown>>;

/** Scopes of organisation and personal tokens that Patchpilot's requests need. */
export type SentryScope =
  | 'event:read'
  | 'event:write'
  | 'org:read'
  | 'org:ci'
  | 'project:read'
  | 'project:releases'
  | 'project:write';

export type SentryToken = {
  readonly name: string;
  readonly secret: string;
  readonly scopes: readonly SentryScope[];
};

export type SentryIssue = {
  /** The answer to `GET …/issues/{id}/`; `PUT` changes it. */
  json: Json;
  /** Complete events, newest first. */
  readonly events: Json[];
  /** Answers of `…/committers/`, newest commit first; none means that Sentry knows no suspect commit. */
  readonly committers: readonly Json[];
};

export type SentryCommit = {
  readonly id: string;
  readonly message: string;
  readonly dateCreated: string;
  readonly author: { readonly name: string; readonly email: string };
  readonly files?: readonly { readonly filename: string; readonly type: 'A' | 'M' | 'D' }[];
};

export type SentryRelease = {
  readonly version: string;
  readonly projects: readonly string[];
  readonly dateCreated: string;
  readonly dateReleased: string | null;
  /** Newest first. */
  readonly commits: readonly SentryCommit[];
  readonly deploys: readonly { readonly environment: string; readonly dateFinished: string }[];
};

/** Sessions of one hour, for the crash-free rate and for traffic. */
export type SessionBucket = {
  /** Start of the hour, ISO 8601. */
  readonly at: string;
  readonly project: string;
  readonly environment: string;
  readonly release: string;
  readonly sessions: number;
  readonly crashed: number;
};

/** One row of `…/events/` for datasets that the sandbox does not compute, such as spans. */
export type TableRow = {
  readonly dataset: string;
  readonly project?: string;
  readonly environment?: string;
  readonly release?: string;
  /** ISO 8601; rows outside the asked window are left out. */
  readonly at?: string;
  readonly values: Json;
};

export type SentryState = {
  readonly clock: Clock;
  readonly organization: string;
  /** Slug to numeric id. */
  readonly projects: Map<string, string>;
  readonly tokens: Map<string, SentryToken>;
  /** By numeric id. */
  readonly issues: Map<string, SentryIssue>;
  /** Ids of issues that were merged into another one. */
  readonly merged: Map<string, string>;
  readonly releases: Map<string, SentryRelease>;
  /** Installed internal integrations. */
  installations: readonly { readonly slug: string; readonly uuid: string }[];
  codeMappings: readonly Json[];
  readonly sessions: SessionBucket[];
  readonly table: TableRow[];
  /** Measured spans; tables and series of the spans dataset are computed from them. */
  readonly spans: StoredSpan[];
  /** Whether this Sentry knows `count_sample()`. */
  sampleCounts: boolean;
  /** Requests that each caller may make on each endpoint in a second, counted on the sandbox's clock. */
  rateLimit: number;
  readonly used: Map<string, number>;
};

export function createSentryState(clock: Clock, organization: string): SentryState {
  return {
    clock,
    organization,
    projects: new Map(),
    tokens: new Map(),
    issues: new Map(),
    merged: new Map(),
    releases: new Map(),
    installations: [],
    codeMappings: [],
    sessions: [],
    table: [],
    spans: [],
    sampleCounts: true,
    rateLimit: 1000,
    used: new Map(),
  };
}
