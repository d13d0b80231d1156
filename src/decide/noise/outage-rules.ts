import type { NoiseRule } from './rule.ts';

const outage = (name: string, [pattern, matches, spares]: readonly [RegExp, string, string]): NoiseRule => ({
  name,
  kind: 'third-party-outage',
  field: 'message',
  pattern,
  matches,
  spares,
});
const machine = (name: string, [pattern, matches, spares]: readonly [RegExp, string, string]): NoiseRule => ({
  name,
  kind: 'infrastructure',
  field: 'message',
  pattern,
  matches,
  spares,
});

/** Another service, or the way to it, failed. */
export const OUTAGE_RULES: readonly NoiseRule[] = [
  outage('name not resolved', [
    /\b(?:ENOTFOUND|EAI_AGAIN|getaddrinfo (?:failed|error|for)|Name or service not known|Temporary failure in name resolution|UnknownHostException|nodename nor servname|no such host|Could not resolve host|NameResolutionError|No address associated with hostname|SocketError: Failed to open TCP|DNS (?:resolution|lookup) failed|gaierror|Could not resolve proxy|SERVFAIL)\b/i,
    'getaddrinfo ENOTFOUND api.stripe.com',
    'user not found',
  ]),
  outage('connection refused', [
    /\b(?:ECONNREFUSED|Connection refused|actively refused|ConnectionRefusedError|connect: connection refused|EHOSTUNREACH|ENETUNREACH|No route to host|Network is unreachable|HostUnreachable|Could not connect to the endpoint URL)\b/i,
    'connect ECONNREFUSED 10.0.0.1:5432',
    'the refund was refused',
  ]),
  outage('connection lost', [
    /\b(?:ECONNRESET|EPIPE|socket hang up|Connection reset(?: by peer)?|connection (?:was )?(?:closed|terminated|lost|dropped)(?: unexpectedly| by (?:the )?(?:server|remote|peer|upstream))?|server closed the connection|Remote end closed connection|(?:Get|Post|Put|Patch|Delete|Head) "[^"]{1,300}": (?:unexpected )?EOF|unexpected EOF (?:on client connection|while reading (?:from )?(?:the )?(?:socket|server|response|connection))|SSL SYSCALL error: EOF|RemoteDisconnected|other side closed|SocketException|Lost connection to (?:MySQL|backend)|MySQL server has gone away|terminating connection due to|Server has closed the connection|RemoteProtocolError|ProtocolError|i\/o timeout|read: connection reset)\b/i,
    'read ECONNRESET',
    'reset the connection string',
  ]),
  outage('timeout', [
    /\b(?:ETIMEDOUT|ESOCKETTIMEDOUT|UND_ERR_(?:CONNECT|HEADERS|BODY)_TIMEOUT|Connect(?:ion)? ?Timeout(?:Error|Exception)?|Read ?Timeout(?:Error|Exception)?|SocketTimeoutException|(?:connect|read|connection|request|operation|query|socket|upstream|gateway|deadline|handshake|lock|statement|command|server selection)(?: has)? tim(?:ed|e)[ -]?out|timed out (?:after|waiting|connecting|while)|context deadline exceeded|DEADLINE_EXCEEDED|HttpRequestTimeout|QueryTimeout|MongoServerSelectionError|Timeout (?:was reached|expired|awaiting)|Operation timed out|Headers Timeout Error|PoolTimeout|ConnectTimeout|timeout of \d+ms exceeded|cURL error 28)\b/i,
    'connect ETIMEDOUT 52.1.2.3:443',
    'timeout must be a number',
  ]),
  outage('upstream 5xx', [
    /\b(?:(?:status(?: code)?|HTTP(?:\/\d(?:\.\d)?)?|error|response|code|returned|with|got)[ :=]*(?:50[0234]|52\d|429)\b|(?:502 )?Bad Gateway|(?:503 )?Service (?:Temporarily )?Unavailable|(?:504 )?Gateway Time-?out|Internal Server Error (?:from|for url)|50[0234] Server Error|Too Many Requests|rate[- ]?limit(?:ed| exceeded| reached)|RateLimitError|Overloaded(?:Error)?|upstream connect error|no healthy upstream|RESOURCE_EXHAUSTED|UNAVAILABLE:|ThrottlingException|SlowDown|ServiceUnavailable(?:Error|Exception)?|InternalServerError: Error code: 5\d\d|APIConnectionError|error occurred with our connection to |APITimeoutError|quota exceeded|insufficient_quota)/i,
    'Request failed with status code 503',
    'order 503 not found',
  ]),
  outage('tls', [
    /\b(?:certificate (?:has expired$|verify failed|is not yet valid)|CERT_HAS_EXPIRED|UNABLE_TO_VERIFY_LEAF_SIGNATURE|SELF_SIGNED_CERT|SSLHandshakeException|SSL(?:V3)?_ALERT|SSLError|ERR_TLS_|tls: (?:handshake failure|failed to verify)|EPROTO|DEPTH_ZERO_SELF_SIGNED_CERT|SSL routines|x509: certificate)\b/i,
    'certificate has expired',
    'gift certificate has expired on 1 May',
  ]),
  outage('database away', [
    /\b(?:too many (?:connections|clients)|remaining connection slots|the database system is (?:starting up|shutting down|in recovery)|Can't reach database server|could not connect to server|NOAUTH|LOADING Redis|READONLY You can't write|MISCONF Redis|CLUSTERDOWN|deadlock detected|Deadlock found|No primary|NotWritablePrimary|NoNodesAvailable|NoBrokersAvailable|LEADER_NOT_AVAILABLE|Unable to acquire JDBC Connection|HikariPool.*Connection is not available|Timed out fetching a new connection)\b/i,
    'FATAL: too many connections for role',
    'too many items in the cart',
  ]),
];

