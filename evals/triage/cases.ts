import { ALL_RULES } from '../../src/decide/noise/find.ts';
import type { NoiseField, NoiseRule } from '../../src/decide/noise/rule.ts';
import type { ErrorEvent, Exception, Frame } from '../../src/domain/event.ts';
import { untrusted } from '../../src/domain/trust.ts';
import type { Scenario } from '../suspects/read.ts';

/** What a person would say about an error. */
export type Truth = 'real' | 'lookalike' | 'noise';

export interface TriageCase {
  readonly name: string;
  readonly truth: Truth;
  readonly event: ErrorEvent;
  readonly tree: readonly string[];
}

const TREE = ['package.json', 'src/cart/total.ts', 'src/cart/index.ts', 'app/orders/views.py', 'README.md'];

function frame(path: string, name: string): Frame {
  return {
    function: untrusted(name),
    module: null,
    path: untrusted(path),
    absPath: untrusted(path),
    line: 12,
    column: 5,
    inApp: null,
    context: [],
    platform: null,
  };
}

/** The application's own frames, and somebody else's. */
const OWN = [frame('/app/src/cart/index.ts', 'checkout'), frame('/app/src/cart/total.ts', 'sumTotal')];
const FOREIGN = [frame('https://cdn.example.net/widget/v3/loader.min.js', 'n'), frame('<anonymous>', '?')];

function exception(text: string, frames: readonly Frame[]): Exception {
  const [, type = 'Error', value = text] = /^([A-Z]\w{2,60}(?:Error|Exception)): (.*)$/s.exec(text) ?? [];
  return {
    type: untrusted(type),
    value: untrusted(value),
    module: null,
    handled: false,
    mechanism: null,
    frames,
  };
}

const NOTHING: Omit<ErrorEvent, 'exceptions' | 'tags' | 'transaction'> = {
  id: null,
  platform: untrusted('javascript'),
  title: null,
  message: null,
  culprit: null,
  level: untrusted('error'),
  release: untrusted('shop@2.1.0'),
  environment: untrusted('production'),
  timestamp: null,
  sdk: null,
  problems: [],
};

/** Where a text of each field stands in an event. */
const PLACES: Readonly<Record<NoiseField, (text: string, frames: readonly Frame[]) => Partial<ErrorEvent>>> =
  {
    message: (text, frames) => ({ exceptions: [exception(text, frames)] }),
    type: (text, frames) => ({ exceptions: [{ ...exception('it failed', frames), type: untrusted(text) }] }),
    frame: (text, frames) => ({
      exceptions: [exception('TypeError: x is undefined', [...frames, frame(text, 'run')])],
    }),
    browser: (text, frames) => ({ tags: { browser: untrusted(text) }, exceptions: [exception(BUG, frames)] }),
    'user-agent': (text, frames) => ({
      tags: { user_agent: untrusted(text) },
      exceptions: [exception(BUG, frames)],
    }),
    url: (text, frames) => ({ tags: { url: untrusted(text) }, exceptions: [exception(BUG, frames)] }),
    host: (text, frames) => ({ tags: { host: untrusted(text) }, exceptions: [exception(BUG, frames)] }),
    transaction: (text, frames) => ({ transaction: untrusted(text), exceptions: [exception(BUG, frames)] }),
  };
const BUG = "TypeError: Cannot read properties of undefined (reading 'price')";

function eventOf(rule: NoiseRule, text: string, frames: readonly Frame[]): ErrorEvent {
  const bare = { ...NOTHING, tags: {}, transaction: null, exceptions: [exception(BUG, frames)] };
  return { ...bare, ...PLACES[rule.field](text, frames) };
}

/** Every rule: what it must find, the same words out of this repository's own code, and what only looks like it. */
function ruleCases(rule: NoiseRule): TriageCase[] {
  const one = (truth: Truth, text: string, frames: readonly Frame[]): TriageCase => ({
    name: `${rule.name} (${truth})`,
    truth,
    event: eventOf(rule, text, frames),
    tree: TREE,
  });
  return [
    one('noise', rule.matches, FOREIGN),
    one('lookalike', rule.matches, OWN),
    one('lookalike', rule.spares, OWN),
  ];
}

/** Errors that were fixed in the code of their repository: the scenarios of the suspect ranking. */
export function triageCases(scenarios: readonly Scenario[]): TriageCase[] {
  const real = scenarios.map((one) => ({
    name: one.name,
    truth: 'real' as const,
    event: { ...one.event, environment: untrusted('production') },
    tree: one.tree,
  }));
  return [...real, ...ALL_RULES.flatMap(ruleCases)];
}
