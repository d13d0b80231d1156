import type { SandboxRequest, Service } from './exchange.ts';

/** One request as it arrived, in order of arrival over all services. */
export type LoggedRequest = {
  readonly n: number;
  readonly service: string;
  readonly method: string;
  /** Path with query, as sent. */
  readonly path: string;
  /** `GET /path?query`, or for GraphQL `query Name` / `mutation Name`: for readable assertions. */
  readonly label: string;
  readonly body: unknown;
  /** All headers; a known caller's credential is replaced by its name, an unknown one stays for the canary scan. */
  readonly headers: Readonly<Record<string, string>>;
  readonly auth: { readonly scheme: string; readonly token: string | undefined } | undefined;
  /** True when the request asks for a change, whether or not it succeeded. */
  readonly write: boolean;
  /** HTTP status sent; 0 when the connection was cut instead. */
  readonly status: number;
  /** Why no route knew this request. */
  readonly unknown?: string;
  /** The kind of the fault that was applied. */
  readonly fault?: string;
  /** Sandbox time of arrival, ISO 8601. */
  readonly at: string;
};

/** A log entry under construction: status and fault are known only once the request is answered. */
export type OpenEntry = { -readonly [Key in keyof LoggedRequest]: LoggedRequest[Key] };

const READ_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

export function openEntry(service: Service, request: SandboxRequest, at: string): OpenEntry {
  const query = request.query.toString();
  const path = query === '' ? request.pathname : `${request.pathname}?${query}`;
  const caller = service.caller(request);
  const headers = { ...request.headers };
  if (caller?.name !== undefined) {
    const header = caller.scheme === 'x-api-key' ? 'x-api-key' : 'authorization';
    headers[header] = header === 'x-api-key' ? `<${caller.name}>` : `${caller.scheme} <${caller.name}>`;
  }
  return {
    n: request.n,
    service: service.name,
    method: request.method,
    path,
    label: service.label?.(request) ?? `${request.method} ${path}`,
    body: request.body,
    headers,
    auth: caller === undefined ? undefined : { scheme: caller.scheme, token: caller.name },
    write: service.writes?.(request) ?? !READ_METHODS.has(request.method),
    status: 0,
    at,
  };
}
