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

/** `::error::…` and its like on standard output. */
export function annotationsOf(stdout: string): Annotation[] {
  return stdout.split('\n').flatMap((line) => {
    const found = /^::(error|warning|notice)(?: [^:]*)?::(.*)$/.exec(line.trimEnd());
    return found === null
      ? []
      : [{ level: found[1] as Annotation['level'], message: unescapeData(found[2] ?? '') }];
  });
}

/** What `::add-mask::` asked the runner to hide. */
export const masksOf = (stdout: string): string[] =>
  stdout.split('\n').flatMap((line) => {
    const found = /^::add-mask::(.+)$/.exec(line.trimEnd());
    return found === null ? [] : [unescapeData(found[1] ?? '')];
  });

/** The log as a reader of the run sees it: mask commands gone, masked values starred out. */
export function visibleLog(text: string, masks: readonly string[]): string {
  const shown = text
    .split('\n')
    .filter((line) => !line.startsWith('::add-mask::'))
    .join('\n');
  return masks.reduce((log, mask) => log.replaceAll(mask, '***'), shown);
}
