import { describe, expect, it } from 'vitest';
import { triage } from '../../../inspect/verbs/triage.ts';

/** What Sentry's inbound filters and the JavaScript SDK drop by default, as facts: one value a line, in words of our own. */
const MESSAGES = [
  'conduitPage did it',
  "null is not an object (evaluating 'elt.parentNode')",
  'top.GLOBALS again',
  'originalCreateNotification',
  'canvas.contentDocument',
  'MyApp_RemoveAllHighlights',
  'http://tt.epicplay.com/x',
  "Can't find variable: ZiteReader",
  'jigsaw is not defined',
  'ComboSearch is not defined',
  'http://loading.retry.widdit.com/x',
  'atomicFindClose',
  'fb_xd_fragment',
  'bmi_SafeAddOnload',
  'EBCallBackMessageReceived',
  'x _gCrWeb',
  'plugin.setSuspendState is not a function',
  'Extension context invalidated',
  'webkit-masked-url: x',
  "can't access dead object",
  'Script error.',
  'Script error',
  'Javascript error: Script error. on line 0',
  'ResizeObserver loop completed with undelivered notifications.',
  'ResizeObserver loop limit exceeded',
  'Cannot redefine property: googletag',
  "Can't find variable: gmo",
  "undefined is not an object (evaluating 'a.L')",
  'can\'t redefine non-configurable property "solana"',
  'vv().getRestrictions is not a function',
  "Can't find variable: _AutofillCallbackHandler",
  'Non-Error promise rejection captured with value: Object Not Found Matching Id:3, MethodName:simulateEvent, ParamCount:1',
  'Java exception was raised during method invocation',
  'Java object is gone',
  "Cannot assign to read only property 'solana' of object '#<Window>'",
  'simulateEvent is not defined',
  'Hydration failed because the initial UI does not match what was rendered on the server.',
  'There was an error while hydrating.',
  'Text content does not match server-rendered HTML.',
  'Minified React error #423; visit the docs',
  'Loading chunk 23 failed.',
  'Loading CSS chunk 4 failed.',
  'Failed to fetch dynamically imported module: https://x.example/a.js',
];
const SOURCES = [
  'https://graph.facebook.com/',
  'https://connect.facebook.net/en_US/sdk.js',
  'https://static.woopra.com/js/woopra.js',
  'chrome-extension://x/y.js',
  'chrome://x/y.js',
  'moz-extension://x/y.js',
  'safari-extension://x/y.js',
  'safari-web-extension://x/y.js',
  'http://127.0.0.1:4001/isrunning',
  'https://webappstoolbarba.texthelp.com/x.js',
  'http://metrics.itunes.apple.com.edgesuite.net/x',
  'https://fscr.kaspersky-labs.com/main.js',
  'webkit-masked-url:',
];
const AGENTS = [
  'Mediapartners-Google',
  'AdsBot-Google',
  'Googlebot/2.1',
  'FeedFetcher-Google',
  'BingBot',
  'BingPreview',
  'Baiduspider',
  'Slurp',
  'Sogou',
  'facebookexternalhit',
  'ia_archiver',
  'somebot/1',
  'spider;',
  'Calypso AppCrawler',
  'pingdom',
  'lyticsbot',
  'AWS Security Scanner',
  'Slackbot-LinkExpanding 1.0',
  'Twitterbot/1.0',
  'HubSpot Crawler',
  'Bytespider',
  'Better Uptime Bot',
  'Cloudflare-Healthchecks/1.0',
  'GTmetrix',
  'Stripebot',
  'Mozilla/5.0 (compatible; MSIE 9.0; Windows NT 6.1; Trident/5.0)',
  'Opera/9.80 (J2ME/MIDP; Opera Mini/5.1; U) Presto',
];
const URLS = [
  'http://localhost:8080/',
  'http://127.0.0.1:3000/x',
  'http://127.0.0.1/x',
  'http://[::1]:3000/x',
  'http://a.b.localhost/',
  'file:///Users/x/y.html',
];

const code = (event: object) =>
  (triage({ event, tree: ['src/cart.ts'] }) as { reasonCode: string }).reasonCode;
const error = { type: 'TypeError', value: 'x is y' };

describe('what Sentry itself filters', () => {
  it.each(MESSAGES)('message: %s', (value) => {
    expect(code({ exception: { values: [{ type: 'Error', value }] } })).toBe('noise');
  });

  it.each(SOURCES)('source: %s', (abs_path) => {
    expect(
      code({ exception: { values: [{ ...error, stacktrace: { frames: [{ abs_path, in_app: true }] } }] } }),
    ).toBe('noise');
  });

  it.each(AGENTS)('user agent: %s', (agent) => {
    expect(code({ exception: { values: [error] }, request: { headers: [['User-Agent', agent]] } })).toBe(
      'noise',
    );
  });

  it.each(URLS)('address: %s', (url) => {
    expect(code({ exception: { values: [error] }, request: { url } })).toBe('noise');
  });

  it('but never where a frame is this repository’s', () => {
    const frames = [{ filename: 'src/cart.ts', function: 'total', lineno: 3, in_app: true }];
    for (const value of MESSAGES)
      expect(code({ exception: { values: [{ type: 'Error', value, stacktrace: { frames } }] } })).toBe(
        'accepted',
      );
  });
});
