/** Longest frame path that is looked at; real ones stay far below. */
const LONGEST_PATH = 1_024;

/** An installed package that a frame's path runs through. */
export interface Library {
  /** Whose layout names the package: decides how its files map back to sources. */
  readonly kind: 'npm' | 'python' | 'go' | 'ruby' | 'composer' | 'cargo' | 'runtime';
  /** Package name without scope and version; `''` for a language's own runtime. */
  readonly name: string;
  /** npm scope or Composer/Go owner, without `@`; `''` when there is none. */
  readonly scope: string;
  /** Index of the first segment below the package's root. */
  readonly start: number;
}

/** A frame's path cut into segments, with what its prefix says about where it was deployed. */
export interface FrameLocation {
  /** Path segments without scheme, host, query, `.` and leading `..`. */
  readonly segments: readonly string[];
  /** Index of the first segment below a well-known deploy or bundler root; `null` when no such root is seen. */
  readonly root: number | null;
  readonly library: Library | null;
}

/**
 * Folders that runtimes, containers and CI systems put a repository's root at, most specific first. `*` is any one
 * segment. AWS Lambda, Docker's usual work directories, Heroku, Render, Azure App Service, Capistrano releases,
 * GitHub, GitLab and Azure Pipelines checkouts, .NET deterministic builds (`/_/`).
 */
const DEPLOY_ROOTS: readonly (readonly string[])[] = [
  'home/runner/work/*/*',
  'Users/runner/work/*/*',
  'opt/render/project/src',
  'home/site/wwwroot',
  'home/vsts/work/*/s',
  'var/www/*/current',
  'var/www/*/releases/*',
  'home/*/*/releases/*',
  'var/www/html',
  'github/workspace',
  'usr/src/app',
  'usr/app',
  'usr/src',
  'opt/app',
  'srv/app',
  'var/task',
  'var/app/current',
  'builds/*/*',
  'tmp/build_*',
  'a/*/s',
  'agent/_work/*/s',
  'D:/a/*/*',
  'workspace',
  'workspaces/*',
  'rails',
  'code',
  'app',
  '_',
].map((root) => root.split('/'));

/** Cuts a frame's path or URL into segments and finds its package and its deploy root. Total; linear. */
export function locateFrame(raw: string): FrameLocation {
  const path = stripScheme(raw.slice(0, LONGEST_PATH).replaceAll('\\', '/'));
  const marked = path.lastIndexOf('/./');
  const segments: string[] = [];
  let root: number | null = /^(\.|~)\//.test(path) ? 0 : null;
  let position = 0;
  for (const part of path.split('/')) {
    if (position === marked + 1 && marked >= 0) root = segments.length;
    position += part.length + 1;
    if (part === '..') segments.pop();
    else if (part !== '' && part !== '.' && !(part === '~' && segments.length === 0)) {
      segments.push(decodeSegment(part));
    }
  }
  const library = findLibrary(segments);
  return { segments, root: root ?? deployRoot(segments, path.startsWith('/')), library };
}

