/** Files by which a step talks to the runner: `name=value` lines and `name<<DELIMITER` blocks. */
export function parseFileCommand(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  const lines = text.split(/\r?\n/);
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (line === '') continue;
    const equals = line.indexOf('=');
    const heredoc = line.indexOf('<<');
    if (heredoc >= 0 && (equals < 0 || heredoc < equals)) {
      const end = lines.indexOf(line.slice(heredoc + 2), at + 1);
      if (end < 0)
        throw new Error(`Invalid value. Matching delimiter not found '${line.slice(heredoc + 2)}'`);
      found[line.slice(0, heredoc)] = lines.slice(at + 1, end).join('\n');
      at = end;
    } else if (equals > 0) {
      found[line.slice(0, equals)] = line.slice(equals + 1);
    } else {
      throw new Error(`Invalid format '${line}'`);
    }
  }
  return found;
}

export type Annotation = { readonly level: 'error' | 'warning' | 'notice'; readonly message: string };

const unescapeData = (text: string): string =>
  text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');

type Command = { readonly name: string; readonly text: string };

/** Lines of standard output as the runner reads them: commands count unless a step has stopped them with its token. */
function* readLines(stdout: string): Generator<string | Command> {
  let stopped: string | null = null;
  for (const line of stdout.split('\n')) {
    const found = /^\s*::([\w-]+)(?: [^:]*)?::(.*)$/.exec(line.trimEnd());
    const name = found?.[1] ?? '';
    if (stopped !== null) {
      if (name === stopped) stopped = null;
      else yield line;
    } else if (name === 'stop-commands') stopped = found?.[2] ?? '';
    else if (found !== null) yield { name, text: unescapeData(found[2] ?? '') };
    else yield line;
  }
}

const commandsOf = (stdout: string): Command[] =>
  [...readLines(stdout)].flatMap((line) => (typeof line === 'string' ? [] : [line]));

/** `::error::…` and its like on standard output. */
export function annotationsOf(stdout: string): Annotation[] {
  const levels = new Set(['error', 'warning', 'notice']);
  return commandsOf(stdout).flatMap(({ name, text }) =>
    levels.has(name) ? [{ level: name as Annotation['level'], message: text }] : [],
  );
}

/** What `::add-mask::` asked the runner to hide. */
export const masksOf = (stdout: string): string[] =>
  commandsOf(stdout).flatMap(({ name, text }) => (name === 'add-mask' ? [text] : []));

/** The log as a reader of the run sees it: commands carried out, masked values starred out. */
export function visibleLog(text: string, masks: readonly string[]): string {
  const lines = [...readLines(text)].flatMap((line) => {
    if (typeof line === 'string') return [line];
    return ['error', 'warning', 'notice'].includes(line.name) ? [`::${line.name}::${line.text}`] : [];
  });
  return masks.reduce((log, mask) => log.replaceAll(mask, '***'), lines.join('\n'));
}
