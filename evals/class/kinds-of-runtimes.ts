import type { Kind } from './kinds.ts';
import type { Language } from './languages.ts';
import { asEvent, asText, call, ownCalls, pasted, type Scene, type Side, see } from './sighting.ts';
import type { Call } from './story.ts';

const held = (name: string, same: boolean, make: Kind['make']): Kind => ({ name, same, heldOut: true, make });
const of = (only: readonly string[], kind: Kind): Kind => ({ ...kind, only });
const others = (scene: Scene) => scene.other.calls.map((one) => call(one, scene.roll));
const raising = (scene: Scene, name: string, of: readonly Call[]): Side => {
  const sighting = see(scene, { calls: of });
  const decorated: Language = {
    ...scene.language,
    function: (plain, file) =>
      plain === scene.story.calls.at(-1)?.[1] && file === scene.story.calls.at(-1)?.[0]
        ? name.replace('%', scene.language.function(plain, file))
        : scene.language.function(plain, file),
  };
  return asEvent({ ...sighting, language: decorated });
};

/** What compilers and engines make of a function's name. */
const DECORATED: Readonly<Record<string, string>> = {
  JavaScript: 'async %',
  'TypeScript bundle': 'Object.%',
  Java: 'lambda$%$3',
  Kotlin: '%$default',
  Go: '%.func1',
  Ruby: 'block (2 levels) in %',
  Swift: 'closure #1 in %',
  'C++': '%(std::string const&)',
};

/** One fault as two versions, engines or languages of a runtime say it. */
const WORDED: Readonly<Record<string, readonly (readonly [type: string, one: string, other: string])[]>> = {
  JavaScript: [
    [
      'TypeError',
      "Cannot read property 'price' of undefined",
      "Cannot read properties of undefined (reading 'price')",
    ],
    [
      'SyntaxError',
      'Unexpected token < in JSON at position 0',
      'Unexpected token \'<\', "<!doctype "... is not valid JSON',
    ],
  ],
  'TypeScript bundle': [
    [
      'TypeError',
      "undefined is not an object (evaluating 'cart.lines')",
      'can\'t access property "lines", cart is undefined',
    ],
    ['TypeError', 'Failed to fetch', 'NetworkError when attempting to fetch resource.'],
  ],
  Python: [
    [
      'TypeError',
      "__init__() missing 1 required positional argument: 'price'",
      "Order.__init__() missing 1 required positional argument: 'price'",
    ],
    ['ZeroDivisionError', 'integer division or modulo by zero', 'division by zero'],
  ],
  Java: [
    [
      'java.lang.ClassCastException',
      'com.acme.Cart cannot be cast to com.acme.Order',
      "class com.acme.Cart cannot be cast to class com.acme.Order (com.acme.Cart and com.acme.Order are in unnamed module of loader 'app')",
    ],
    ['java.lang.ArrayIndexOutOfBoundsException', '5', 'Index 7 out of bounds for length 3'],
    [
      'java.lang.NullPointerException',
      'null',
      'Cannot invoke "com.acme.Price.cents()" because the return value of "com.acme.Item.price()" is null',
    ],
  ],
  Ruby: [
    ['NoMethodError', "undefined method `price' for nil:NilClass", "undefined method 'price' for nil"],
    [
      'ArgumentError',
      'wrong number of arguments (1 for 2)',
      'wrong number of arguments (given 1, expected 2)',
    ],
    [
      'NameError',
      "undefined local variable or method `total' for #<Cart:0x0000aa12>",
      "undefined local variable or method 'total' for an instance of Cart",
    ],
  ],
  PHP: [
    ['ErrorException', 'Undefined index: price', 'Undefined array key "price"'],
    [
      'ErrorException',
      "Trying to get property 'price' of non-object",
      'Attempt to read property "price" on null',
    ],
  ],
  '.NET': [
    [
      'System.NullReferenceException',
      'Object reference not set to an instance of an object.',
      'Der Objektverweis wurde nicht auf eine Objektinstanz festgelegt.',
    ],
    [
      'System.Collections.Generic.KeyNotFoundException',
      'The given key was not present in the dictionary.',
      "The given key 'price' was not present in the dictionary.",
    ],
    [
      'System.IO.FileNotFoundException',
      "Could not find file '/data/a.csv'.",
      "Impossible de trouver le fichier '/data/b.csv' dans le dossier.",
    ],
  ],
  Go: [['panic', 'runtime error: index out of range', 'runtime error: index out of range [5] with length 3']],
};

