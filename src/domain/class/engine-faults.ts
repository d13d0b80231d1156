/** One fault that every engine, every version of a runtime and every language of its messages words in its own way. */
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
      /^'?(?:undefined|null)'? is not an object(?: \(evaluating|$)/,
      /^Cannot convert '[\w$.]{1,80}' to object$/,
      /^Type mismatch \(usually /,
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
      "'null' is not an object (evaluating 'item.price')",
      "Cannot convert 'item' to object",
      'Type mismatch (usually non-object value supplied where object required)',
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
    patterns: [
      /^[\w$]{1,80} is not defined$/,
      /^Can't find variable: [\w$]{1,80}$/,
      /^undefined local variable or method [`'][\w?!]{1,80}['`]/,
      /^Undefined variable:? \$?\w{1,80}/,
    ],
    examples: [
      'gtag is not defined',
      "Can't find variable: gtag",
      "undefined local variable or method `total' for main:Object",
      'Undefined variable $total',
    ],
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
  {
    name: 'no such method',
    patterns: [/^undefined method [`'][^'`]{1,80}['`] for (?!nil)/],
    examples: [
      "undefined method `price' for #<Cart:0x00007f8b1c0a>",
      "undefined method 'price' for an instance of Cart",
    ],
  },
  {
    name: 'wrong number of arguments',
    patterns: [/^wrong number of arguments \(/],
    examples: ['wrong number of arguments (1 for 2)', 'wrong number of arguments (given 1, expected 2)'],
  },
  {
    name: 'undefined key',
    patterns: [/^Undefined (?:index|offset|array key)[: ]/],
    examples: ['Undefined index: price', 'Undefined array key "price"'],
  },
  {
    name: 'member of null',
    patterns: [
      /^(?:Trying to get property|Attempt to read property) .{0,100}(?:of non-object|on null)$/,
      /^Call to a member function \w{1,80}\(\) on (?:null|a non-object)$/,
    ],
    examples: ["Trying to get property 'price' of non-object", 'Attempt to read property "price" on null'],
  },
  {
    name: 'bad cast',
    patterns: [/^(?:class )?[\w.$;[]{1,200} cannot be cast to (?:class )?[\w.$;[]{1,200}/],
    examples: [
      'com.acme.Cart cannot be cast to com.acme.Order',
      "class com.acme.Cart cannot be cast to class com.acme.Order (com.acme.Cart is in unnamed module of loader 'app')",
    ],
  },
  {
    name: 'index out of range',
    patterns: [
      /^(?:Array index out of range: |Index: ?|Index )?-?\d{1,10}(?:$|, Size: | out of bounds)/,
      /^(?:runtime error: )?(?:list |tuple |string )?index out of (?:range|bounds)/i,
    ],
    examples: [
      '5',
      'Index: 5, Size: 3',
      'Index 5 out of bounds for length 3',
      'runtime error: index out of range [5] with length 3',
      'list index out of range',
    ],
  },
  {
    name: 'division by zero',
    patterns: [
      /^(?:(?:runtime error: )?(?:integer |float )?(?:division|divide|modulo)(?: or modulo)? by zero|\/ by zero|divided by 0)$/i,
    ],
    examples: [
      'integer division or modulo by zero',
      'division by zero',
      'runtime error: integer divide by zero',
      '/ by zero',
    ],
  },
  {
    name: 'null reference',
    patterns: [
      /^Object reference not set to an instance/,
      /^Der Objektverweis wurde nicht auf eine Objektinstanz/,
      /^La référence d['’]objet n['’]est pas définie/,
      /^Referencia a objeto no establecida/,
      /^Riferimento a un oggetto non impostato/,
      /^Ссылка на объект не указывает/,
      /^未将对象引用设置到对象的实例/,
      /^オブジェクト参照がオブジェクト/,
    ],
    examples: [
      'Object reference not set to an instance of an object.',
      'Der Objektverweis wurde nicht auf eine Objektinstanz festgelegt.',
      "La référence d'objet n'est pas définie à une instance d'un objet.",
    ],
  },
];