/** The machine or the platform failed. */
export const MACHINE_RULES: readonly NoiseRule[] = [
  machine('out of memory', [
    /\b(?:JavaScript heap out of memory|Reached heap limit|OutOfMemoryError|Out of memory|OOM(?:Killed)?|Cannot allocate memory|ENOMEM|MemoryError|std::bad_alloc|Allowed memory size of \d+ bytes exhausted|runtime: out of memory|Java heap space|GC overhead limit|Worker.*out of memory|EXC_RESOURCE|Array buffer allocation failed|failed to allocate memory|NoMemoryError|insufficient memory|memory limit exceeded)\b/i,
    'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory',
    'memory of the cart is empty',
  ]),
  machine('disk full', [
    /\b(?:ENOSPC|No space left on device|Disk quota exceeded|EDQUOT|disk (?:is )?full|There is not enough space on the disk|could not extend file|database or disk is full)\b/i,
    'ENOSPC: no space left on device, write',
    'no space in the warehouse',
  ]),
  machine('files', [
    /\b(?:EMFILE|ENFILE|Too many open files|EROFS|Read-only file system|EIO\b|Input\/output error|Stale file handle|Text file busy)\b/i,
    'EMFILE: too many open files',
    'too many files uploaded',
  ]),
  machine('killed', [
    /\b(?:SIGKILL|signal 9|signal: killed|Killed process|WorkerLostError|Worker (?:exited prematurely|was (?:terminated|sent SIGKILL))|SIGTERM|received signal (?:SIGTERM|15)|process (?:was )?killed|Application Not Responding|WatchdogTermination|The OS watchdog terminated|exited with (?:code|status) 137|R1[0245] \(|H1[0-9] - )/i,
    'Worker exited prematurely: signal 9 (SIGKILL)',
    'the order was killed by the user',
  ]),
  machine('function time', [
    /\b(?:Task timed out after [\d.]+ seconds|FUNCTION_INVOCATION_TIMEOUT|Function execution took \d+ ms, finished with status: 'timeout'|EDGE_FUNCTION_INVOCATION_TIMEOUT|Runtime exited with error|Extension\.Crash|Lambda.*timed out|Vercel Runtime Timeout|WORKER TIMEOUT|Possible Lambda function timeout)\b/i,
    'Task timed out after 30.03 seconds',
    'task took 30 seconds',
  ]),
];
