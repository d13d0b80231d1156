/**
 * Which source extensions a frame's extension may stand for, nearest first; the extension itself always comes first.
 * Compilers keep the stem and change the ending: TypeScript, JSX, Vue, Svelte and CoffeeScript emit `.js`; CPython
 * writes `.pyc`; Cython compiles `.pyx` to C; JVM languages share class files.
 */
const SOURCES: Readonly<Record<string, readonly string[]>> = {
  js: [
    'ts',
    'tsx',
    'jsx',
    'mjs',
    'mts',
    'cts',
    'cjs',
    'vue',
    'svelte',
    'coffee',
    'es6',
    'es',
    'res',
    'astro',
  ],
  mjs: ['mts', 'ts', 'tsx', 'js', 'jsx', 'vue', 'svelte', 'astro'],
  cjs: ['cts', 'ts', 'tsx', 'js', 'jsx'],
  jsx: ['tsx', 'js', 'ts'],
  ts: ['tsx', 'mts', 'cts', 'vue', 'svelte'],
  tsx: ['ts', 'jsx'],
  pyc: ['py'],
  pyo: ['py'],
  so: ['pyx', 'py'],
  c: ['pyx'],
  class: ['java', 'kt', 'scala', 'groovy'],
  java: ['kt', 'scala', 'groovy'],
  kt: ['kts', 'java'],
  scala: ['java'],
  groovy: ['java'],
  go: ['s'],
  dll: ['cs', 'fs', 'vb'],
  m: ['mm'],
  beam: ['ex', 'erl'],
  css: ['scss', 'less', 'sass'],
  html: ['hbs', 'erb', 'ejs', 'vue', 'pug', 'njk', 'liquid', 'twig'],
};

/** What a JVM class without a file name may be written in. */
export const JVM_SOURCES: readonly string[] = ['java', 'kt', 'scala', 'groovy', 'clj'];

/** How near a source extension is to the frame's: 0 the same, larger is further, -1 not a source of it. */
export function sourceDistance(frameExtension: string, treeExtension: string): number {
  if (frameExtension === treeExtension) return 0;
  const at = SOURCES[frameExtension]?.indexOf(treeExtension) ?? -1;
  return at < 0 ? -1 : at + 1;
}

/** Folders that compilers and bundlers write to; their files come from `src/`, `lib/` or the folder above. */
export const OUTPUT_FOLDERS: ReadonlySet<string> = new Set([
  ...['dist', 'lib', 'build', 'out', 'cjs', 'esm', 'es', 'es5', 'es6', 'esm5', 'esm2015', 'fesm2015'],
  ...[
    'commonjs',
    'umd',
    'module',
    'output',
    'compiled',
    'lib-esm',
    'lib-cjs',
    'dist-cjs',
    'dist-esm',
    'dist-es',
  ],
  ...[
    'dist-node',
    'dist-src',
    'dist-web',
    '.output',
    'target',
    'es2015',
    'mjs',
    'bundle',
    'built',
    'tsc-out',
  ],
]);

/** Folders that hold sources. */
export const SOURCE_FOLDERS: ReadonlySet<string> = new Set([
  'src',
  'lib',
  'source',
  'sources',
  'app',
  'python',
]);

/** Endings of the JavaScript family. */
export const SCRIPT_ENDINGS: ReadonlySet<string> = new Set([
  'js',
  'mjs',
  'cjs',
  'jsx',
  'ts',
  'tsx',
  'mts',
  'cts',
]);

/**
 * File stems that exist in almost every project: alone they are no evidence that a frame and a file are the same.
 * Lower case.
 */
export const COMMON_STEMS: ReadonlySet<string> = new Set([
  ...['index', 'main', 'app', 'server', 'client', 'util', 'utils', 'helper', 'helpers', 'common', 'types'],
  ...[
    'constants',
    'config',
    'settings',
    'error',
    'errors',
    'exceptions',
    'base',
    'core',
    'api',
    'models',
    'model',
  ],
  ...['views', 'view', 'urls', 'admin', 'forms', 'test', 'tests', 'conftest', 'setup', 'init', '__init__'],
  ...[
    '__main__',
    'mod',
    'lib',
    'handler',
    'handlers',
    'router',
    'routes',
    'logger',
    'logging',
    'log',
    'middleware',
  ],
  ...[
    'page',
    'layout',
    'route',
    'context',
    'package',
    'program',
    'startup',
    'cli',
    'run',
    'runner',
    'manager',
  ],
  ...[
    'parser',
    'request',
    'response',
    'http',
    'json',
    'cache',
    'store',
    'session',
    'connection',
    'db',
    'database',
  ],
  ...['service', 'services', 'schema', 'options', 'debug', 'version', 'compat', 'misc', 'tools', 'bootstrap'],
  ...[
    'vendor',
    'runtime',
    'chunk',
    'bundle',
    'polyfills',
    'application',
    'loader',
    'plugin',
    'plugins',
    'node',
  ],
  ...[
    'command',
    'commands',
    'worker',
    'process',
    'events',
    'event',
    'state',
    'file',
    'files',
    'doc',
    'default',
  ],
]);
