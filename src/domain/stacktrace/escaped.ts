/** A line of JSON that holds a stack as one string. */
const ESCAPED =
  /\\n(?:\\t|\s){0,8}(?:at |File \\?"|from \S|Caused by: |goroutine \d|\/[^\s\\"]{1,300}\.go:\d)/;

/** Stacks that a logger wrote into one line of JSON, back on lines of their own. Other lines are as they are. */
export function unescapedStack(line: string): readonly string[] {
  if (!ESCAPED.test(line)) return [line];
  const lines = line.split('\\n').map((part) => part.replaceAll('\\t', '\t').replaceAll('\\"', '"'));
  const [first = '', ...rest] = lines;
  const last = rest.pop() ?? '';
  // Before the stack stand other fields, `"level":"error","stack":"TypeError: …`; behind it too.
  const start = Math.max(first.lastIndexOf('":"'), first.lastIndexOf('": "'));
  const begun = start < 0 ? first : first.slice(first.indexOf('"', start + 2) + 1);
  return [begun, ...rest, last.replace(/"(?:[,}].*)?$/, '')];
}
