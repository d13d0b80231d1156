import type { ChangedFile } from '../changed-file.ts';
import { type GateFinding, gateLine } from '../finding.ts';
import { nameOf } from '../paths/fold.ts';
import { isDiscovered } from '../paths/kind.ts';
import type { TestSurvey } from './survey.ts';

/** Files that tell a runner what to run. */
const SETTINGS =
  /^(?:package\.json|pyproject\.toml|setup\.cfg|tox\.ini|pytest\.ini|\.coveragerc|conftest\.py|(?:jest|vitest|vite|karma|playwright|cypress|mocha)[\w.-]*|\.mocharc[\w.]*|phpunit\.xml(?:\.dist)?|pom\.xml|build\.gradle(?:\.kts)?|makefile|rakefile|\.rspec|noxfile\.py|cargo\.toml|.*\.csproj)$/i;
/** What keeps tests from running, or their result from counting. */
const WEAKENING =
  /testPathIgnorePatterns|--(?:ignore|deselect|passWithNoTests|testPathIgnorePatterns|exclude)\b|\bnorecursedirs|collect_ignore|passWithNoTests|<(?:skipTests|testFailureIgnore|skip|maven\.test\.skip)>\s*true|ignoreFailures\s*=\s*true|"test(?::\w+)?"\s*:\s*"(?:exit 0|true|echo|:)|\|\|\s*(?:true|exit 0|:)\b|-DskipTests|\bexcludes?\s*[:=]|<excludes?>|test\.skip|enabled\s*=\s*false|bail:\s*0|-k ["']?not |exit 0|continue-on-error/i;
const COVERAGE = /(?:branches|functions|lines|statements|fail_under|threshold|minimum)["']?\s*[:=]\s*(\d+)/i;

/** Settings under which fewer tests run or count, and test files that move to where no runner looks. */
export function findRunnerSettings({ files, codeChanged }: TestSurvey): readonly GateFinding[] {
  return files.flatMap(({ changed, base }) => {
    const { file, path } = changed;
    const found: GateFinding[] = SETTINGS.test(nameOf(path)) ? ofSettings(changed) : [];
    const old = file.oldPath;
    if (old !== undefined && file.copied !== true && isDiscovered(old) && !isDiscovered(path)) {
      found.push({
        outcome: 'fail',
        why: 'a test file moves to where no runner looks',
        line: gateLine(path, 0, old),
      });
    }
    if (file.newMode === null && changed.kind === 'test' && base.units.length === 0 && file.base !== null) {
      const checks = base.outside.assertions.length > 0 || isDiscovered(path) || !codeChanged;
      found.push({
        outcome: checks ? 'fail' : 'needs-human',
        why: 'a file of the tests is deleted',
        line: gateLine(path, 0, path),
      });
    }
    return found;
  });
}

function ofSettings(changed: ChangedFile): GateFinding[] {
  const numbers = new Map<string, number>();
  for (const at of changed.removed) {
    const match = COVERAGE.exec(changed.base.lines[at] ?? '');
    if (match !== null) numbers.set(match[0].replace(/\d+$/, ''), Number(match[1]));
  }
  return changed.added.flatMap((at) => {
    const line = changed.patched.lines[at] ?? '';
    const match = COVERAGE.exec(line);
    const before = match === null ? undefined : numbers.get(match[0].replace(/\d+$/, ''));
    const lowered = before !== undefined && Number(match?.[1]) < before;
    if (!lowered && !WEAKENING.test(line)) return [];
    const why = lowered ? 'a required coverage is lowered' : 'a setting keeps tests from running or counting';
    return [{ outcome: 'fail', why, line: gateLine(changed.path, at + 1, line.trim()) }];
  });
}
