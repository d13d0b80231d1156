import { unescapedStack } from './escaped.ts';

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
  // Docker Compose, pm2
  /^(?:\d{1,3}\|)?[a-z][\w.-]{0,60} {0,20}\| (?=\d{4}-)/i,
  /^\[?\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:[.,]\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})?\]? /,
  // Heroku, systemd, syslog
  /^(?:[A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} [\w.-]{1,60} )?[a-z][\w.-]{0,40}\[[\w.-]{1,40}\]: /i,
  /^(?:error|warn(?:ing)?|info|debug|fatal|severe|stderr|stdout)\s{1,5}(?=[\w.-]{1,60} {0,20}\| )/i,
  /^(?:\d{1,3}\|)?[a-z][\w.-]{0,60} +\| /i,
  // sbt, Maven
  /^\[(?:error|warn(?:ing)?|info|debug)\] (?=\s|[A-Za-z])/i,
  // Sidekiq
  /^pid=\d{1,9} tid=\S{1,20}(?: \S{1,80}){0,4} (?:DEBUG|INFO|WARN|ERROR|FATAL): /,
  // Android's logcat in its brief, tag and threadtime forms
  /^(?:\d{2}-\d{2} \d{2}:\d{2}:\d{2}\.\d{3} {1,5}\d{1,7} {1,5}\d{1,7} )?[VDIWEF][ /]AndroidRuntime ?(?:\( {0,5}\d{1,7}\))?: ?/,
  /^[VDIWEF]\/[\w.$-]{1,60} {0,20}\( {0,5}\d{1,7}\): ?/,
  /^\d{2}-\d{2} \d{2}:\d{2}:\d{2}\.\d{3} {1,5}\d{1,7} {1,5}\d{1,7} [VDIWEF] [\w.$-]{1,60} {0,20}: ?/,
  // Python's exception groups
  /^ {0,80}\+ (?=Exception Group Traceback)/,
  /^ {1,80}\| ?(?=\s|[A-Za-z_])/,
  /^(?:\| )+/,
];

/** Lines of a report without colours, quoting, log prefixes and entities; indentation stays. */
export function reportLines(text: string): string[] {
  return text
    .slice(0, MAX_TEXT)
    .split(/\r\n|\r|\n/, MAX_LINES)
    .flatMap(unescapedStack)
    .slice(0, MAX_LINES)
    .map((line) => cleanLine(line.slice(0, MAX_LINE)));
}

function cleanLine(line: string): string {
  const plain = line
    .replace(/\u001b\[[0-9;]{0,20}m/g, '')
    .replace(/&(lt|gt|amp|quot|#39|#x27|nbsp);/g, (all, name: string) => ENTITIES[name] ?? all);
  return PREFIXES.reduce((rest, prefix) => rest.replace(prefix, ''), plain);
}
