import { HELD_OUT } from './kinds-held-out.ts';
import { OF_RUNTIMES } from './kinds-of-runtimes.ts';
import { asEvent, asText, call, libraryCalls, ownCalls, type Scene, type Side, see } from './sighting.ts';

/** One way in which two reports hang together, or only seem to. */
export interface Kind {
  readonly name: string;
  readonly same: boolean;
  /** The rules were never tuned on it. */
  readonly heldOut: boolean;
  /** Languages that know it; absent: all. */
  readonly only?: readonly string[];
  readonly make: (scene: Scene) => readonly [Side, Side];
}

const tuned = (name: string, same: boolean, make: Kind['make']): Kind => ({
  name,
  same,
  heldOut: false,
  make,
});
const others = (scene: Scene) => scene.other.calls.map((one) => call(one, scene.roll));

/** A frame of the application that only passes on. */
const WRAPPERS = [
  ['shared/request context', 'with context'],
  ['shared/timing', 'measure call'],
  ['shared/feature flags', 'when enabled'],
] as const;

const SAME: readonly Kind[] = [
  tuned('other values', true, (scene) => {
    const calls = ownCalls(scene);
    return [asEvent(see(scene, { calls })), asEvent(see(scene, { calls }))];
  }),
  tuned('all lines moved', true, (scene) => [asEvent(see(scene)), asEvent(see(scene))]),
  tuned('all lines moved, as text', true, (scene) => [asText(see(scene)), asText(see(scene))]),
  tuned('text and event', true, (scene) => [asText(see(scene)), asEvent(see(scene))]),
  tuned('another deploy', true, (scene) => [
    asText(see(scene)),
    {
      text: JSON.parse(
        JSON.stringify(asText(see(scene)))
          .replaceAll('BxY12z_a', 'Q9_kd83f')
          .replaceAll('/usr/src/app/', '/var/task/')
          .replaceAll('/srv/shop/', '/opt/app/')
          .replaceAll('/build/shop/', '/home/runner/work/shop/shop/')
          .replaceAll('/var/www/html/', '/var/www/shop/releases/42/')
          .replaceAll('/home/ci/shop/', '/tmp/build_81/')
          .replaceAll('C:\\\\agent\\\\_work\\\\1\\\\s\\\\', '/src/'),
      ).text,
    },
  ]),
  tuned('a wrapper between', true, (scene) => {
    const calls = ownCalls(scene);
    const at = 1 + scene.roll.whole(calls.length - 1);
    const wrapped = [...calls.slice(0, at), call(scene.roll.pick(WRAPPERS), scene.roll), ...calls.slice(at)];
    return [asEvent(see(scene)), asEvent(see(scene, { calls: wrapped }))];
  }),
  tuned('another entry', true, (scene) => [
    asEvent(see(scene)),
    asEvent(see(scene, { calls: [...others(scene).slice(0, 1), ...ownCalls(scene).slice(1)] })),
  ]),
  tuned('outer frames cut', true, (scene) => [
    asText(see(scene)),
    asText(see(scene, { calls: ownCalls(scene).slice(-2) })),
  ]),
  tuned('the cause, with and without its wrapper', true, (scene) => {
    const root = see(scene);
    const wrapper = {
      type: scene.language.types.state,
      message: 'request failed',
      calls: root.chain[0]?.calls.slice(0, 3) ?? [],
    };
    return [asEvent(see(scene)), asEvent({ ...root, chain: [...root.chain, wrapper] })];
  }),
  tuned('recursion', true, (scene) => {
    const calls = ownCalls(scene);
    const again = (times: number) =>
      calls.flatMap((one, at) => (at === 1 ? Array.from({ length: times }, () => one) : [one]));
    return [asEvent(see(scene, { calls: again(3) })), asEvent(see(scene, { calls: again(40) }))];
  }),
  tuned('a name as a value', true, (scene) => {
    const message = 'user {name} may not read the ledger of branch {n}';
    return [asEvent(see(scene, { message })), asEvent(see(scene, { message }))];
  }),
  tuned('one library error, one caller', true, (scene) => {
    const calls = () => [...ownCalls(scene), ...libraryCalls('inner', scene)];
    return [asEvent(see(scene, { calls: calls() })), asEvent(see(scene, { calls: calls() }))];
  }),
];

const APART: readonly Kind[] = [
  tuned('one helper: other callers, other words', false, (scene) => [
    asEvent(see(scene)),
    asEvent(
      see(scene, {
        calls: [...others(scene).slice(0, 2), ...ownCalls(scene).slice(-1)],
        message: scene.story.otherMessage,
      }),
    ),
  ]),
  tuned('one helper: other callers, one word', false, (scene) => [
    asEvent(see(scene)),
    asEvent(
      see(scene, {
        calls: [...others(scene).slice(0, 2), ...ownCalls(scene).slice(-1)],
        message: scene.story.otherWord,
      }),
    ),
  ]),
  tuned('one helper: entry shared, nearest callers not, one word', false, (scene) => [
    asEvent(see(scene, { calls: entry(scene, ownCalls(scene)) })),
    asEvent(
      see(scene, {
        calls: entry(scene, [...others(scene).slice(0, 2), ...ownCalls(scene).slice(-1)]),
        message: scene.story.otherWord,
      }),
    ),
  ]),
  tuned('siblings, same words', false, (scene) => {
    const calls = ownCalls(scene);
    const last = calls.at(-1);
    const sibling = { ...last, name: scene.story.sibling } as (typeof calls)[number];
    return [asEvent(see(scene)), asEvent(see(scene, { calls: [...calls.slice(0, -1), sibling] }))];
  }),
  tuned('one library error, other callers', false, (scene) => [
    asEvent(see(scene, { calls: [...ownCalls(scene), ...libraryCalls('inner', scene)] })),
    asEvent(see(scene, { calls: [...others(scene), ...libraryCalls('inner', scene)] })),
  ]),
  tuned('another type', false, (scene) => [
    asEvent(see(scene)),
    asEvent(see(scene, { type: scene.language.otherType })),
  ]),
  tuned('one function, another complaint', false, (scene) => [
    asEvent(see(scene, { calls: ownCalls(scene).slice(-3) })),
    asEvent(see(scene, { calls: ownCalls(scene).slice(-3), message: scene.story.otherMessage })),
  ]),
  tuned('one wrapper around two causes', false, (scene) => {
    const wrapper = (of: Scene) => ({
      type: scene.language.types.state,
      message: 'request failed',
      calls: see(of).chain[0]?.calls.slice(0, 3) ?? [],
    });
    const cause = see(scene, { type: scene.language.types.value });
    const another = see(
      { ...scene, story: { ...scene.story, calls: scene.other.calls, message: scene.other.message } },
      { type: scene.language.otherType },
    );
    return [
      asEvent({ ...cause, chain: [...cause.chain, wrapper(scene)] }),
      asEvent({ ...another, chain: [...another.chain, wrapper(scene)] }),
    ];
  }),
];

/** Frames that every request of the application runs through. */
export function entry(scene: Scene, calls: ReturnType<typeof ownCalls>): ReturnType<typeof ownCalls> {
  const shared = [
    ['app/bootstrap', 'start worker'],
    ['app/request pipeline', 'dispatch request'],
    ['app/tenant guard', 'with tenant'],
  ] as const;
  return [...shared.map((one) => call(one, scene.roll)), ...calls];
}

export const KINDS: readonly Kind[] = [...SAME, ...APART, ...HELD_OUT, ...OF_RUNTIMES];
