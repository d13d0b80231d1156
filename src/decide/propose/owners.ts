import picomatch from 'picomatch';

/** More people than these feel asked by nobody. */
const MOST_OWNERS = 3;

/** Users and teams (`org/team`) that a CODEOWNERS file names for some paths: the last line that fits a path wins, as GitHub does it. */
export function ownersOf(codeowners: string, paths: readonly string[]): readonly string[] {
  const rules = codeowners
    .slice(0, 100_000)
    .split('\n')
    .map((line) =>
      line
        .replace(/(^|\s)#.*$/, '')
        .trim()
        .split(/\s+/),
    )
    .filter(([pattern = '']) => pattern !== '' && pattern.length <= 200);
  const owners = paths.flatMap((path) => {
    const rule = rules.findLast(([pattern = '']) => picomatch.isMatch(path, globsOf(pattern), { dot: true }));
    return (rule?.slice(1) ?? [])
      .filter((owner) => /^@[\w-]+(?:\/[\w.-]+)?$/.test(owner))
      .map((owner) => owner.slice(1));
  });
  return [...new Set(owners)].slice(0, MOST_OWNERS);
}

/** Patterns of CODEOWNERS are those of .gitignore without negation: anywhere unless they hold a slash before their end. */
function globsOf(pattern: string): string[] {
  const bare = pattern.replace(/^\//, '').replace(/\/$/, '');
  const rooted = pattern.startsWith('/') || bare.includes('/');
  const glob = rooted ? bare : `**/${bare}`;
  return pattern.endsWith('/') ? [`${glob}/**`] : [glob, `${glob}/**`];
}
