import type { NoiseRule } from './rule.ts';

const noise = (
  name: string,
  field: NoiseRule['field'],
  [pattern, matches, spares]: readonly [RegExp, string, string],
): NoiseRule => ({ name, kind: 'noise', field, pattern, matches, spares });

/** Foreign code in a user's browser. */
const EXTENSIONS: readonly NoiseRule[] = [
  noise('extension frame', 'frame', [
    /^(?:chrome|chrome-extension|moz-extension|safari-extension|safari-web-extension|ms-browser-extension|opera-extension):\/\/|webkit-masked-url|\/Extensions\/[a-p]{32}\/|^extensions::|graph\.facebook\.com|connect\.facebook\.net|eatdifferent\.com\.woopra-ns\.com|static\.woopra\.com\/js\/woopra\.js|127\.0\.0\.1:4001\/isrunning|webappstoolbarba\.texthelp\.com|metrics\.itunes\.apple\.com\.edgesuite\.net|kaspersky-labs\.com/i,
    'chrome-extension://abcdef/content.js',
    'https://shop.example/extension.js',
  ]),
  noise('extension text', 'message', [
    /\b(?:chrome|moz|safari(?:-web)?)-extension:\/\/|Extension context invalidated|Could not establish connection\. Receiving end does not exist|The message port closed before a response was received|A listener indicated an asynchronous response by returning true|message channel closed before a response|runtime\.sendMessage|Invalid call to runtime\.|Access is denied for this document|webkit-masked-url:|can't access dead object/i,
    'Extension context invalidated.',
    'PHP extension intl is missing',
  ]),
  noise('injected script', 'message', [
    /\b(?:top\.GLOBALS|originalCreateNotification|canvas\.contentDocument|MyApp_RemoveAllHighlights|fb_xd_fragment|bmi_SafeAddOnload|EBCallBackMessageReceived|conduitPage|jigsaw is not defined|ComboSearch is not defined|atomicFindClose|http:\/\/tt\.epicplay\.com|http:\/\/loading\.retry\.widdit\.com|Can't find variable: ZiteReader|plugin\.setSuspendState is not a function|null is not an object \(evaluating 'elt\.parentNode'|_avast_submit|SDG is not defined|UCBrowser|zaloJSV2|_AutofillCallbackHandler|_pcmBridgeCallback|setIOSParameters|ceCurrentVideo|instantSearchSDKJSBridge|WeixinJSBridge|webkit\.messageHandlers|TouchEmulator|\w{0,3}gCrWeb|__firefox__|__crWeb|window\.android|jsBridge|BetterJsPop|PaymentAutofillConfig|_0x[0-9a-f]{4,6}\b.*(?:not defined|undefined)|LIDNotify|window\.(?:ethereum|solana|phantom|tronLink)|(?:ethereum|solana|tronLink) is not defined|evmAsk|isRabby|inpage\.js)/i,
    "Can't find variable: _AutofillCallbackHandler",
    'window.checkout is not defined',
  ]),
  noise('redefined global', 'message', [
    /can't redefine non-configurable property "(?:solana|ethereum|phantom)"|Cannot (?:assign to read only property '(?:solana|ethereum|phantom)'|set property (?:solana|ethereum|phantom)) of|simulateEvent is not defined|Failed to connect to MetaMask|MetaMask extension not found|Talisman extension has not been configured|Cannot redefine property: (?:googletag|ethereum|solana|BetterJsPop|webdriver|chrome)$/i,
    'Cannot redefine property: googletag',
    'Cannot redefine property: price',
  ]),
  noise('browser shells', 'message', [
    /undefined is not an object \(evaluating 'a\.[A-Z]'\)$|Can't find variable: gmo$|vv\(\)\.getRestrictions is not a function|Java exception was raised during method invocation$|Java object is gone$|Object Not Found Matching Id:\d+, MethodName:\w+|Error invoking (?:post|enableDidUserTypeOnKeyboardLogging|log|removeChildListener):/,
    "undefined is not an object (evaluating 'a.L')",
    "undefined is not an object (evaluating 'item.price')",
  ]),
  noise('non-error rejection', 'message', [
    /^(?:UnhandledRejection: )?Non-Error (?:promise rejection|exception) captured with value: ?(?:undefined|null|[Tt]imeout|\[object \w{1,20}\]|Object Not Found Matching.*)?$/,
    'Non-Error promise rejection captured with value: undefined',
    'Non-Error promise rejection captured with value: card_declined',
  ]),
  noise('translator', 'message', [
    /Failed to execute '(?:removeChild|insertBefore)' on 'Node': The node (?:to be removed|before which the new node is to be inserted) is not a child|NotFoundError: The object can not be found here|googletranslate|translate\.goog/i,
    "Failed to execute 'removeChild' on 'Node': The node to be removed is not a child of this node.",
    "Failed to execute 'fetch' on 'Window'",
  ]),
  noise('password manager', 'message', [
    /\b(?:lastpass|1password|bitwarden|dashlane|grammarly|kaspersky|avast)[\w.]{0,40} is (?:not defined|undefined|not a function)/i,
    'kaspersky is not defined',
    'password is too short',
  ]),
];

/** What browsers report about themselves. */
const BROWSERS: readonly NoiseRule[] = [
  noise('script error', 'message', [
    /^(?:Uncaught )?(?:Error: )?(?:Javascript error: )?Script error\.?(?: on line 0)?$/i,
    'Script error.',
    'Script error in checkout step 3',
  ]),
  noise('resize observer', 'message', [
    /ResizeObserver loop (?:limit exceeded|completed with undelivered notifications)/,
    'ResizeObserver loop limit exceeded',
    'ResizeObserver is not defined',
  ]),
  noise('playback', 'message', [
    /The play\(\) request was interrupted|play\(\) failed because the user didn't interact|The request is not allowed by the user agent or the platform|NotAllowedError: (?:play|The request|Write permission|Document is not focused)/i,
    'The play() request was interrupted by a call to pause()',
    'play is not a function',
  ]),
  noise('storage denied', 'message', [
    /Failed to read the 'localStorage' property from 'Window'|The operation is insecure|Access is denied for this document|IDBDatabase.*connection is closing|Internal error opening backing store for indexedDB|Connection to Indexed Database server lost|Attempt to get records? from database without an in-progress transaction/i,
    "Failed to read the 'localStorage' property from 'Window': Access is denied for this document.",
    'localStorage key cart is corrupt',
  ]),
  noise('crawler browser', 'browser', [
    /bot\b|crawler|spider|slurp|headless|lighthouse|facebookexternalhit|bingpreview|pingdom|phantomjs/i,
    'Googlebot 2.1',
    'Chrome 131',
  ]),
  noise('crawler', 'user-agent', [
    /Mediapartners-Google|AdsBot-Google|Googlebot|FeedFetcher-Google|BingBot|BingPreview|Baiduspider|Slurp|Sogou|facebook|ia_archiver|bots?(?:[/\s);]|$)|spider(?:[/\s);]|$)|Slack(?!bot 1\.\d)|Calypso AppCrawler|pingdom|lyticsbot|AWS Security Scanner|HubSpot Crawler|Bytespider|Better Uptime|Cloudflare-Healthchecks|GTmetrix|PTST\/|WhatsApp\/|Iframely|StatusCake|Site24x7|Catchpoint|Datadog\/?Synthetics|HeadlessChrome|PhantomJS|Lighthouse/i,
    'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
    'APIs-Google (+https://developers.google.com/webmasters/APIs-Google.html)',
  ]),
  noise('legacy user agent', 'user-agent', [
    /\bMSIE \d|\bTrident\/|Opera Mini|\bEdge\/1\d\.|\bFirefox\/(?:[1-5]?\d|6[0-6])\.|\bVersion\/(?:\d|1[01])\.[\d.]{1,12} (?:Mobile\/\w{1,12} )?Safari|\bChrome\/(?:[1-5]?\d|6[0-2])\.|\bOPR\/[1-4]?\d\.|\bAndroid [1-3]\./,
    'Mozilla/4.0 (compatible; MSIE 8.0; Windows NT 6.1)',
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36',
  ]),
  noise('legacy browser', 'browser', [
    /^(?:IE|Internet Explorer|IE Mobile|Opera Mini|Android (?:Browser|WebView|[1-4]\b)|Edge (?:Legacy|1[0-8]\b)|Safari [1-9]\b|Mobile Safari [1-9]\b|Firefox [1-5]?\d\b|Chrome(?: Mobile)? [1-5]?\d\b|Samsung Internet [1-9]\b|Opera [1-4]?\d\b)/i,
    'IE 11.0',
    'Safari 18.1',
  ]),
  noise('localhost', 'url', [
    /^https?:\/\/(?:(?:[\w-]{1,63}\.){0,5}localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\])(?:[:/?#]|$)|^file:\/\//i,
    'http://localhost:3000/cart',
    'https://localhost.example.com/',
  ]),
  noise('localhost host', 'host', [
    /^(?:localhost|127\.0\.0\.1|\[?::1\]?)(?::\d{1,5})?$/i,
    'localhost:3000',
    'localhost.example.com',
  ]),
  noise('health check', 'url', [
    /\/(?:health(?:z|check)?|healthz|live(?:ness|z)?|ready(?:ness|z)?|ping|heartbeat|status\/check)\/?(?:\?.*)?$/i,
    'https://shop.example/healthz',
    'https://shop.example/health-insurance',
  ]),
  noise('health check transaction', 'transaction', [
    /^(?:(?:GET|HEAD|OPTIONS) )?(?:\S{0,200}\/)?(?:health(?:[yz]|check)?|live(?:ness|z)?|ready(?:ness|z)?|ping|heartbeat)\/?$/i,
    'GET /healthz',
    'GET /health-insurance',
  ]),
];

