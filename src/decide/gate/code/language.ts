/** A family of syntax. Files of other kinds are judged by their text alone. */
export type Language =
  | 'javascript'
  | 'python'
  | 'go'
  | 'java'
  | 'kotlin'
  | 'ruby'
  | 'php'
  | 'csharp'
  | 'rust'
  | 'swift'
  | 'scala'
  | 'c'
  | 'dart'
  | 'elixir';

const EXTENSIONS: Readonly<Record<string, Language>> = {
  js: 'javascript',
  jsx: 'javascript',
  mjs: 'javascript',
  cjs: 'javascript',
  ts: 'javascript',
  tsx: 'javascript',
  mts: 'javascript',
  cts: 'javascript',
  vue: 'javascript',
  svelte: 'javascript',
  coffee: 'ruby',
  py: 'python',
  pyi: 'python',
  pyx: 'python',
  go: 'go',
  java: 'java',
  groovy: 'java',
  kt: 'kotlin',
  kts: 'kotlin',
  rb: 'ruby',
  rake: 'ruby',
  php: 'php',
  phpt: 'php',
  cs: 'csharp',
  rs: 'rust',
  swift: 'swift',
  scala: 'scala',
  c: 'c',
  h: 'c',
  cc: 'c',
  cpp: 'c',
  cxx: 'c',
  hpp: 'c',
  m: 'c',
  mm: 'c',
  dart: 'dart',
  ex: 'elixir',
  exs: 'elixir',
};

/** Last extension of a path, lower case, without the dot; empty when there is none. */
export function extensionOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? '' : name.slice(dot + 1).toLowerCase();
}

export function languageOf(path: string): Language | null {
  return EXTENSIONS[extensionOf(path)] ?? null;
}

/** How a language writes comments and strings. Strings are tried in order, longest opening first. */
export interface Lexicon {
  readonly lineComments: readonly string[];
  readonly blockComments: readonly (readonly [open: string, close: string])[];
  /** `lines`: may span lines; `escapes`: a backslash protects the next unit; `doubled`: the closing sign twice is one of the text. */
  readonly strings: readonly {
    readonly open: string;
    readonly close: string;
    readonly lines: boolean;
    readonly escapes: boolean;
    readonly doubled?: true;
  }[];
  /** Blocks by indentation. */
  readonly indented: boolean;
}

const text = (quote: string, lines = false, escapes = true) => ({
  open: quote,
  close: quote,
  lines,
  escapes,
});
const C_COMMENTS = { lineComments: ['//'], blockComments: [['/*', '*/'] as const], indented: false };

/** Lexical facts of each language's own reference. */
export const LEXICONS: Readonly<Record<Language, Lexicon>> = {
  javascript: { ...C_COMMENTS, strings: [text('`', true), text('"'), text("'")] },
  python: {
    lineComments: ['#'],
    blockComments: [],
    strings: [text('"""', true), text("'''", true), text('"'), text("'")],
    indented: true,
  },
  go: { ...C_COMMENTS, strings: [text('`', true, false), text('"'), text("'")] },
  java: { ...C_COMMENTS, strings: [text('"""', true), text('"'), text("'")] },
  kotlin: { ...C_COMMENTS, strings: [text('"""', true, false), text('"'), text("'"), text('`')] },
  ruby: {
    lineComments: ['#'],
    blockComments: [['=begin', '=end']],
    strings: [text('"', true), text("'", true), text('`')],
    indented: false,
  },
  php: {
    lineComments: ['//', '#'],
    blockComments: [['/*', '*/']],
    strings: [text('"', true), text("'", true), text('`', true)],
    indented: false,
  },
  csharp: {
    ...C_COMMENTS,
    strings: [
      text('"""', true, false),
      { open: '@"', close: '"', lines: true, escapes: false, doubled: true },
      { open: '$@"', close: '"', lines: true, escapes: false, doubled: true },
      { open: '@$"', close: '"', lines: true, escapes: false, doubled: true },
      text('"'),
      text("'"),
    ],
  },
  rust: {
    ...C_COMMENTS,
    strings: [
      { open: 'r##"', close: '"##', lines: true, escapes: false },
      { open: 'r#"', close: '"#', lines: true, escapes: false },
      { open: 'r"', close: '"', lines: true, escapes: false },
      text('"', true),
    ],
  },
  swift: { ...C_COMMENTS, strings: [text('"""', true), text('"')] },
  scala: { ...C_COMMENTS, strings: [text('"""', true, false), text('"'), text("'")] },
  c: { ...C_COMMENTS, strings: [text('"'), text("'")] },
  dart: { ...C_COMMENTS, strings: [text("'''", true), text('"""', true), text('"'), text("'")] },
  elixir: {
    lineComments: ['#'],
    blockComments: [],
    strings: [text('"""', true), text('"', true), text("'")],
    indented: false,
  },
};
