import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { detectCommands, manifestsNear } from '../../../src/decide/proof/detect/detect.ts';
import { shellWord } from '../../../src/decide/proof/detect/project.ts';
import type { CommandSet } from '../../../src/domain/commands.ts';
import { DEFAULT_VERIFY_POLICY, type VerifyCommands } from '../../../src/domain/policy/verify.ts';

const NONE = DEFAULT_VERIFY_POLICY.commands;

interface Case {
  readonly files: Readonly<Record<string, string>>;
  readonly programs?: readonly string[];
  readonly others?: readonly string[];
  readonly configured?: Partial<VerifyCommands>;
}

function detect({ files, programs = [], others = [], configured = {} }: Case): CommandSet {
  const paths = [...Object.keys(files), ...programs];
  const read = new Set(manifestsNear(paths, [...programs, ...others]));
  const project = {
    paths: new Set(paths),
    text: (path: string) => (read.has(path) ? (files[path] ?? '') : ''),
  };
  return detectCommands({ project, programs, others, configured: { ...NONE, ...configured } });
}

const script = (set: CommandSet, name: keyof CommandSet['checks']) => set.checks[name]?.script ?? null;
const pkg = (content: object) => JSON.stringify(content);

describe('JavaScript', () => {
  const node = { 'package.json': pkg({ scripts: { test: 'node --test' } }) };

  it('node’s own runner', () => {
    const found = detect({ files: node, programs: ['test/a.test.js'] });
    expect(found).toMatchObject({ runner: 'node:test', from: 'detected' });
    expect(found.testFiles?.script).toMatch(/^node --test --test-reporter=spec .* test\/a\.test\.js$/);
    expect(found.checks.install).toBeNull();
    expect(found.checks.build).toBeNull();
  });

  it.each<readonly [string, object, RegExp, RegExp]>([
    [
      'vitest',
      { scripts: { test: 'vitest' }, devDependencies: { vitest: '5' } },
      /^npx --no-install vitest run --reporter=default/,
      /vitest run .*a\.test\.js$/,
    ],
    [
      'jest',
      { scripts: { test: 'jest --ci' }, devDependencies: { jest: '30' } },
      /^npx --no-install jest --ci --json/,
      /jest --ci --json .* --runTestsByPath test\/a\.test\.js$/,
    ],
    [
      'jest',
      { scripts: { test: 'react-scripts test' } },
      /^npm run --silent test$/,
      /react-scripts test --watchAll=false .*a\.test\.js$/,
    ],
    [
      'mocha',
      { scripts: { test: 'mocha -r ts-node/register "test/**/*.ts"' } },
      /^npx --no-install mocha -r ts-node/,
      /mocha -r ts-node\/register --reporter json [^"]*"\$PATCHPILOT_REPORT" test\/a\.test\.js$/,
    ],
    [
      'node:test',
      { scripts: { test: 'node --import tsx --test "test/**/*.ts"' } },
      /^node --import tsx --test --test-reporter/,
      /^node --import tsx --test --test-reporter.*a\.test\.js$/,
    ],
    [
      'node:test',
      { scripts: { test: 'tsc && node --test dist/' } },
      /^npm run --silent test$/,
      /^node --test /,
    ],
    [
      'vitest',
      { scripts: { test: 'npm run lint && vitest run' }, devDependencies: { vitest: '5' } },
      /^npm run --silent test$/,
      /vitest run --reporter=default/,
    ],
  ])('%s', (runner, ...[manifest, test, testFiles]) => {
    const found = detect({ files: { 'package.json': pkg(manifest) }, programs: ['test/a.test.js'] });
    expect(found.runner).toBe(runner);
    expect(script(found, 'test')).toMatch(test);
    expect(found.testFiles?.script).toMatch(testFiles);
  });

  it.each([
    ['package-lock.json', 'npm ci'],
    ['pnpm-lock.yaml', 'pnpm_ install --frozen-lockfile'],
    ['yarn.lock', 'yarn_ install --frozen-lockfile'],
    ['bun.lock', 'bun install --frozen-lockfile'],
  ])('installs what %s says', (lock, install) => {
    const files = {
      'package.json': pkg({ scripts: { test: 'jest' }, dependencies: { a: '1' } }),
      [lock]: '',
    };
    expect(script(detect({ files, programs: ['a.test.js'] }), 'install')).toContain(install);
  });

  it('the package of a workspace, installed at its root', () => {
    const files = {
      'package.json': pkg({ workspaces: ['packages/*'] }),
      'pnpm-lock.yaml': '',
      'packages/cart/package.json': pkg({
        scripts: { test: 'vitest run', build: 'tsc', lint: 'eslint .', typecheck: 'tsc --noEmit' },
      }),
    };
    const found = detect({ files, programs: ['packages/cart/src/a.test.ts'] });
    expect(found.checks.install).toMatchObject({ folder: '' });
    expect(found.checks.test).toMatchObject({ folder: 'packages/cart' });
    expect(found.testFiles).toMatchObject({ folder: 'packages/cart' });
    expect(found.testFiles?.script).toMatch(/ src\/a\.test\.ts$/);
    expect(script(found, 'lint')?.split('\n')).toHaveLength(2);
  });

  it('a placeholder is no test', () => {
    const files = { 'package.json': pkg({ scripts: { test: 'echo "Error: no test specified" && exit 1' } }) };
    const found = detect({ files, programs: ['a.test.js'] });
    expect([found.runner, found.checks.test, found.testFiles]).toEqual([null, null, null]);
  });

  it.each(['', '[]', '{', 'null', '{"scripts":7}', '{"scripts":{"test":{}}}'])(
    '%j is a manifest too',
    (text) => {
      expect(detect({ files: { 'package.json': text }, programs: ['a.test.js'] }).runner).toBeNull();
    },
  );
});

describe('other languages', () => {
  it.each<readonly [string, Readonly<Record<string, string>>, string, RegExp, RegExp]>([
    [
      'pytest',
      { 'pyproject.toml': '[project]\nname = "a"\n[project.optional-dependencies]\ntest = ["pytest"]\n' },
      'tests/test_a.py',
      /^\.venv\/bin\/python -m pytest .* tests\/test_a\.py$/,
      /-e '\.\[test\]'/,
    ],
    [
      'pytest',
      { 'requirements.txt': 'pytest==8\n', 'uv.lock': '' },
      'tests/test_a.py',
      /^uv run --no-sync python -m pytest/,
      /^uv sync --frozen/,
    ],
    [
      'django',
      { 'manage.py': '', 'requirements.txt': 'django\n' },
      'orders/tests.py',
      /manage\.py test -v 2 orders\.tests 2>&1 \| tee/,
      /-r requirements\.txt/,
    ],
    ['unittest', {}, 'tests/test_a.py', /^python3 -m unittest -v tests\.test_a 2>&1/, /^$/],
    [
      'go test',
      { 'go.mod': 'module a' },
      'internal/cart/cart_test.go',
      /^go test -count=1 -json \.\/internal\/cart \| tee/,
      /^go mod download$/,
    ],
    [
      'cargo test',
      { 'Cargo.toml': '[package]', 'Cargo.lock': '' },
      'tests/cart.rs',
      /--locked --test cart /,
      /^cargo fetch --locked$/,
    ],
    [
      'maven',
      { 'pom.xml': '<project/>', 'billing/pom.xml': '<project/>' },
      'billing/src/test/java/com/acme/CartTest.java',
      /-pl billing -am .*-Dtest=CartTest/,
      /mvn/,
    ],
    [
      'gradle',
      { 'settings.gradle.kts': '', 'app/build.gradle.kts': '', gradlew: '' },
      'app/src/test/kotlin/CartTest.kt',
      /sh \.\/gradlew .*:app:test --tests '\*CartTest'/,
      /^$/,
    ],
    [
      'rspec',
      { Gemfile: 'gem "rspec"' },
      'spec/cart_spec.rb',
      /^bundle exec rspec --format progress .* spec\/cart_spec\.rb$/,
      /bundle install/,
    ],
    [
      'minitest',
      { Gemfile: 'gem "rails"', 'bin/rails': '' },
      'test/models/cart_test.rb',
      /^bundle exec rails test test\/models\/cart_test\.rb$/,
      /bundle install/,
    ],
    [
      'phpunit',
      { 'composer.json': '{}' },
      'tests/CartTest.php',
      /vendor\/bin\/phpunit --log-junit "\$TMPDIR\/junit" tests\/CartTest\.php/,
      /composer install/,
    ],
    [
      'dotnet test',
      { 'Shop.sln': '', 'tests/Shop.Tests/Shop.Tests.csproj': '' },
      'tests/Shop.Tests/CartTests.cs',
      /--filter FullyQualifiedName~CartTests$|--filter 'FullyQualifiedName~CartTests'$/,
      /^dotnet restore$/,
    ],
    ['mix test', { 'mix.exs': '' }, 'test/cart_test.exs', /^mix test test\/cart_test\.exs$/, /deps\.get/],
  ])('%s', (runner, ...[files, program, testFiles, install]) => {
    const found = detect({ files, programs: [program] });
    expect(found.runner).toBe(runner);
    expect(found.testFiles?.script).toMatch(testFiles);
    expect(script(found, 'install') ?? '').toMatch(install);
    expect(script(found, 'test')).not.toBeNull();
  });

  it('nothing where there is nothing', () => {
    const found = detect({ files: { 'README.md': '' }, others: ['README.md'] });
    expect(found).toEqual({
      checks: { install: null, build: null, lint: null, test: null },
      testFiles: null,
      runner: null,
      from: 'none',
    });
  });
});

describe('the repository’s own commands', () => {
  const files = { 'package.json': pkg({ scripts: { test: 'vitest' } }) };

  it('win, and an empty one means none', () => {
    const configured = { test: 'make test', testFile: 'make one FILES="{files}"', install: '' };
    const found = detect({ files, programs: ['a.test.js'], configured });
    expect(found).toMatchObject({ runner: 'configured', from: 'both' });
    expect(found.checks).toMatchObject({ install: null, test: { script: 'make test', folder: '' } });
    expect(found.testFiles?.script).toBe('make one FILES="a.test.js"');
  });

  it('get file names as words, whatever they hold', () => {
    const names = [
      'a b.test.js',
      "it's.test.js",
      '$(touch x).test.js',
      '-rf.test.js',
      '`id`.test.js',
      'a;b.test.js',
    ];
    const found = detect({ files, programs: names, configured: { testFile: 'printf "%s\\n" {files}' } });
    const done = spawnSync('bash', ['-c', found.testFiles?.script ?? ''], { encoding: 'utf8' });
    expect(done.stdout.split('\n').slice(0, -1)).toEqual(
      names.map((name) => (name.startsWith('-') ? `./${name}` : name)),
    );
  });

  it('a word is quoted unless it is plain', () => {
    expect(['a/b.js', 'a b', '', '-x'].map(shellWord)).toEqual(['a/b.js', "'a b'", "''", "'-x'"]);
  });
});
