import { MANAGERS, type Manager, NPM, RUNNERS, type Runner, shim } from './javascript-tools.ts';
import { type Detected, fileWords, foldersAbove, inFolder, nearest, type Project, steps } from './project.ts';

interface Manifest {
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: ReadonlySet<string>;
}

/** A project with a `package.json` above the given path. */
export function detectJavaScript(project: Project, near: string): Detected | null {
  const folders = foldersAbove(near).filter((folder) => project.paths.has(inFolder(folder, 'package.json')));
  const found = folders.map((folder) => ({ folder, manifest: readManifest(project, folder) }));
  const own = found.find(({ manifest }) => runnerOf(manifest) !== null) ?? found.at(-1);
  if (own === undefined) return null;
  const { folder, manifest } = own;
  const runner = runnerOf(manifest);
  const lockHome =
    nearest(
      project,
      inFolder(folder, 'x'),
      MANAGERS.flatMap(({ lockfiles }) => lockfiles),
    ) ?? folder;
  const manager = MANAGERS.find(({ lockfiles }) =>
    lockfiles.some((name) => project.paths.has(inFolder(lockHome, name))),
  );
  const used = manager ?? NPM;
  const script = (name: string) => (manifest.scripts[name] === undefined ? null : `${used.run} ${name}`);
  const typecheck = ['typecheck', 'type-check', 'check-types', 'tsc'].find(
    (name) => name in manifest.scripts,
  );
  return {
    runner: runner?.name ?? '',
    folder,
    install: installOf(project, {
      lockHome,
      manager: manager ?? null,
      manifests: found.map((one) => one.manifest),
    }),
    build: script('build'),
    lint: steps([script('lint'), typecheck === undefined ? null : script(typecheck)]),
    test: testScript(manifest, runner, used),
    testFiles:
      runner === null
        ? null
        : (files) =>
            [commandOf(manifest, runner, used), runner.report, runner.byPath, fileWords(files)]
              .filter((words) => words)
              .join(' '),
  };
}

function readManifest(project: Project, folder: string): Manifest {
  const value = parse(project.text(inFolder(folder, 'package.json')));
  const group = (name: string): Record<string, unknown> => {
    const inner = value[name];
    return typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>) : {};
  };
  const scripts = Object.entries(group('scripts')).flatMap(([name, text]): [string, string][] =>
    typeof text === 'string' ? [[name, text.slice(0, 2_000)]] : [],
  );
  const dependencies = [
    'dependencies',
    'devDependencies',
    'optionalDependencies',
    'peerDependencies',
  ].flatMap((name) => Object.keys(group(name)));
  return { scripts: Object.fromEntries(scripts), dependencies: new Set(dependencies) };
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** npm's own placeholder is no test. */
const PLACEHOLDER = /no test specified/;

function runnerOf({ scripts, dependencies }: Manifest): Runner | null {
  const script = scripts.test ?? '';
  const said = PLACEHOLDER.test(script) ? undefined : RUNNERS.find((runner) => runner.script.test(script));
  const installed = RUNNERS.find(({ dependency }) => dependency !== null && dependencies.has(dependency));
  return said ?? installed ?? null;
}

interface InstallFacts {
  readonly lockHome: string;
  readonly manager: Manager | null;
  readonly manifests: readonly Manifest[];
}

function installOf(project: Project, { lockHome, manager, manifests }: InstallFacts): Detected['install'] {
  if (manager !== null) {
    const berry = manager.name === 'yarn' && project.paths.has(inFolder(lockHome, '.yarnrc.yml'));
    const script = berry ? `${shim('yarn')} install --immutable` : manager.install;
    return { script, folder: lockHome };
  }
  const needs = manifests.some(({ dependencies }) => dependencies.size > 0);
  return needs ? { script: 'npm install --no-package-lock', folder: lockHome } : null;
}

/** One command without anything that a shell would have to read: the runner itself can be called with a report. */
const PLAIN = /^[\w@./:=,* '"!{}?[\]-]{1,500}$/;

function testScript(manifest: Manifest, runner: Runner | null, { exec, run }: Manager): string | null {
  const script = manifest.scripts.test;
  if (script === undefined || PLACEHOLDER.test(script)) return null;
  if (runner === null || !runner.script.test(script) || !PLAIN.test(script)) return `${run} test`;
  const words = script.trim().replace(/^(?:cross-env\s+)?(?:[A-Z_]+=\S+\s+)+/, '');
  const start = words.split(/\s+/)[0] ?? '';
  if (!/^(?:vitest|jest|mocha|node|tsx|bun|ava|jasmine|tap|uvu)$/.test(start)) return `${run} test`;
  const once = runner.name === 'vitest' ? words.replace(/^vitest(?: run| watch)?/, 'vitest run') : words;
  const program = start === 'node' || start === 'bun' ? once : `${exec} ${once}`;
  // Options come before the patterns: node takes what follows a pattern for another one.
  return runner.name === 'node:test'
    ? program.replace(/\s--test\b/, ` --test ${runner.report}`)
    : `${program} ${runner.report}`.trim();
}

/** Options whose next word is their value. */
const WITH_VALUE =
  /^(?:-c|--config|-p|--project|--root|--dir|--import|-r|--require|--loader|--experimental-loader|--env-file|--conditions|-C|--ui|-t|--timeout|--environment|--file|--ext|--extension|--setupFiles|--rootDir)$/;

/** The runner with the options of the `test` script and without its patterns. */
function commandOf(manifest: Manifest, runner: Runner, { exec }: Manager): string {
  const script = manifest.scripts.test ?? '';
  const at = script.search(/\b(?:vitest|react-scripts|jest|mocha|ava|jasmine|tap|uvu|bun|tsx|node)\b/);
  const last = runner.script.test(script) && at >= 0 ? (script.slice(at).split(/&&|\|\||[|;]/)[0] ?? '') : '';
  const words = last
    .trim()
    .split(/\s+/)
    .filter((text) => text !== '');
  const kept = words.filter(
    (text, index) => index > 0 && (text.startsWith('-') || WITH_VALUE.test(words[index - 1] ?? '')),
  );
  const options = kept.filter(
    (text) => /^[\w@./:=,'"-]+$/.test(text) && !/^--(?:watch|coverage|reporter|test-reporter)/.test(text),
  );
  if (runner.name === 'node:test')
    return `${words[0] === 'tsx' ? `${exec} tsx` : 'node'} ${withTest(options)}`;
  if (runner.name === 'bun') return 'bun test';
  return [exec, runner.command, ...options.filter((text) => text !== '--watchAll=false')].join(' ');
}

function withTest(options: readonly string[]): string {
  return [...options.filter((text) => text !== '--test'), '--test'].join(' ');
}