/** Page life: navigations, deploys under open tabs, people who leave. */
const PAGES: readonly NoiseRule[] = [
  noise('hydration', 'message', [
    /(?:Hydration failed|There was an error while hydrating|Text content does(?:n't| not) match (?:the )?server-rendered HTML|did not match\. Server:|This Suspense boundary received an update before it finished hydrating|A tree hydrated but some attributes|Expected server HTML to contain|Minified React error #(?:418|419|421|422|423|425)\b|react\.dev\/errors\/(?:418|419|421|422|423|425)\b|Hydration (?:completed but contains|node|text content|children|attribute|style|class) mismatch)/i,
    'Minified React error #418; visit https://react.dev/errors/418',
    'Minified React error #310; too many hooks',
  ]),
  noise('chunk load', 'message', [
    /(?:ChunkLoadError|Loading (?:CSS )?chunk [\w./-]{1,100} failed|Failed to fetch dynamically imported module|error loading dynamically imported module|Importing a module script failed|Unable to preload CSS|Failed to load module script|'text\/html' is not a valid JavaScript MIME type|Outdated Optimize Dep|Unexpected token '<'$)/i,
    'Loading chunk 42 failed.',
    'Loading of chunk table failed: column missing',
  ]),
  noise('cancelled', 'message', [
    /^(?:DOMException: )?(?:AbortError: |CanceledError: |Cancel: |Error: |AxiosError: |APIUserAbortError: )?(?:The (?:user aborted a request|operation was (?:aborted|canceled|cancelled)|request was aborted)|signal is aborted without reason|Fetch is aborted|The fetching process for the media resource was aborted|Request (?:was )?(?:aborted|cancelled|canceled)(?: by the client)?|cancell?ed|aborted|NS_BINDING_ABORTED|Loading aborted|Navigation (?:was )?(?:aborted|cancell?ed).*|Route Cancelled|Cancel rendering route|The connection was closed prematurely|This operation was aborted|Component closed|connection closed before|user cancell?ed)\.?$/i,
    'AbortError: The user aborted a request.',
    'The operation was aborted because of a bad cart',
  ]),
  noise('network of the user', 'message', [
    /^(?:TypeError: |AxiosError: |Error: |NetworkError: |DOMException: |UnhandledRejection: )?(?:Failed to fetch(?: \([\w.:-]{1,100}\))?|NetworkError when attempting to fetch resource\.?|Load failed(?: \([\w.:-]{1,100}\))?|Network ?Error|Network request failed|The network connection was lost\.?|The Internet connection appears to be offline\.?|A server with the specified hostname could not be found\.?|A network error occurred\.?|cancelled|(?:net::)?ERR_(?:NETWORK(?:_CHANGED|_IO_SUSPENDED)?|INTERNET_DISCONNECTED|CONNECTION_(?:RESET|CLOSED|ABORTED)|NAME_NOT_RESOLVED|BLOCKED_BY_CLIENT)|timeout (?:of \d+ms )?exceeded|Could not connect to the server\.?|The request timed out\.?|Se ha perdido la conexión.*|Verbindung.*unterbrochen.*|キャンセルしました|インターネット接続がオフラインのようです。|网络连接已中断。|已取消)$/i,
    'TypeError: Failed to fetch',
    'Failed to fetch cart 12: 500',
  ]),
  noise('client left', 'message', [
    /\b(?:BrokenPipeError|ClientAbortException|ClientDisconnected|ConnectionAbortedError|aborted by the client|client (?:has )?(?:closed|disconnected|aborted)|Client disconnected|write EPIPE|ECONNABORTED|request aborted|request size did not match content length|AsyncRequestNotUsableException|ServletOutputStream failed to flush|Broken pipe|connection was aborted by the software|Connection reset by peer.*client|http: abort Handler|context canceled|premature close|ERR_STREAM_PREMATURE_CLOSE|OperationCanceledException: The client has disconnected|TaskCanceledException: The client)\b/i,
    'BrokenPipeError: [Errno 32] Broken pipe',
    'The pipe operator is broken',
  ]),
  noise('stopped by hand', 'type', [
    /^(?:KeyboardInterrupt|SystemExit|SIGINT|SIGTERM|GeneratorExit|SignalException|Interrupt|GracefulExit|WorkerShutdown)$/,
    'KeyboardInterrupt',
    'InterruptedException',
  ]),
  noise('probing', 'message', [
    /\b(?:wp-login|wp-admin|xmlrpc\.php|\.env\b.*(?:not found|404)|phpmyadmin|DisallowedHost|Invalid HTTP_HOST header|SuspiciousOperation|Invalid CSRF|CSRF (?:token|verification)|InvalidAuthenticityToken|Not a valid host|TRACE method|invalid HTTP (?:version|method)|HttpVersionNotSupported|invalid byte sequence in UTF-8.*(?:GET|query)|No route matches \[(?:GET|POST)\] "\/(?:wp-|\.|admin\.php|cgi-bin))/i,
    'Invalid HTTP_HOST header: evil.example',
    'Invalid host key in cart',
  ]),
  noise('test event', 'message', [
    /^(?:\w{0,30}Error: )?(?:This is an example (?:Python|JavaScript|Java|PHP|Ruby|Go|C#|\w{1,20}) exception|Sentry (?:Test|Example|Frontend|API|Backend) ?(?:Page|Route)? ?Error|Sentry Example .{0,40}Error|My first Sentry error!?|Test (?:Sentry|error|exception)!?|Hello,? Sentry!?|This is a test (?:exception|error|event).*|Intentional (?:test )?(?:crash|error|exception)|Something went wrong!? ?\(test\)|SentryExampleFrontendError.*|SentryExampleAPIError.*)$|raised on the (?:frontend|backend) of the example page/i,
    'This is an example Python exception',
    'Test of the payment failed',
  ]),
];

export const NOISE_RULES: readonly NoiseRule[] = [...EXTENSIONS, ...BROWSERS, ...PAGES];
