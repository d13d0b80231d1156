/** Longest message that is looked at; what tells errors apart stands at its beginning. */
const MAX_MESSAGE = 600;

interface Mask {
  readonly name: string;
  readonly pattern: RegExp;
  readonly to: string;
}

/**
 * What varies between two occurrences of one bug, in the order of application: the more particular form first.
 * Every pattern is bounded, so masking is linear.
 */
const MASKS: readonly Mask[] = [
  { name: 'url', pattern: /\b[a-z][a-z0-9+.-]{1,15}:\/\/[^\s"'<>)\]]{1,500}/gi, to: '‹url›' },
  { name: 'email', pattern: /[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{1,63}/g, to: '‹email›' },
  { name: 'uuid', pattern: /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, to: '‹id›' },
  {
    name: 'date',
    pattern: /\b\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?/g,
    to: '‹date›',
  },
  { name: 'address', pattern: /\b0x[0-9a-f]{2,16}\b|@[0-9a-f]{6,16}\b/gi, to: '‹address›' },
  { name: 'windows path', pattern: /\b[A-Z]:\\[^\s"'<>|]{1,300}/g, to: '‹path›' },
  {
    name: 'path',
    pattern: /(?<![\w.])(?:\.{0,2}|~)\/[\w.@%+~-]{1,120}(?:\/[\w.@%+~-]{0,120}){0,30}/g,
    to: '‹path›',
  },
  {
    name: 'quoted',
    pattern: /"[^"\n]{0,200}"|“[^”\n]{0,200}”|`[^`'\n]{0,200}[`']|(?<![\w])'[^'\n]{0,200}'(?!\w)/g,
    to: '‹text›',
  },
  // `cus_Nx81…`, `ord_9d832…`: a short word says of what
  {
    name: 'prefixed id',
    pattern: /\b[a-z]{2,12}_(?=[A-Za-z]{0,39}\d)[A-Za-z0-9]{8,40}\b/g,
    to: '‹id›',
  },
  { name: 'hash', pattern: /\b(?=[0-9a-f]{0,63}\d)(?=[0-9a-f]{0,63}[a-f])[0-9a-f]{7,64}\b/gi, to: '‹id›' },
  { name: 'token', pattern: /\b(?=[\w-]{0,99}\d)[A-Za-z0-9_-]{20,100}\b/g, to: '‹id›' },
  { name: 'ip', pattern: /\b\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?\b/g, to: '‹host›' },
  {
    name: 'number',
    pattern: /(?<![\w])[-+]?\d[\d.,_]*(?:e[-+]?\d{1,3})?(?:ms|s|m|h|kb|mb|gb|px|%|b)?(?![\w])/gi,
    to: '‹n›',
  },
  { name: 'numbered word', pattern: /\b([A-Za-z]{2,40}[_#-]?)\d{1,12}\b/g, to: '$1‹n›' },
];

/** Replaces what varies by placeholders and folds white space. Of the first line with words only. */
export function maskMessage(message: string): string {
  const line =
    message
      .slice(0, MAX_MESSAGE * 2)
      .split('\n')
      .find((one) => /\w/.test(one)) ?? '';
  const masked = MASKS.reduce(
    (text, { pattern, to }) => text.replace(pattern, to),
    line.slice(0, MAX_MESSAGE),
  );
  return masked.replace(/\s{1,100}/g, ' ').trim();
}

/** Quoted words of a message that look like names of code: what `reading 'price'` speaks of. */
export function quotedNames(message: string): readonly string[] {
  return [...message.slice(0, MAX_MESSAGE).matchAll(/["'`‘“]([A-Za-z_$][\w$.]{0,60})["'`’”]/g)].map(
    (match) => match[1] ?? '',
  );
}
