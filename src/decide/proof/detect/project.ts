/** A repository as far as its commands can be told from it. */
export interface Project {
  readonly paths: ReadonlySet<string>;
  /** Text of a manifest; '' when it is not there or was not read. */
  readonly text: (path: string) => string;
}

/** How one kind of project is checked. Scripts are for `bash`; `null`: nothing to do. */
export interface Detected {
  readonly runner: string;
  /** Where build, lint and tests run. */
  readonly folder: string;
  readonly install: { readonly script: string; readonly folder: string } | null;
  readonly build: string | null;
  readonly lint: string | null;
  readonly test: string | null;
  /** Runs these files (relative to `folder`) only; `null`: the runner cannot. */
  readonly testFiles: ((files: readonly string[]) => string | null) | null;
}

/** The variable that names the file in which a runner leaves its report. */
export const REPORT = '"$PATCHPILOT_REPORT"';

/** A word for `bash`, whatever it holds. */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) && !word.startsWith('-') ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** Files as words; a leading `-` would be an option. */
export function fileWords(files: readonly string[]): string {
  return files.map((file) => shellWord(file.startsWith('-') ? `./${file}` : file)).join(' ');
}

/** Folders from the one that holds a path up to the root (`''`). */
export function foldersAbove(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return [...parts.map((_, at) => parts.slice(0, parts.length - at).join('/')), ''];
}

/** Path of a name in a folder. */
export function inFolder(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

/** A path of the tree as seen from a folder. */
export function fromFolder(folder: string, path: string): string {
  return folder !== '' && path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path;
}

/** The nearest folder above a path that holds one of the names; `null`: none does. */
export function nearest(project: Project, path: string, names: readonly string[]): string | null {
  return (
    foldersAbove(path).find((folder) => names.some((name) => project.paths.has(inFolder(folder, name)))) ??
    null
  );
}

/** Lines of `bash` one after the other; any that fails ends them. */
export function steps(lines: readonly (string | null | false)[]): string | null {
  const kept = lines.filter((line): line is string => typeof line === 'string' && line !== '');
  return kept.length === 0 ? null : kept.join('\n');
}

/** Runs a command, then gathers the XML reports that it left, no older ones, and ends as the command did. */
export function gatherXml(command: string, pattern: string): string {
  const find = `find . -path ${shellWord(pattern)} -name 'TEST-*.xml' -type f`;
  return [
    `${find} -delete`,
    'status=0',
    `${command} || status=$?`,
    `${find} -exec cat {} + > ${REPORT} || true`,
    'exit $status',
  ].join('\n');
}
