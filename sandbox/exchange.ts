/** What travels between the listener and a service. */

export type SandboxRequest = {
  readonly service: string;
  /** Position in the sandbox's whole request log, from 1. */
  readonly n: number;
  readonly method: string;
  /** The path as sent, still percent-encoded, without the query. */
  readonly pathname: string;
  readonly query: URLSearchParams;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
  /** The body as JSON, as text when it is none, `undefined` when empty. */
  readonly body: unknown;
  /** The service's own origin, for links in answers. */
  readonly origin: string;
};

export type Answer = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A string or Buffer is sent as it is, `undefined` sends nothing, everything else is sent as JSON. */
  readonly body?: unknown;
  /** Set when no route of the service knows the request: the harness fails the test. */
  readonly unknown?: string;
};

/** Who sent a request: the name of the token, never the token. */
export type Caller = { readonly scheme: string; readonly name: string | undefined };

/** One loopback double of a real service. */
export type Service = {
  readonly name: string;
  /** Answers from memory and at once: what happens in one call is atomic, as it is on the real service. */
  readonly answer: (request: SandboxRequest) => Answer;
  /** Names the caller for the request log; the raw credential of a known caller is not recorded. */
  readonly caller: (request: SandboxRequest) => Caller | undefined;
  /** A short label for requests whose path says too little, such as `query Intake` for GraphQL. */
  readonly label?: (request: SandboxRequest) => string | undefined;
  /** Does this request change anything on the service? Decided by method unless the service knows better. */
  readonly writes?: (request: SandboxRequest) => boolean;
};