function worded(scene: Scene): readonly [Side, Side] {
  const [type, one, other] = scene.roll.pick(WORDED[scene.language.name] ?? []);
  return [asEvent(see(scene, { type, message: one })), asEvent(see(scene, { type, message: other }))];
}

const BUNDLE = (name: string, names: readonly string[], scene: Scene): string =>
  names
    .map(
      (fn) =>
        `    at ${fn} (https://shop.example/static/js/${name}.js:2:${1_000 + scene.roll.whole(90_000)})`,
    )
    .join('\n');

export const OF_RUNTIMES: readonly Kind[] = [
  of(
    Object.keys(DECORATED),
    held('decorated by its compiler', true, (scene) => {
      const name = DECORATED[scene.language.name] ?? '%';
      return [raising(scene, '%', ownCalls(scene)), raising(scene, name, ownCalls(scene))];
    }),
  ),
  of(Object.keys(WORDED), held('as another version says it', true, worded)),
  held('quoted, coloured, with Windows line ends', true, (scene) => {
    const side = asText(see(scene));
    const text = 'text' in side ? side.text : '';
    const quoted = text
      .split('\n')
      .map((line) => `> \u001b[31m${line}\u001b[39m`)
      .join('\r\n');
    return [{ text: quoted }, pasted(asText(see(scene)), scene.roll)];
  }),
  held('a check that raises for its caller', true, (scene) => [
    asEvent(see(scene)),
    asEvent(see(scene, { calls: [...ownCalls(scene), call(['shared/invariant', 'invariant'], scene.roll)] })),
  ]),
  of(
    ['TypeScript bundle'],
    held('minified names of another build', true, (scene) => {
      const said = `TypeError: Cannot read properties of undefined (reading '${scene.story.sibling.replaceAll(' ', '')}')`;
      return [
        { text: `${said}\n${BUNDLE('main.3f2a1b9c', ['t', 'e.value', 'n', 'r'], scene)}` },
        { text: `${said}\n${BUNDLE('main.77aa00ff', ['o', 'a.value', 'i', 'u'], scene)}` },
      ];
    }),
  ),
  of(
    ['TypeScript bundle'],
    held('two bugs of one minified bundle', false, (scene) => [
      { text: `TypeError: t is undefined\n${BUNDLE('main.3f2a1b9c', ['t', 'e', 'n'], scene)}` },
      { text: `TypeError: n is null\n${BUNDLE('main.77aa00ff', ['o', 'a', 'i'], scene)}` },
    ]),
  ),
  of(
    ['JavaScript', 'Python', 'Java', 'Kotlin', 'Go', 'Ruby', 'PHP', '.NET', 'C++'],
    held('one name in two packages', false, (scene) => {
      const calls = ownCalls(scene);
      const last = calls.at(-1) as Call;
      const at = (folder: string) => [
        ...calls.slice(0, -1),
        { ...last, file: `${folder}/validator`, name: 'validate' },
      ];
      const message = 'validation failed';
      return [
        asEvent(see(scene, { calls: at('orders'), message })),
        asEvent(see(scene, { calls: at('users'), message })),
      ];
    }),
  ),
  held('one fault without words in two functions', false, (scene) => {
    const calls = ownCalls(scene);
    const last = calls.at(-1) as Call;
    return [
      asEvent(see(scene, { message: '' })),
      asEvent(
        see(scene, { message: '', calls: [...calls.slice(0, -1), { ...last, name: scene.story.sibling }] }),
      ),
    ];
  }),
  of(
    ['JavaScript', 'TypeScript bundle'],
    held('one helper, an engine’s fault at another name, other callers', false, (scene) => [
      asEvent(
        see(scene, { type: 'TypeError', message: "Cannot read properties of undefined (reading 'price')" }),
      ),
      asEvent(
        see(scene, {
          type: 'TypeError',
          message: "Cannot read properties of undefined (reading 'street')",
          calls: [...others(scene).slice(0, 2), ...ownCalls(scene).slice(-1)],
        }),
      ),
    ]),
  ),
  held('one short complaint, another word, same callers', false, (scene) => [
    asText(see(scene, { message: 'no such table in the catalog' })),
    asText(see(scene, { message: 'no such column on a replica' })),
  ]),
];
