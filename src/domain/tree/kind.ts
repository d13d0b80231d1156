/** What a path of the tree is for. Only `source` files are where a production error is normally fixed. */
export type PathKind = 'source' | 'test' | 'example' | 'generated' | 'vendored' | 'docs' | 'tooling' | 'data';

/** A rule of the table: the first that matches names the kind. Each names a path it matches and one it must not. */
export interface PathRule {
  readonly name: string;
  readonly kind: PathKind;
  /** Tested on the lower-case path with a leading slash. Linear. */
  readonly pattern: RegExp;
  readonly matches: string;
  readonly spares: string;
}

/** Rules in order of precedence. Sources: GitHub Linguist's vendored and generated lists, test runners' defaults. */
export const PATH_RULES: readonly PathRule[] = [
  {
    name: 'vendored folder',
    kind: 'vendored',
    pattern:
      /\/(?:vendor|vendors|_vendor|vendored|_vendored|third[-_]?party|thirdparty|node_modules|bower_components|pods|carthage|\.yarn|externals|site-packages)\//,
    matches: 'vendor/github.com/pkg/errors/errors.go',
    spares: 'src/vendor-portal/cart.ts',
  },
  {
    name: 'minified file',
    kind: 'generated',
    pattern: /[.-]min\.(?:js|css|mjs)$/,
    matches: 'public/jquery.min.js',
    spares: 'src/min.js',
  },
  {
    name: 'generated file name',
    kind: 'generated',
    pattern:
      /(?:\.pb\.(?:go|cc|h)|_pb2(?:_grpc)?\.pyi?|_pb\.(?:js|ts|d\.ts)|\.pb\.ts|\.generated\.[a-z]+|[._]gen\.[a-z]+|\.g\.(?:dart|cs)|\.designer\.cs|\/zz_generated[^/]*|_generated\.[a-z]+|\.freezed\.dart|-lock\.json|\.lock|\.map|\.snap)$/,
    matches: 'api/cart.pb.go',
    spares: 'src/generator.ts',
  },
  {
    name: 'output folder',
    kind: 'generated',
    pattern:
      /\/(?:dist|\.next|\.nuxt|\.output|__generated__|generated|generated-sources|gen-src|\.svelte-kit|bazel-out|obj)\//,
    matches: 'packages/cart/dist/index.js',
    spares: 'src/distance/index.ts',
  },
  {
    name: 'test folder',
    kind: 'test',
    pattern:
      /\/(?:tests?|__tests__|specs?|testing[-_]?data|testdata|e2e|__mocks__|mocks|cypress|integration[-_]tests?|unit[-_]tests?|androidtest|testfixtures|integrationtest|functionaltest|[a-z0-9]+[._-]tests?|__snapshots__|jmh)\//,
    matches: 'src/test/java/com/acme/CartTest.java',
    spares: 'src/contest/latest.py',
  },
  {
    name: 'test file name',
    kind: 'test',
    pattern:
      /(?:\/(?:tests?|conftest)\.py|\/test_[^/]*\.py|_test\.(?:go|py|dart|rb|exs|cc|cpp)|_spec\.rb|[._-](?:test|spec|tests|specs|e2e|stories|cy)\.[cm]?[jt]sx?|[a-z0-9](?:tests?|testcase|itcase)\.(?:java|kt|cs|scala|groovy|php|swift)|\/test[-_][^/]*\.[cm]?[jt]s)$/,
    matches: 'internal/cart/cart_test.go',
    spares: 'src/attestation.py',
  },
  {
    name: 'fixture folder',
    kind: 'test',
    pattern: /\/(?:fixtures?|__fixtures__|stubs)\//,
    matches: 'fixtures/app/index.js',
    spares: 'src/fixture-list/index.js',
  },
  {
    name: 'example folder',
    kind: 'example',
    pattern:
      /\/(?:examples?|samples?|demos?|tutorials?|_examples?|playground|playgrounds|sandbox|benchmarks?|bench|benches|asv_bench|cookbook|notebooks|starters?|templates?-app)\//,
    matches: 'examples/basic/app.py',
    spares: 'src/sampler/app.py',
  },
  {
    name: 'documentation folder',
    kind: 'docs',
    pattern: /\/(?:docs?|documentation|website|site-docs|man)\//,
    matches: 'docs/conf.py',
    spares: 'src/docstore/conf.py',
  },
  {
    name: 'documentation file',
    kind: 'docs',
    pattern: /\.(?:md|mdx|rst|txt|adoc|png|svg|jpg|gif|ipynb|pdf)$/,
    matches: 'README.md',
    spares: 'src/md.ts',
  },
  {
    name: 'tooling',
    kind: 'tooling',
    pattern:
      /\/(?:\.github|\.circleci|\.vscode|\.husky|scripts?|ci|hack|\.storybook)\/|\/(?:setup\.py|gulpfile\.[cm]?[jt]s|gruntfile\.js|webpack\.[a-z.]*config\.[cm]?[jt]s|[a-z]+\.config\.[cm]?[jt]s|makefile|noxfile\.py|fabfile\.py)$/,
    matches: 'scripts/release.js',
    spares: 'src/scripting/release.js',
  },
  {
    name: 'data file',
    kind: 'data',
    pattern: /\.(?:json|ya?ml|toml|xml|csv|ini|cfg|properties|pyi|d\.ts|d\.mts|d\.cts)$/,
    matches: 'package.json',
    spares: 'src/json.ts',
  },
];

/** What a path of the tree is for. Total. */
export function pathKind(path: string): PathKind {
  const lower = `/${path.toLowerCase()}`;
  return PATH_RULES.find((rule) => rule.pattern.test(lower))?.kind ?? 'source';
}
