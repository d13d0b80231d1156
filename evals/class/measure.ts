import { readCase } from '../../inspect/case.ts';
import { canonicalType } from '../../src/domain/class/exception-type.ts';
import { frameKey } from '../../src/domain/class/frame-key.ts';
import { maskMessage } from '../../src/domain/class/mask.ts';
import { similarity } from '../../src/domain/class/similarity.ts';
import type { ErrorEvent, Frame } from '../../src/domain/event.ts';
import { isInApp } from '../../src/domain/in-app.ts';
import type { LabelledPair } from './pairs.ts';

/** A way to say whether two errors are one. */
export type Judge = (a: ErrorEvent, b: ErrorEvent) => boolean;

const root = (event: ErrorEvent) => event.exceptions[0];
const place = (frame: Frame | undefined) => {
  const key = frame === undefined ? null : frameKey(frame);
  return key === null ? '' : `${key.file}:${key.function}`;
};
const own = (event: ErrorEvent) => (root(event)?.frames ?? []).filter(isInApp);
const type = (event: ErrorEvent) => canonicalType(root(event)?.type ?? '');
const words = (event: ErrorEvent) =>
  maskMessage(root(event)?.value ?? event.message ?? '').replace(/\S*‹[^›]*›\S*/g, '‹›');
const alike =
  (key: (event: ErrorEvent) => string): Judge =>
  (a, b) =>
    key(a) !== '' && key(a) === key(b);

/** Ours, and three simple ways that others take, with our own normalisation of types, frames and values. */
export const JUDGES: readonly (readonly [name: string, judge: Judge])[] = [
  ['similarity', (a, b) => similarity(a, b).same],
  ['message alone', alike(words)],
  ['type + in-app stack', alike((event) => [type(event), ...own(event).map(place)].join('\n'))],
  [
    'type + place + message',
    alike((event) => [type(event), place(own(event).at(-1)), words(event)].join('\n')),
  ],
];

/** How often a judge was right. */
export interface Score {
  readonly pairs: number;
  readonly falseMerges: number;
  readonly falseSplits: number;
  /** 0–1; harmonic mean of precision and recall of "the same". */
  readonly f1: number;
}

export function score(pairs: readonly LabelledPair[], judge: Judge): Score {
  const judged = pairs.map(({ kind, a, b }) => ({ same: kind.same, said: judge(readCase(a), readCase(b)) }));
  const count = (same: boolean, said: boolean) =>
    judged.filter((one) => one.same === same && one.said === said).length;
  const [merged, falseMerges, falseSplits] = [count(true, true), count(false, true), count(true, false)];
  const f1 = merged === 0 ? 0 : (2 * merged) / (2 * merged + falseMerges + falseSplits);
  return { pairs: pairs.length, falseMerges, falseSplits, f1 };
}
