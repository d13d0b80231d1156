import type { Frame } from '../event.ts';
import { type Found, isCommonName, matchQuery } from './match.ts';
import { JVM_SOURCES } from './sources.ts';
import { longestSuffix, splitName, type TreeIndex } from './tree.ts';

const JVM_ENDING = /\.(?:java|kt|kts|scala|groovy|clj|cljc)$/i;
const NET_ENDING = /\.(?:cs|fs|vb)$/i;
/** Folders below which a JVM package's folders start. */
const JVM_ROOT = /^(?:java|kotlin|scala|groovy|clojure|src|main|jvmmain|commonmain|javatests?)$/i;

/** Whether a frame names its file by class rather than by path. */
export function isClassFrame(frame: Frame): 'jvm' | 'net' | null {
  const path = frame.path ?? '';
  if (JVM_ENDING.test(path) || /^(?:java|kotlin|scala|clojure|android)$/.test(frame.platform ?? ''))
    return 'jvm';
  if (NET_ENDING.test(path)) return null; // .NET paths are real build paths
  return frame.platform === 'csharp' || frame.platform === 'dotnet' ? 'net' : null;
}

/** Maps a JVM frame: the class's package gives the folders, the file name gives the file. */
export function mapJvm(index: TreeIndex, frame: Frame): Found | null {
  const file = (frame.path ?? '').replaceAll('\\', '/');
  const name = qualifiedName(frame);
  if (file.includes('/') && JVM_ENDING.test(file)) {
    const query = { segments: file.split('/'), rooted: false, rewrites: 0, how: 'package path' };
    const match = matchQuery(index, query);
    if (match !== null && match.depth === query.segments.length) return match;
  }
  if (name === null) return JVM_ENDING.test(file) ? matchQuery(index, bare(baseName(file))) : null;
  const folders = name.slice(0, -1);
  const type = (name.at(-1) ?? '').replace(/\$.*$/, '');
  if (JVM_ENDING.test(file)) return packaged(index, [...folders, baseName(file)], undefined);
  const kotlin = type.endsWith('Kt') ? [type, type.slice(0, -2)] : [type];
  for (const stem of kotlin) {
    const match = packaged(index, [...folders, stem], JVM_SOURCES);
    if (match !== null) return match;
  }
  return null;
}

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

function bare(name: string) {
  return { segments: [name], rooted: false, rewrites: 0, how: 'the only file of that name' };
}

/** `['com', 'acme', 'Cart$Inner']` from the module, or from a function that carries its class. */
function qualifiedName(frame: Frame): readonly string[] | null {
  const module = (frame.module ?? '').replace(/^.*\//, '').trim(); // `java.base/java.util…`, `app//com.acme…`
  if (module.includes('.')) return module.split('.');
  const called = (frame.function ?? '').replace(/^.*\//, '').replace(/\(.*$/, '');
  const parts = called.split('.').slice(0, -1);
  return parts.length >= 2 ? parts : module === '' ? null : [module];
}

/** A suffix of the package is enough only where the tree's own package folders end there (Kotlin's omitted root). */
function packaged(
  index: TreeIndex,
  segments: readonly string[],
  extensions: readonly string[] | undefined,
): Found | null {
  const how = 'package and file of the class';
  const match = matchQuery(index, { segments, rooted: false, rewrites: 0, how }, extensions);
  if (match === null) return null;
  if (match.depth === segments.length) return match;
  const fits = match.candidates.filter((path) => JVM_ROOT.test(path.split('/').at(-match.depth - 1) ?? ''));
  if (fits.length === 0 || (match.depth === 1 && isCommonName(segments.at(-1) ?? ''))) return null;
  return { ...match, candidates: fits, path: fits.length === 1 ? (fits[0] ?? null) : null, strength: 0.6 };
}

/** Maps a .NET frame without a file: the class names the file, the namespace must agree with its folders. */
export function mapNet(index: TreeIndex, frame: Frame): Found | null {
  const called = `${frame.module ?? ''}.${frame.function ?? ''}`.replace(/[`<(].*$/, '');
  const parts = called.split(/[.+]/).filter((part) => part !== '');
  for (let at = parts.length - 1; at >= 1; at--) {
    const match = longestSuffix(index, [parts[at] ?? ''], ['cs', 'fs', 'vb']);
    if (match === null) continue;
    const spaces = new Set(parts.slice(0, at).map((part) => part.toLowerCase()));
    const shared = match.files.map((file) => {
      const folders = file.path
        .toLowerCase()
        .split('/')
        .slice(0, -1)
        .flatMap((folder) => folder.split('.'));
      return folders.filter((folder) => spaces.has(folder)).length;
    });
    const most = Math.max(...shared);
    if (most === 0) continue;
    const candidates = match.files.filter((_, each) => shared[each] === most).map((file) => file.path);
    const path = candidates.length === 1 ? (candidates[0] ?? null) : null;
    return { path, candidates, strength: 0.65, depth: most + 1, reason: 'class name within its namespace' };
  }
  return null;
}

/** Reads dotted and namespaced modules as paths: Python `app.orders.views`, PHP `App\Http\CartController`. */
export function mapModule(index: TreeIndex, frame: Frame): Found | null {
  const module = (frame.module ?? '').replace(/[(<].*$/, '').trim();
  if (module === '') return null;
  const php = module.includes('\\');
  const ending = splitName(baseName((frame.path ?? '').toLowerCase()))[1];
  if (!php && ending !== 'py' && frame.platform !== 'python') return null;
  const parts = module.split(php ? '\\' : '.').filter((part) => part !== '');
  if (parts.length < 2 || parts.some((part) => part.includes('/'))) return null;
  const query = { rooted: false, rewrites: 0, how: php ? 'namespace path' : 'dotted module' };
  if (php) return matchQuery(index, { ...query, segments: parts }, ['php']);
  const found = [parts, [...parts, '__init__']].map((segments) =>
    matchQuery(index, { ...query, segments }, ['py', 'pyx']),
  );
  return found.find((match, at) => match?.depth === parts.length + at) ?? null;
}
