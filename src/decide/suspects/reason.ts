import type { Candidate } from './rank.ts';

/** Words for what changed a score. */
const BECAUSE: Readonly<Record<string, string>> = {
  named: 'the message names what it defines',
  mentioned: 'the report names it',
  'suspect-commit': 'changed by the suspect commit',
  'release-commit': 'changed in the release in which it began',
  recovered: 'a fix here helped before',
  rejected: 'a fix here was refused before',
};

/** One sentence that a human checks in a second. Holds no text of the event. */
export function reasonFor({ visits, because }: Candidate): string {
  const first = visits[0];
  const parts: string[] = [];
  if (first === undefined) parts.push('no frame names it');
  else {
    const where = first.exception === 0 ? 'of the root cause' : 'of a wrapping exception';
    const place = first.innermost
      ? 'innermost own frame'
      : first.steps < 1.5
        ? 'own frame near the top'
        : 'own frame';
    parts.push(first.ambiguous ? `one of several files that a frame ${where} may mean` : `${place} ${where}`);
    if (first.role === 'guard' && first.innermost) parts.push('only raises or checks');
    if (first.role === 'glue' && !first.innermost) parts.push('passes calls on');
    const frames = new Set(visits.map(({ frame }) => frame.function ?? frame.line)).size;
    if (frames > 1) parts.push(`named by ${frames} frames`);
  }
  parts.push(...because.map((name) => BECAUSE[name] ?? name));
  return [...new Set(parts)].join('; ');
}
