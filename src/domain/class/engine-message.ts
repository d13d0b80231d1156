/** One fault that every JavaScript engine (and every version of it) words in its own way. */
interface EngineFault {
  readonly name: string;
  readonly patterns: readonly RegExp[];
  readonly examples: readonly string[];
}

export const ENGINE_FAULTS: readonly EngineFault[] = [
  {
    name: 'nullish access',
    patterns: [
      /^Cannot (?:read|set) propert(?:y|ies) (?:['"‹][^'"›]{0,80}['"›] )?of (?:undefined|null)/,
      /^(?:undefined|null) is not an object(?: \(evaluating|$)/,
      /^(?:can't access property .{1,80}, )?[\w$.[\]()"']{1,120} is (?:undefined|null)$/,
      /^Unable to (?:get|set) property .{1,80} of undefined or null reference/,
      /^Cannot convert undefined or null to object/,
      /^(?:undefined|null) has no properties$/,
      /^'[\w$.]{1,80}' is (?:null or not an object|undefined)$/,
      /^Cannot destructure property .{1,80} of .{1,80} as it is (?:undefined|null)/,
      /^Right side of assignment cannot be destructured/,
    ],
    examples: [
      "Cannot read properties of undefined (reading 'price')",
      "Cannot read property 'price' of undefined",
      "undefined is not an object (evaluating 'item.price')",
      'item is undefined',
      'can\'t access property "price", item is undefined',
      "Unable to get property 'price' of undefined or null reference",
    ],
  },
  {
    name: 'not callable',
    patterns: [
      /^[\w$.[\]()"' ]{1,160} is not a (?:function|constructor)(?:$|[ .(])/,
      /^Object doesn't support (?:this )?property or method/,
      /^(?:undefined|null) is not a (?:function|constructor)/,
      /^Object #?<?\w{1,40}>? has no method/,
      /^Property .{1,80} of object .{1,80} is not a function/,
    ],
    examples: [
      'cart.total is not a function',
      "undefined is not a function (near '...cart.total...')",
      "Object doesn't support property or method 'total'",
      "Object #<Object> has no method 'total'",
    ],
  },
  {
    name: 'undefined name',
    patterns: [/^[\w$]{1,80} is not defined$/, /^Can't find variable: [\w$]{1,80}$/],
    examples: ['gtag is not defined', "Can't find variable: gtag"],
  },
  {
    name: 'stack overflow',
    patterns: [/^Maximum call stack size exceeded/, /^too much recursion/, /^Out of stack space/],
    examples: ['Maximum call stack size exceeded.', 'too much recursion', 'Out of stack space'],
  },
  {
    name: 'not json',
    patterns: [
      /^Unexpected (?:token|end|non-whitespace|identifier|string|number).{0,200}JSON/,
      /^JSON\.parse: /,
      /^JSON Parse error: /,
      /^.{0,80} is not valid JSON$/,
    ],
    examples: [
      'Unexpected token < in JSON at position 0',
      'JSON.parse: unexpected character at line 1 column 1 of the JSON data',
      "JSON Parse error: Unrecognized token '<'",
    ],
  },
  {
    name: 'network failed',
    patterns: [
      /^Failed to fetch$/,
      /^NetworkError when attempting to fetch resource\.?$/,
      /^Load failed$/,
      /^Network request failed$/,
    ],
    examples: ['Failed to fetch', 'NetworkError when attempting to fetch resource.', 'Load failed'],
  },
  {
    name: 'nil receiver',
    patterns: [
      /^undefined method [`'][^'`]{1,80}['`] for nil/,
      /^private method [`'][^'`]{1,80}['`] called for nil/,
    ],
    examples: ["undefined method `price' for nil:NilClass", "undefined method 'price' for nil"],
  },
];

/** Name of the fault behind an engine's wording; `null` when it is the program's own message. */
export function engineFault(message: string): string | null {
  const line = (message.split('\n', 1)[0] ?? '').slice(0, 400);
  return ENGINE_FAULTS.find((fault) => fault.patterns.some((pattern) => pattern.test(line)))?.name ?? null;
}

/** Where engines name what was missing: `reading 'price'`, `evaluating 'item.price'`, `property "price"`, `cart.total is not …`. */
const SUBJECTS: readonly RegExp[] = [
  /\((?:reading|setting) ['"]([\w$]{1,80})['"]\)/,
  /\(evaluating ['"](?:[^'"]{0,200}[.\]])?([\w$]{1,80})(?:\([^'"]{0,100})?['"]\)/,
  /propert(?:y|ies)(?: or method)? ['"]([\w$]{1,80})['"]/,
  /has no method ['"]([\w$]{1,80})['"]/,
  /undefined method [`']([\w?!=]{1,80})['`]/,
  /^(?:[\w$()[\]'"]{1,80}\.)*([\w$]{1,80}) is not (?:a function|a constructor|defined|iterable)/,
  /find variable: ([\w$]{1,80})/,
];

/** The property, method or name that an engine's message speaks of; `''` when it does not say. */
export function faultSubject(message: string): string {
  const line = (message.split('\n', 1)[0] ?? '').slice(0, 400);
  for (const pattern of SUBJECTS) {
    const subject = pattern.exec(line)?.[1];
    if (subject !== undefined && !/^(?:undefined|null|nil)$/.test(subject)) return subject;
  }
  return '';
}

/** Engines also disagree on the type of one fault. */
const TYPE_ALIASES: Readonly<Record<string, string>> = {
  InternalError: 'RangeError',
  panic: 'panic',
  Uncaught: 'Error',
};

/** Short name of an exception's type, without namespace, generics and generated suffixes. */
export function canonicalType(type: string): string {
  const plain = type
    .replace(/^(?:Uncaught|Unhandled)\s+/, '')
    .replace(/[<`[].*$/, '')
    .replace(/\$\d+$/, '');
  const name =
    plain
      .split(/[.\\/]|::/)
      .filter((part) => part !== '')
      .at(-1) ?? plain;
  return TYPE_ALIASES[name] ?? name;
}
