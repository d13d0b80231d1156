import type { Frame } from '../event.ts';
import { locateFrame } from '../tree/path.ts';

/** A frame's file as far as builds, roots and endings leave it alone. */
export interface FileName {
  /** Without folders, ending and build hash, lower case; with its folder where the name alone says nothing. */
  readonly file: string;
  /** The folder and the one above it; `''` where they belong to a build or are unknown. */
  readonly folder: string;
  readonly above: string;
}

/** Names that many files share: what a framework or a language calls its parts. */
const COMMON = new Set(
  `index main app utils util helpers helper __init__ __main__ mod lib page route routes handler handlers base core
  common views view models model server client types layout api router controller service store repository config
  settings urls admin forms serializers schema actions reducer hooks middleware errors constants tests test conftest
  tasks manager factory builder parser loader context provider component container list item form table modal validator
  resolver query mutation create update delete show edit new +page +server +layout loading error template`.split(
    /\s+/,
  ),
);
/** What bundlers name their output: says which build, not which code. */
const BUNDLE = /^(?:chunk|vendors?|runtime|polyfills|framework|bundle|commons|entry|pages|\d+)$/;
/** Folders of builds and roots, which say nothing of the code in them. */
const NEUTRAL =
  /^(?:src|dist|lib|libs|build|out|target|assets|js|css|static|public|scripts?|chunks?|bundles?|bin|esm|cjs|umd|es|app|www|html|_next|media|immutable|nodes|current|code|workspace|local|\.next|\.output|\.nuxt|.*\d.*)?$/;

export function fileOf(frame: Frame): FileName {
  const raw = frame.path ?? frame.absPath ?? '';
  if (raw === '' || /^(?:SourceFile|Unknown Source)$/.test(raw)) return fileOfClass(frame);
  if (/^(?:<anonymous>|\[native code\]|native|unknown|<unknown>|eval code|debugger eval code)$/.test(raw))
    return { file: '', folder: '', above: '' };
  const { segments } = locateFrame(raw);
  const stem = stemOf(segments.at(-1) ?? '');
  const packages = segments.length === 1 ? packagesOf(frame) : [];
  const folders = [...packages, ...segments.slice(0, -1)].map((folder) => folder.toLowerCase());
  if (BUNDLE.test(stem)) return { file: '', folder: '', above: '' };
  const folder = folders.at(-1);
  return {
    file: COMMON.has(stem) && telling(folder) !== '' ? `${folder}/${stem}` : stem,
    folder: telling(folder),
    above: telling(folders.at(-2)),
  };
}

function telling(folder = ''): string {
  return NEUTRAL.test(folder) ? '' : folder;
}

/** Java's and .NET's frames name a file without its folders, and a class with its packages. */
function packagesOf({ module, platform }: Frame): readonly string[] {
  if (module === null || !/^(?:java|csharp|android)$/.test(platform ?? 'java')) return [];
  return module.split(/[./]/).slice(0, -1);
}

/** A class and its inner classes stand in one file. */
function fileOfClass({ module, platform }: Frame): FileName {
  // Apple's reports name the binary: every function of the program has the same.
  if (platform === 'swift') return { file: '', folder: '', above: '' };
  const parts = (module ?? '').replace(/\$\$.*$/, '').split(/[./\\]|::/);
  const file = (parts.at(-1) ?? '')
    .replace(/[$+].*$/, '')
    .replace(/Kt$/, '')
    .replace(/<.*$/, '')
    .toLowerCase();
  const folder = parts.at(-2)?.toLowerCase();
  return {
    file: COMMON.has(file) && folder !== undefined ? `${folder}/${file}` : file,
    folder: telling(folder),
    above: telling(parts.at(-3)?.toLowerCase()),
  };
}

/** `Cart.3f2a1b9c.js` → `cart`; `index-BxY12z_a.mjs` → `index`. */
function stemOf(name: string): string {
  const bare = name
    .slice(0, 200)
    .replace(/\.(?:min|prod|development|production|bundle|chunk|esm|cjs|umd|es)(?=\.)/g, '')
    .replace(/(?:\.[a-z][a-z0-9]{0,6}){1,2}$/i, (end) =>
      /^\.[a-z0-9]{1,6}$/i.test(end) || /\.(?:html|js)\.erb$/.test(end)
        ? ''
        : end.replace(/\.[a-z0-9]{1,6}$/i, ''),
    );
  const plain = withoutHash(bare);
  return (plain === '' ? bare : plain).toLowerCase();
}

/** Drops `-BxY12z_a` (eight signs of base64) or the last part when it is a hash. */
function withoutHash(name: string): string {
  const eight = /[.~_-]$/.test(name.slice(0, -8)) && isHash(name.slice(-8)) ? name.slice(0, -9) : null;
  if (eight !== null) return eight;
  const cut = Math.max(name.lastIndexOf('.'), name.lastIndexOf('-'), name.lastIndexOf('~'));
  return cut >= 0 && isHash(name.slice(cut + 1)) ? name.slice(0, cut) : name;
}

/** Digits among letters, or letters of mixed case without a word's shape; a word with a number behind is none. */
function isHash(text: string): boolean {
  if (text.length < 6 || text.length > 40) return false;
  if (/^\d+$/.test(text)) return text.length >= 8;
  if (/^[a-z]+[_-]?v?\d{1,4}$/i.test(text) && !/^[0-9a-f]+$/.test(text)) return false;
  if (/^[0-9a-f]+$/i.test(text)) return /\d/.test(text) || text.length >= 8;
  if (/\d/.test(text)) return /[A-Z]/.test(text) || /\d[a-z_]+\d/.test(text);
  return (
    text.length === 8 &&
    /[a-z]/.test(text) &&
    /.[A-Z].*[A-Z]/.test(text) &&
    !/^(?:[A-Z]?[a-z]+){1,3}$/.test(text)
  );
}
