import { languageOf } from '../code/language.ts';
import { foldPath, nameOf } from './fold.ts';

/** What a file is for, by its path alone. `data`: settings, templates and the like. */
export type FileKind = 'code' | 'test' | 'snapshot' | 'fixture' | 'docs' | 'data';

/** Folders that hold tests by the conventions of the runners. */
const TEST_FOLDER =
  /(?:^|\/)(?:tests?|__tests?__|specs?|e2e|unittests?|integrationtests?|integration[-_]tests?|testsuite|cypress|src\/(?:test|androidtest|testfixtures|integrationtest|it)|[a-z0-9]+[-_.]tests?|tests?[-_][a-z0-9]+)\//;
const TEST_NAME: readonly RegExp[] = [
  /^(?:test_[^/]*|[^/]*_tests?|conftest|tests?)\.(?:py|pyi)$/,
  /\.(?:test|tests|spec|specs|e2e|e2e-spec|cy|unit|integration|stories\.test)\.(?:[cm]?[jt]sx?|coffee|vue)$/,
  /^(?:test|spec|tests)\.[cm]?[jt]sx?$/,
  /[-_](?:test|spec)\.(?:[cm]?[jt]sx?|go|rb|exs|dart|cc|cpp|c|php|rs)$/,
  /^tests?\.rs$/,
];
/** Case tells here: `LatestNews.java` is no test. */
const TEST_CLASS =
  /(?:^Test[A-Z0-9]\w*|(?:Tests?|TestCase|TestCases|TestBase|IT|ITCase|Spec|Specs|TestSuite|Cest))\.(?:java|kt|kts|groovy|scala|cs|php|swift|m|mm|cpp|cc)$/;
const SNAPSHOT =
  /(?:^|\/)__(?:snapshots?|image_snapshots|file_snapshots)__\/|\.(?:snap|ambr|snapshot|golden|approved\.\w{1,10}|verified\.\w{1,10}|snap\.new|shot)$|(?:^|\/)(?:snapshots|golden|goldens|goldenfiles|expected|expectations|baselines?)\/|(?:^|[-_./])expected(?:[-_][^/]*)?\.[a-z]{1,6}$/;
const FIXTURE_FOLDER =
  /(?:^|\/)(?:fixtures?|__fixtures__|testdata|test[-_]?data|__mocks__|mocks|cassettes|samples?|resources)\//;
const DOCS =
  /\.(?:md|mdx|markdown|rst|adoc|asciidoc|txt|textile|org|pod)$|(?:^|\/)(?:docs?|documentation|changelogs?|changes|\.changeset|\.changes|\.changelog|\.chloggen|newsfragments|release-?notes|news)\/|(?:^|\/)(?:changelog|changes|history|news|authors|contributors|readme|license|licence|notice|copying|todo|releases?|thanks)(?:\.[a-z]{1,8})?$/;

/** Text files whose names look like docs but steer tools. */
const NOT_DOCS = /(?:^|\/)(?:requirements[^/]*|constraints[^/]*|cmakelists|robots)\.txt$/;

export function kindOf(path: string): FileKind {
  const folded = foldPath(path);
  const name = nameOf(folded);
  const coded = languageOf(folded) !== null;
  const inTests = TEST_FOLDER.test(folded);
  if (SNAPSHOT.test(folded) && (!coded || inTests)) return 'snapshot';
  if (TEST_NAME.some((rule) => rule.test(name)) || TEST_CLASS.test(nameOf(path))) return 'test';
  if (inTests || /(?:^|\/)testdata\//.test(folded)) {
    if (coded) return 'test';
    return 'fixture';
  }
  if (FIXTURE_FOLDER.test(folded) && !coded && /test|spec|fixture|mock|cassette/.test(folded))
    return 'fixture';
  if (DOCS.test(folded) && !NOT_DOCS.test(folded) && !(coded && !/(?:^|\/)docs?\//.test(folded)))
    return 'docs';
  return coded ? 'code' : 'data';
}

/** Whether a runner finds tests in a file of this name. */
export function isDiscovered(path: string): boolean {
  const name = nameOf(foldPath(path));
  return TEST_NAME.some((rule) => rule.test(name)) || TEST_CLASS.test(nameOf(path));
}
