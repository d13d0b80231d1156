import type { Kind } from './kinds.ts';
import {
  asEvent,
  asText,
  call,
  libraryCalls,
  logged,
  ownCalls,
  pasted,
  type Scene,
  see,
} from './sighting.ts';
import type { Call } from './story.ts';

const held = (name: string, same: boolean, make: Kind['make']): Kind => ({ name, same, heldOut: true, make });
const others = (scene: Scene) => scene.other.calls.map((one) => call(one, scene.roll));
const shared = (scene: Scene) =>
  [
    call(['main/server', 'serve forever'], scene.roll),
    call(['main/middleware', 'authenticate'], scene.roll),
  ] as const;

/** What a language's runtime puts between an asynchronous function and the one that waits for it. */
const ASYNC: Readonly<Record<string, readonly { readonly path: string; readonly name: string }[]>> = {
  node: [{ path: 'node:internal/process/task_queues', name: 'process.processTicksAndRejections' }],
  javascript: [
    { path: 'https://shop.example/assets/node_modules/zone.js/zone.js', name: 'ZoneDelegate.invoke' },
  ],
  python: [{ path: '/usr/lib/python3.12/asyncio/runners.py', name: 'run' }],
  java: [
    { path: 'CompletableFuture.java', name: 'java.base/java.util.concurrent.CompletableFuture.postComplete' },
  ],
  csharp: [{ path: '', name: 'System.Runtime.CompilerServices.TaskAwaiter.ThrowForNonSuccess' }],
  ruby: [
    { path: '/usr/local/bundle/gems/concurrent-ruby-1.2.2/lib/concurrent/promise.rb', name: 'safe_execute' },
  ],
  go: [{ path: '/usr/local/go/src/sync/once.go', name: 'sync.(*Once).doSlow' }],
  php: [{ path: '/var/www/html/vendor/guzzlehttp/promises/src/Promise.php', name: 'callHandler' }],
  cocoa: [{ path: 'libdispatch.dylib', name: '_dispatch_call_block_and_release' }],
  native: [{ path: '/usr/include/c++/12/future', name: 'std::__future_base::_State_baseV2::_M_do_set' }],
};

const SAME: readonly Kind[] = [
  held('pasted into an issue, other lines and values', true, (scene) => [
    pasted(asText(see(scene)), scene.roll),
    asText(see(scene)),
  ]),
  held('from a log', true, (scene) => [logged(asText(see(scene)), scene.roll), asText(see(scene))]),
  held('from a log and as an event', true, (scene) => [
    logged(asText(see(scene)), scene.roll),
    asEvent(see(scene)),
  ]),
  held('another async path', true, (scene) => {
    const calls = ownCalls(scene);
    const between: Call[] = (ASYNC[scene.language.platform] ?? []).map((library) => ({
      file: '',
      name: '',
      line: 5 + scene.roll.whole(300),
      library,
    }));
    const at = calls.length - 1;
    return [
      asEvent(see(scene)),
      asEvent(see(scene, { calls: [...calls.slice(1, at), ...between, ...calls.slice(at)] })),
    ];
  }),
  held('without in-app flags', true, (scene) => [asEvent(see(scene)), asEvent(see(scene), false)]),
  held('a new outer layer', true, (scene) => [
    asEvent(see(scene, { calls: ownCalls(scene) })),
    asEvent(see(scene, { calls: [...shared(scene), ...ownCalls(scene)] })),
  ]),
  held('only the innermost file edited', true, (scene) => {
    const calls = ownCalls(scene);
    const last = calls.at(-1) as Call;
    return [
      asEvent(see(scene, { calls })),
      asEvent(see(scene, { calls: [...calls.slice(0, -1), { ...last, line: last.line + 17 }] })),
    ];
  }),
  held('a long tail of data behind the words', true, (scene) => {
    const tail = () =>
      `: {"code":${scene.roll.whole(9_999)},"trace":"${scene.roll.whole(1e9).toString(36)}","items":[${scene.roll.whole(99)},${scene.roll.whole(99)}]}`;
    const message = () => `${scene.story.message}${tail()}`;
    return [asEvent(see(scene, { message: message() })), asEvent(see(scene, { message: message() }))];
  }),
  held('a caller renamed', true, (scene) => {
    const calls = ownCalls(scene);
    const renamed = calls.map((one, at) => (at === 0 ? { ...one, name: `${one.name} safely` } : one));
    return [asEvent(see(scene)), asEvent(see(scene, { calls: renamed }))];
  }),
  held('a helper inlined', true, (scene) => {
    const calls = ownCalls(scene);
    return [asEvent(see(scene)), asEvent(see(scene, { calls: [...calls.slice(0, -2), ...calls.slice(-1)] }))];
  }),
];

const APART: readonly Kind[] = [
  held('same words from another file', false, (scene) => [
    asEvent(see(scene)),
    asEvent(
      see(scene, { calls: [...others(scene).slice(0, 2), call(['other/module', 'do other'], scene.roll)] }),
    ),
  ]),
  held('one interface, two implementations', false, (scene) => {
    const calls = ownCalls(scene);
    const last = calls.at(-1) as Call;
    const message = 'the given object is not valid';
    return [
      asEvent(see(scene, { message })),
      asEvent(
        see(scene, { message, calls: [...calls.slice(0, -1), { ...last, file: `${last.file} legacy` }] }),
      ),
    ];
  }),
  held('siblings under shared callers, as text', false, (scene) => {
    const calls = [...shared(scene), ...ownCalls(scene)];
    const last = calls.at(-1) as Call;
    return [
      asText(see(scene, { calls })),
      asText(see(scene, { calls: [...calls.slice(0, -1), { ...last, name: scene.story.sibling }] })),
    ];
  }),
  held('two handlers of one server, same words', false, (scene) => [
    asText(see(scene, { calls: [...shared(scene), ...ownCalls(scene)] })),
    asText(see(scene, { calls: [...shared(scene), ...others(scene)] })),
  ]),
  held('one library error, other callers, as text', false, (scene) => [
    pasted(asText(see(scene, { calls: [...ownCalls(scene), ...libraryCalls('inner', scene)] })), scene.roll),
    pasted(asText(see(scene, { calls: [...others(scene), ...libraryCalls('inner', scene)] })), scene.roll),
  ]),
  held('one library error, other functions of one file', false, (scene) => {
    const calls = ownCalls(scene);
    const last = calls.at(-1) as Call;
    const inner = () => libraryCalls('inner', scene);
    return [
      asEvent(see(scene, { calls: [...calls, ...inner()] })),
      asEvent(
        see(scene, { calls: [...calls.slice(0, -1), { ...last, name: scene.story.sibling }, ...inner()] }),
      ),
    ];
  }),
  held('one helper, one entry, another bug between', false, (scene) => [
    asText(see(scene, { calls: [...shared(scene), ...ownCalls(scene)] })),
    asText(
      see(scene, {
        calls: [...shared(scene), ...others(scene), ...ownCalls(scene).slice(-1)],
        message: scene.story.otherWord,
      }),
    ),
  ]),
  held('another bug of the same project', false, (scene) => [
    asEvent(see(scene)),
    asEvent(see({ ...scene, story: { ...scene.other, fault: scene.story.fault } })),
  ]),
];

export const HELD_OUT: readonly Kind[] = [...SAME, ...APART];
