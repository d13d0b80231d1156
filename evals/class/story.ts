/** One call in neutral words; every language writes it in its own way. */
export interface Call {
  /** Folder and file: `billing/tax rules`. */
  readonly file: string;
  /** Function: `apply discount`. */
  readonly name: string;
  readonly line: number;
  /** The application's, or the path and name of a library's frame as its language writes them. */
  readonly library?: { readonly path: string; readonly name: string };
}

/** What kind of exception a bug raises; each language has its own types for it. */
export type Fault = 'value' | 'state' | 'missing' | 'io';

/** A bug in neutral words. */
export interface Story {
  readonly fault: Fault;
  /** Message with values in braces: `{n}` number, `{id}` id, `{name}` a person, `{path}`, `{word}` free text. */
  readonly message: string;
  /** The same statement's complaint about something else in the program: another bug. */
  readonly otherWord: string;
  /** A second complaint of the same function: another bug. */
  readonly otherMessage: string;
  /** Outermost first. */
  readonly calls: readonly (readonly [file: string, name: string])[];
  /** Another function of the innermost file. */
  readonly sibling: string;
}

/** Bugs as production knows them. */
export const STORIES: readonly Story[] = [
  {
    fault: 'value',
    message: 'coupon {id} has expired for customer {n}',
    otherWord: 'voucher {id} has expired for merchant {n}',
    otherMessage: 'discount must not exceed the subtotal',
    calls: [
      ['web/checkout controller', 'submit order'],
      ['cart/cart service', 'total price'],
      ['pricing/price rules', 'apply rules'],
      ['pricing/coupon rule', 'check coupon'],
    ],
    sibling: 'load coupon',
  },
  {
    fault: 'missing',
    message: 'missing field price in record {n}',
    otherWord: 'missing field currency in record {n}',
    otherMessage: 'record was archived by a retention job',
    calls: [
      ['jobs/import job', 'run import'],
      ['catalog/feed reader', 'read feed'],
      ['catalog/record parser', 'parse record'],
      ['shared/require field', 'require field'],
    ],
    sibling: 'optional field',
  },
  {
    fault: 'state',
    message: 'session {id} was already closed after {n} ms',
    otherWord: 'session {id} was already claimed after {n} ms',
    otherMessage: 'handshake has not finished yet',
    calls: [
      ['chat/socket server', 'handle message'],
      ['chat/room registry', 'broadcast to room'],
      ['chat/client session', 'send frame'],
    ],
    sibling: 'close session',
  },
  {
    fault: 'io',
    message: "could not write report '{path}' for tenant {n}",
    otherWord: "could not publish report '{path}' for tenant {n}",
    otherMessage: 'disk quota of the volume is used up',
    calls: [
      ['reports/report scheduler', 'start nightly'],
      ['reports/report builder', 'build report'],
      ['reports/sheet writer', 'write sheet'],
      ['storage/blob store', 'put blob'],
      ['storage/local disk', 'write file'],
    ],
    sibling: 'delete file',
  },
  {
    fault: 'value',
    message: 'invalid amount {n} in invoice {id}',
    otherWord: 'invalid country {n} in invoice {id}',
    otherMessage: 'rounding mode is unknown to this ledger',
    calls: [
      ['billing/invoice api', 'create invoice'],
      ['billing/invoice mapper', 'map lines'],
      ['billing/money parser', 'parse amount'],
    ],
    sibling: 'format amount',
  },
  {
    fault: 'missing',
    message: 'no inventory for article {id} in warehouse {n}',
    otherWord: 'no carrier for article {id} in warehouse {n}',
    otherMessage: 'reservation timed out while waiting for approval',
    calls: [
      ['orders/order saga', 'advance saga'],
      ['orders/reserve step', 'reserve stock'],
      ['stock/stock ledger', 'find entry'],
      ['stock/entry index', 'look up'],
    ],
    sibling: 'remove entry',
  },
  {
    fault: 'state',
    message: 'cannot cancel shipment {id} of user {name} in phase {n}',
    otherWord: 'cannot reroute shipment {id} of user {name} in phase {n}',
    otherMessage: 'label printer rejected the template',
    calls: [
      ['api/shipment routes', 'delete shipment'],
      ['shipping/shipment machine', 'transition to'],
      ['shipping/shipment guard', 'assert allowed'],
    ],
    sibling: 'assert owner',
  },
  {
    fault: 'io',
    message: 'upstream answered {n} for {path} after 3 tries',
    otherWord: 'upstream redirected {n} for {path} after 3 tries',
    otherMessage: 'certificate of the peer does not match its name',
    calls: [
      ['sync/calendar sync', 'pull changes'],
      ['sync/page cursor', 'next page'],
      ['http/api client', 'get json'],
      ['http/retry policy', 'give up'],
    ],
    sibling: 'schedule retry',
  },
];

/** Repeatable choices: the same seed makes the same corpus (mulberry32). */
export interface Dice {
  readonly whole: (below: number) => number;
  readonly pick: <T>(of: readonly T[]) => T;
}

export function dice(seed: number): Dice {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const whole = (below: number) => Math.floor(next() * below);
  return { whole, pick: (of) => of[whole(of.length)] as (typeof of)[number] };
}

const NAMES = ['alice', 'bob', 'chidi', 'dolores', 'elif', 'farid', 'grace', 'hiro'];

/** A message with values of its own. */
export function fill(template: string, roll: Dice): string {
  const hex = (length: number) => Array.from({ length }, () => '0123456789abcdef'[roll.whole(16)]).join('');
  return template
    .replace('{n}', () => String(roll.whole(90_000) + 10))
    .replace('{id}', () =>
      roll.pick([hex(24), `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`, `ord_${hex(10)}7`]),
    )
    .replace('{name}', () => roll.pick(NAMES))
    .replace('{path}', () => `/srv/data/${hex(6)}/${roll.whole(400)}.csv`);
}
