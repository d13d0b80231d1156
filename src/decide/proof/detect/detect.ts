import type { Command, CommandSet } from '../../../domain/commands.ts';
import type { VerifyCommands } from '../../../domain/policy/verify.ts';
import { CHECK_NAMES, type CheckName } from '../../../domain/proof.ts';
import { detectDotnet, detectGo, detectGradle, detectMaven, detectRust } from './compiled.ts';
import { detectJavaScript } from './javascript.ts';
import { type Detected, fileWords, foldersAbove, fromFolder, type Project } from './project.ts';
import { detectPython } from './python.ts';
import { detectElixir, detectPhp, detectRuby } from './scripting.ts';

type Detect = (project: Project, near: string) => Detected | null;

/** Which detectors a file of a language asks, in order. */
const BY_ENDING: readonly (readonly [ending: RegExp, detectors: readonly Detect[]])[] = [
  [/\.(?:[cm]?[jt]sx?|vue|svelte)$/, [detectJavaScript]],
  [/\.py$/, [detectPython]],
  [/\.go$/, [detectGo]],
  [/\.rs$/, [detectRust]],
  [/\.(?:java|kt|groovy|scala)$/, [detectGradle, detectMaven]],
  [/\.(?:rb|erb|rake)$/, [detectRuby]],
  [/\.php$/, [detectPhp]],
  [/\.(?:cs|fs|vb|cshtml|razor)$/, [detectDotnet]],
  [/\.exs?$/, [detectElixir]],
];

/** Names of the manifests that detection reads, for the caller to fetch. */
const MANIFEST =
  /^(?:package\.json|pyproject\.toml|setup\.(?:py|cfg)|tox\.ini|pytest\.ini|Pipfile|[\w-]*requirements[\w-]*\.txt|Gemfile(?:\.lock)?|composer\.json)$/;

/** Manifests in the folders above the given paths (and `requirements/*.txt` beside them). */
export function manifestsNear(paths: readonly string[], near: readonly string[]): string[] {
  const folders = new Set(['', ...near.flatMap(foldersAbove)]);
  return paths.filter((path) => {
    const at = path.lastIndexOf('/');
    const [folder, name] = [path.slice(0, Math.max(0, at)), path.slice(at + 1)];
    const listed =
      name.endsWith('.txt') &&
      /(?:^|\/)requirements$/.test(folder) &&
      folders.has(folder.replace(/\/?requirements$/, ''));
    return listed || (folders.has(folder) && MANIFEST.test(name));
  });
}

/** What the repository itself says, and the patch it is about. */
export interface DetectionFacts {
  readonly project: Project;
  /** Test programs of the patch, then its other paths: where the commands must apply. */
  readonly programs: readonly string[];
  readonly others: readonly string[];
  readonly configured: VerifyCommands;
}

/** Commands of `.github/patchpilot.yml` where it has them, else those that the tree shows. */
export function detectCommands(facts: DetectionFacts): CommandSet {
  const { project, programs, others, configured } = facts;
  const near = [...programs, ...others];
  const found = near.map((path) => detectAt(project, path)).find((one) => one !== null) ?? null;
  const checks = Object.fromEntries(
    CHECK_NAMES.map((name) => [name, checkOf(name, configured[name], found)]),
  ) as Record<CheckName, Command | null>;
  const testFiles = filesOf(programs, configured.testFile, found);
  const said = Object.values(configured).filter((text) => text !== null && text !== '').length;
  const detected = found !== null && Object.values(configured).some((text) => text === null);
  return {
    checks,
    testFiles,
    runner: configured.testFile || configured.test ? 'configured' : found?.runner || null,
    from: said > 0 ? (detected ? 'both' : 'configuration') : found === null ? 'none' : 'detected',
  };
}

function detectAt(project: Project, path: string): Detected | null {
  const detectors = BY_ENDING.find(([ending]) => ending.test(path))?.[1] ?? [];
  return detectors.map((detect) => detect(project, path)).find((one) => one !== null) ?? null;
}

function checkOf(name: CheckName, configured: string | null, found: Detected | null): Command | null {
  if (configured !== null) return configured === '' ? null : { script: configured, folder: '' };
  if (found === null) return null;
  if (name === 'install') return found.install;
  const script = found[name];
  return script === null ? null : { script, folder: found.folder };
}

function filesOf(
  programs: readonly string[],
  configured: string | null,
  found: Detected | null,
): Command | null {
  if (programs.length === 0 || configured === '') return null;
  if (configured !== null)
    return { script: configured.replaceAll('{files}', fileWords(programs)), folder: '' };
  if (found === null || found.testFiles === null) return null;
  const script = found.testFiles(programs.map((path) => fromFolder(found.folder, path)));
  return script === null ? null : { script, folder: found.folder };
}
