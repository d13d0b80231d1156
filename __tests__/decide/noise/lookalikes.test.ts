import { describe, expect, it } from 'vitest';
import { triage } from '../../../inspect/verbs/triage.ts';

/** Bugs whose words resemble noise, outages or machines; only a library's frame is shown, so the words alone could drop them. */
const BUGS: readonly (readonly [string, string])[] = [
  ['TypeError', "Cannot read properties of undefined (reading 'timeout')"],
  ['Error', 'Invalid timeout value: 503'],
  ['ValueError', 'status code 404 for order'],
  ['KeyError', "'connection'"],
  ['TypeError', 'canceled is not a function'],
  ['ReferenceError', 'extension is not defined'],
  ['Error', 'Order 502 not found'],
  ['Error', 'Payment refused: card_declined'],
  ['ValidationError', 'disk_size must be full number'],
  ['Error', 'Bot token missing'],
  ['TypeError', "Cannot read properties of null (reading 'postMessage')"],
  ['AttributeError', "'NoneType' object has no attribute 'killed'"],
  ['Error', 'Unexpected token < in JSON at position 0'],
  ['Error', 'Minified React error #310; visit https://react.dev/errors/310'],
  ['ProgrammingError', 'relation "carts" does not exist'],
  ['UniqueViolation', 'connection_id already exists'],
  ['TypeError', "Failed to execute 'appendChild' on 'Node': parameter 1 is not of type 'Node'."],
  ['QuotaExceededError', 'plan quota for seats must be positive'],
  ['ValueError', 'invalid literal for int() with base 10: "504"'],
  ['RecursionError', 'maximum recursion depth exceeded'],
  ['Error', 'memory card id is required'],
  ['Error', 'worker id 137 exited the building'],
  ['UnboundLocalError', "local variable 'spider' referenced before assignment"],
  ['HTTPError', '400 Client Error: Bad Request for url: https://api.x.example'],
  ['AxiosError', 'Request failed with status code 422'],
  ['Error', 'socket id missing'],
  ['ParseError', 'unexpected EOF in template cart.html'],
  ['XMLSyntaxError', 'unexpected EOF'],
  ['Error', 'solana is no currency that we take'],
];

describe('bugs that sound like noise', () => {
  it.each(BUGS)('%s: %s', (type, value) => {
    const frames = [{ filename: '/srv/node_modules/foo/index.js', function: 'x', lineno: 3 }];
    const event = {
      platform: 'javascript',
      exception: { values: [{ type, value, stacktrace: { frames } }] },
    };
    expect(triage({ event, tree: ['src/cart.ts'] })).not.toMatchObject({ verdict: 'ignore' });
  });
});
