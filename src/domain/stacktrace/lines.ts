/** Most text that is read: GitHub's ceiling for a body, and room for a trace given whole. In UTF-16 units. */
const MAX_TEXT = 200_000;
const MAX_LINES = 5_000;
const MAX_LINE = 2_000;

const ENTITIES: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  '#39': "'",
  '#x27': "'",
  nbsp: ' ',
};

/** What log shippers and quoting put before a line: time stamps, levels, `> `, `| `, container names. */
const PREFIXES: readonly RegExp[] = [
  /^(?:> ?)+/,
  /^\[?\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:[.,]\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})?\]? /,
  /^[a-z][\w.-]{0,40} +\| /i,
  /^(?:\| )+/,
  /^\+-\+-+ ?\d* ?-*$/,
];

/** Lines of a report without colours, quoting, log prefixes and entities; indentation stays. */
export function reportLines(text: string): string[] {
  return text
    .slice(0, MAX_TEXT)
    .split(/\r\n|\r|\n/, MAX_LINES)
    .map((line) => cleanLine(line.slice(0, MAX_LINE)));
}

function cleanLine(line: string): string {
  const plain = line
    .replace(/\u001b\[[0-9;]{0,20}m/g, '')
    .replace(/&(lt|gt|amp|quot|#39|#x27|nbsp);/g, (all, name: string) => ENTITIES[name] ?? all);
  return PREFIXES.reduce((rest, prefix) => rest.replace(prefix, ''), plain);
}
