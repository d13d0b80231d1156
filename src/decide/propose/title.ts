import type { IncidentEvidence } from '../../domain/incident.ts';
import type { Suspect } from '../../domain/suspect.ts';
import { type Untrusted, untrusted } from '../../domain/trust.ts';

const CONVENTIONAL =
  /^(?:feat|fix|docs|chore|refactor|test|perf|build|ci|style|revert)(\([^)]{1,40}\))?!?: \S/;

/** What a title is made from. */
export interface TitleFacts {
  readonly evidence: IncidentEvidence | null;
  readonly suspects: readonly Suspect[];
  /** Changed paths of the patch that are no tests, largest change first. */
  readonly paths: readonly string[];
  /** Headlines of the newest commits of the default branch. */
  readonly headlines: readonly string[];
}

/** One line in the repository's own habit: Conventional Commits where most of its commits are, else plain words. */
export function titleOf(facts: TitleFacts): Untrusted {
  const { evidence, suspects, paths, headlines } = facts;
  const type = evidence?.type ?? 'error';
  const [path] = paths;
  const suspect = suspects.find((one) => one.path === path) ?? suspects[0];
  const where = suspect?.function ?? stem(path ?? suspect?.path ?? '');
  const what = where === '' ? `${type} in production` : `${type} in ${where}`;
  const habit = headlines.filter((line) => CONVENTIONAL.test(line));
  if (headlines.length > 0 && habit.length * 2 < headlines.length) return untrusted(`Fix ${what}`);
  const scoped = habit.filter((line) => CONVENTIONAL.exec(line)?.[1] !== undefined).length;
  const scope = path !== undefined && scoped * 2 >= Math.max(1, habit.length) ? `(${scopeOf(path)})` : '';
  return untrusted(`fix${scope}: ${what}`);
}

/** `packages/cart/src/total.ts` → `cart`; `src/coupon.js` → `coupon`. */
function scopeOf(path: string): string {
  const parts = path.split('/');
  const package_ = /^(?:packages|apps|services|libs|modules|crates)$/.test(parts[0] ?? '')
    ? parts[1]
    : undefined;
  return (package_ ?? stem(path))
    .toLowerCase()
    .replace(/[^a-z0-9-]/g, '-')
    .slice(0, 30);
}

function stem(path: string): string {
  return (path.split('/').at(-1) ?? '').replace(/\.[^.]*$/, '');
}
