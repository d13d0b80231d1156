import type { PatchFile } from '../../domain/gate.ts';
import { pathKind } from '../../domain/tree/kind.ts';
import { withInlineTests } from './inline-tests.ts';

/** A patch in two: what tests, and what is tested. Paths of the patched side; a deleted file under its old path. */
export interface PatchParts {
  /** Test files and what belongs to them: fixtures, snapshots, mocks. */
  readonly tests: readonly PatchFile[];
  readonly sources: readonly PatchFile[];
  /** New or changed test files that a runner can be given. */
  readonly programs: readonly string[];
  /** Sources that hold tests of their own, as they are with the patch's tests and the base's code. */
  readonly inline: readonly { readonly path: string; readonly text: string }[];
}

export function partsOfPatch(files: readonly PatchFile[]): PatchParts {
  const tests = files.filter(isTest);
  const inline = files.flatMap((file) => inlineOf(file));
  const onlyTests = new Set(inline.flatMap((one) => (one.onlyTests ? [one.path] : [])));
  const own = tests.flatMap(({ path, patched }) => (patched !== null && isTestProgram(path) ? [path] : []));
  return {
    tests,
    sources: files.filter((file) => !isTest(file) && !onlyTests.has(file.path)),
    programs: [...own, ...inline.map(({ path }) => path)],
    inline: inline.map(({ path, text }) => ({ path, text })),
  };
}

function inlineOf(file: PatchFile): { path: string; text: string; onlyTests: boolean }[] {
  const { path, oldPath, base, patched } = file;
  if (!path.endsWith('.rs') || oldPath !== undefined || patched === null || isTest(file)) return [];
  const made = withInlineTests(base, patched);
  return made === null ? [] : [{ path, ...made }];
}

/** A file moved into or out of the tests counts by where it was: hiding a source there is no test. */
function isTest({ path, oldPath }: PatchFile): boolean {
  return isTestPath(path) && (oldPath === undefined || isTestPath(oldPath));
}

/** Whether a path belongs to the tests. */
export function isTestPath(path: string): boolean {
  return pathKind(path) === 'test' || /\.snap$/.test(path) || isTestProgram(path);
}

/** How test files are named, by the defaults of each language's runners. Matched on the file name. */
const PROGRAMS: readonly RegExp[] = [
  /[._-](?:test|spec|tests|specs)\.[cm]?[jt]sx?$/i,
  /^(?:test|tests|spec)\.[cm]?[jt]sx?$/i,
  /^test[-_][^/]*\.[cm]?[jt]sx?$/i,
  /^(?:test_[^/]*|[^/]*_test|tests?)\.py$/,
  /_test\.(?:go|rb|dart|exs)$/,
  /_spec\.(?:rb|cr)$/,
  /^test_[^/]*\.rb$/,
  /(?:Test|Tests|TestCase|IT|Spec)\.(?:java|kt|groovy|scala|php|cs|fs|vb|swift)$/,
  /^Test[A-Z][^/]*\.(?:java|kt)$/,
];

/** Folders in which each script is a test, and those in which none is. */
const PROGRAM_FOLDER = /(?:^|\/)(?:__tests__|tests?)\/(?:[^/]+\/)*[^/]+\.(?:[cm]?[jt]sx?|rs)$/;
const SUPPORT =
  /(?:^|\/)(?:fixtures?|__fixtures__|__mocks__|mocks|stubs|testdata|__snapshots__|helpers?|support|setup|utils?|common)(?:\/|[^/]*\.[a-z]+$)/i;

/** Whether a runner can be given this file. */
export function isTestProgram(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (/\.d\.[cm]?ts$/.test(name)) return false;
  if (PROGRAMS.some((pattern) => pattern.test(name)))
    return !/\/(?:__)?(?:fixtures?|mocks)(?:__)?\//.test(`/${path}`);
  return PROGRAM_FOLDER.test(path) && !SUPPORT.test(path);
}