/** Drops `scheme://host`, `webpack-internal:///(layer)/`, Windows drive letters, query and fragment. */
function stripScheme(path: string): string {
  let rest = path.trim().replace(/^(?:async|native)[ ]/, '');
  const cut = rest.search(/[?#](?!\[)/);
  if (cut > 0) rest = rest.slice(0, cut);
  rest = rest.replace(/^package:([\w.]{1,100})\//, '$1/lib/');
  for (let round = 0; round < 3; round++) {
    const scheme = /^([a-z][a-z0-9+.-]{1,40}):\/\/(\/?)/i.exec(rest);
    if (scheme === null) break;
    rest = rest.slice(scheme[0].length);
    const name = (scheme[1] ?? '').toLowerCase();
    if (name === 'webpack' || name === 'ng' || name === 'turbopack' || name === 'rollup' || name === 'vite') {
      rest = rest.replace(/^\//, '');
      continue; // the first segment may be the bundle's name: the longest suffix sees past it
    }
    if (scheme[2] === '' && name !== 'app' && name !== 'file') {
      rest = rest.slice(Math.max(0, rest.indexOf('/')) + (rest.includes('/') ? 0 : rest.length));
    } else if (name === 'app' || name.startsWith('webpack')) rest = `./${rest.replace(/^\/+/, '')}`;
    else if (name === 'file') rest = `/${rest}`;
  }
  rest = rest.replace(/^\((?:[a-z-]{1,30})\)\//, '').replace(/^\[(?:project|root-of-the-server)\]\//, './');
  return rest.replace(/^\/?@fs\//, '/').replace(/^[a-z]:\//i, (drive) => `${drive.slice(0, 2)}/`);
}

function decodeSegment(segment: string): string {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment).replaceAll('/', '%2F');
  } catch {
    return segment;
  }
}

function deployRoot(segments: readonly string[], absolute: boolean): number | null {
  const from = /^[a-z]:$/i.test(segments[0] ?? '') ? 1 : 0;
  if (!absolute && from === 0) return null;
  for (const root of DEPLOY_ROOTS) {
    const start = root[0] === 'D:' ? 0 : from;
    const matches = root.every((want, at) => {
      const have = segments[start + at] ?? '';
      return want === '*' || (want.endsWith('*') ? have.startsWith(want.slice(0, -1)) : have === want);
    });
    if (matches && segments.length > start + root.length) return start + root.length;
  }
  return null;
}

/** The innermost package on the path: an installed copy inside another package counts as its own package. */
function findLibrary(segments: readonly string[]): Library | null {
  for (let at = segments.length - 2; at >= 0; at--) {
    const found = libraryAt(segments, at);
    if (found !== null) return found;
  }
  return findRuntime(segments);
}

function libraryAt(segments: readonly string[], at: number): Library | null {
  const [here, next, third] = [segments[at] ?? '', segments[at + 1] ?? '', segments[at + 2] ?? ''];
  if (here === 'node_modules' || (here === 'npm' && segments[at - 1]?.endsWith('jsdelivr.net') === true)) {
    const scoped = next.startsWith('@');
    const name = (scoped ? third : next).replace(/(?<=.)@.*$/, '');
    return { kind: 'npm', name, scope: scoped ? next.slice(1) : '', start: at + (scoped ? 3 : 2) };
  }
  if (here === 'site-packages' || here === 'dist-packages' || here.endsWith('.egg')) {
    return { kind: 'python', name: next.replace(/\.pyc?$/, ''), scope: '', start: at + 1 };
  }
  if (here === 'mod' && segments[at - 1] === 'pkg') return goModule(segments, at + 1);
  if (here === 'gems' && /-\d/.test(next)) {
    return { kind: 'ruby', name: next.replace(/-\d.*$/, ''), scope: '', start: at + 2 };
  }
  if (here === 'bundler' && next === 'gems') {
    return { kind: 'ruby', name: third.replace(/-[0-9a-f]{7,}$/, ''), scope: '', start: at + 3 };
  }
  if (here === 'registry' && next === 'src' && segments.includes('.cargo')) {
    const crate = (segments[at + 3] ?? '').replace(/-\d.*$/, '');
    return { kind: 'cargo', name: crate, scope: '', start: at + 4 };
  }
  if (
    here === 'vendor' &&
    third !== '' &&
    !next.includes('.') &&
    segments.at(-1)?.endsWith('.php') === true
  ) {
    return { kind: 'composer', name: third, scope: next, start: at + 3 };
  }
  return /^[a-z0-9-]+\.[a-z.]+$/.test(here) && /^(github|gitlab|bitbucket|gopkg|golang)\./.test(here)
    ? goModule(segments, at)
    : null;
}

/** `github.com/owner/repo[/v2][@v2.0.1]/rest`: the module's root is below the version, or below owner and repo. */
function goModule(segments: readonly string[], host: number): Library | null {
  if (!(segments.at(-1) ?? '').endsWith('.go')) return null;
  const versioned = segments.findIndex((part, at) => at >= host && part.includes('@v'));
  let root = versioned >= 0 ? versioned + 1 : host + 3;
  if (versioned < 0 && /^v\d+$/.test(segments[root] ?? '')) root++;
  const name = (segments[host + 2] ?? segments[host + 1] ?? '').replace(/@v.*$/, '');
  if (root >= segments.length || name === '') return null;
  return { kind: 'go', name, scope: (segments[host + 1] ?? '').replaceAll('!', ''), start: root };
}

/** The language's own standard library: its files never belong to an application's tree. */
function findRuntime(segments: readonly string[]): Library | null {
  for (let at = 0; at < segments.length - 1; at++) {
    const [here, next] = [segments[at] ?? '', segments[at + 1] ?? ''];
    const before = segments[at - 1] ?? '';
    const python =
      (/^lib(64)?$/i.test(here) && /^(python-?\d[\d.]*|pypy[\d.]*)$/i.test(next) && at + 2) ||
      (/^(python-?\d[\d.]*|(ana|mini)conda\d?|pypy[\d.]*)$/i.test(before) && /^lib$/i.test(here) && at + 1);
    const go =
      here === 'src' &&
      ((before === 'go' && segments[at - 2] === 'local') || /^go-?1[\d.]*$|^goroot$/i.test(before)) &&
      !next.includes('.') &&
      at + 1;
    const ruby = here === 'ruby' && before === 'lib' && /^\d[\d.]+$/.test(next) && at + 2;
    const rust = here === 'rustc' && (next.length >= 20 || segments[at + 2] === 'library') && at + 2;
    const start = python || go || ruby || rust;
    if (start) return { kind: 'runtime', name: '', scope: '', start };
  }
  return null;
}
