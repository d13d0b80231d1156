/** Path templates in OpenAPI's form: `/repos/{owner}/{repo}/issues/{issue_number}`. */
export type Pattern = {
  readonly template: string;
  readonly regex: RegExp;
  readonly names: readonly string[];
};

/** Parameters that hold slashes: branch names, file paths, and `base...head`. */
const GREEDY = new Set(['path', 'ref', 'basehead']);

export function compile(template: string): Pattern {
  const names: string[] = [];
  const source = template.replace(/[.]|\{(\w+)\}/g, (text, name: string | undefined) => {
    if (name === undefined) return `\\${text}`;
    names.push(name);
    return GREEDY.has(name) ? '(.+)' : '([^/]+)';
  });
  return { template, regex: new RegExp(`^${source}/?$`), names };
}

/** The decoded parameters, or `undefined` when the path is another one. */
export function match(pattern: Pattern, pathname: string): Record<string, string> | undefined {
  const found = pattern.regex.exec(pathname);
  if (found === null) return undefined;
  return Object.fromEntries(pattern.names.map((name, index) => [name, decode(found[index + 1] ?? '')]));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
