import { adds, edits, type LabelledPatch } from './case.ts';

const quoted = (path: string): string =>
  `"${path
    .replace(/[\\"]/g, '\\$&')
    .replace(/[^ -~]/gu, (char) =>
      Array.from(new TextEncoder().encode(char), (byte) => `\\${byte.toString(8).padStart(3, '0')}`).join(''),
    )}"`;

/** A new file whose name git writes in quotes. */
function addsQuoted(path: string): LabelledPatch {
  const [a, b] = [quoted(`a/${path}`), quoted(`b/${path}`)];
  return {
    name: `adds quoted ${JSON.stringify(path)}`,
    base: {},
    patch: `diff --git ${a} ${b}\nnew file mode 100644\nindex 0000000..1111111\n--- /dev/null\n+++ ${b}\n@@ -0,0 +1 @@\n+x\n`,
  };
}

function renames(from: string, to: string): LabelledPatch {
  return {
    name: `renames ${from} to ${to}`,
    base: { [from]: 'x\n' },
    patch: `diff --git a/${from} b/${to}\nsimilarity index 100%\nrename from ${from}\nrename to ${to}\n`,
  };
}

function copies(from: string, to: string): LabelledPatch {
  return {
    name: `copies ${from} to ${to}`,
    base: { [from]: 'x\n' },
    patch: `diff --git a/${from} b/${to}\nsimilarity index 100%\ncopy from ${from}\ncopy to ${to}\n`,
  };
}

const PROTECTED =
  `.github/workflows/ci.yml .github/workflows/new.yaml .github/actions/x/action.yml action.yml .github/CODEOWNERS
CODEOWNERS docs/CODEOWNERS .github/dependabot.yml .github/patchpilot.yml .gitlab-ci.yml .circleci/config.yml .travis.yml
azure-pipelines.yml Jenkinsfile .husky/pre-commit .vscode/tasks.json .vscode/settings.json .devcontainer/devcontainer.json
.idea/workspace.xml .claude/settings.json .claude/commands/x.md .cursor/rules/x.mdc .codex/config.toml AGENTS.md CLAUDE.md
GEMINI.md packages/a/AGENTS.md docs/CLAUDE.md .github/copilot-instructions.md .cursorrules .windsurfrules .mcp.json mcp.json
.aider.conf.yml .npmrc .yarnrc.yml .pnpmfile.cjs package-lock.json npm-shrinkwrap.json yarn.lock pnpm-lock.yaml bun.lock
poetry.lock uv.lock Pipfile.lock go.sum Cargo.lock Gemfile.lock composer.lock .gitattributes .gitmodules .gitconfig .env
.env.production .envrc .bashrc .ssh/authorized_keys .netrc .pypirc .tool-versions .nvmrc .pre-commit-config.yaml build.rs
sitecustomize.py binding.gyp .mvn/extensions.xml gradle/wrapper/gradle-wrapper.properties gradlew node_modules/left-pad/index.js
Dockerfile docker-compose.yml infra/main.tf k8s/deploy.yaml db/migrate/20260101_x.rb app/migrations/0002_x.py
scripts/release.sh Makefile vercel.json netlify.toml renovate.json .git/config .git/hooks/pre-commit .eslintrc.json`
    .trim()
    .split(/\s+/);

const TRICKS = [
  '.GITHUB/workflows/x.yml',
  '.github/WORKFLOWS/x.yml',
  '.GitHub/Workflows/x.YML',
  'CodeOwners',
  'agents.MD',
  'claude.md',
  'PACKAGE-LOCK.json',
  '.GIT/config',
  '.git./config',
  'a/.Git/hooks/x',
  'git~1/config',
  '../x.txt',
  'a/../../x.txt',
  './x.txt',
  'a//x.txt',
  '/etc/passwd',
  'C:/x.txt',
  '~/x.txt',
  '-rf',
  'con.txt',
  'src/aux.c',
  'src/nul',
  'src/file.txt ',
  'src/file.txt.',
  'src/a:b.txt',
  'src/PROGRA~1.txt',
];

const QUOTED = [
  '\uff0egithub/workflows/x.yml',
  '.\uff47ithub/workflows/x.yml',
  '.git\u200bhub/workflows/x.yml',
  '.g\u200cit/config',
  '.github\\workflows\\x.yml',
  'src\\..\\..\\x.ts',
  'src/a\u202etxt.js',
  'src/a\u0000b.ts',
  'src/a\nb.ts',
  'src/\ufeffa.ts',
  'src/e\u0301.ts',
  'src/\u0430pp.ts',
  'src/.github\u2215workflows\u2215x.yml',
  '.github/workflows/\u212ax.yml',
  'AGENTS\u3000.md',
];

export const HOSTILE_PLACES: readonly LabelledPatch[] = [
  ...PROTECTED.map((path, at) => (at % 2 === 0 ? edits(path) : adds(path))),
  ...TRICKS.map((path) => adds(path)),
  ...QUOTED.map(addsQuoted),
  renames('src/ci.yml', '.github/workflows/ci.yml'),
  renames('.github/workflows/ci.yml', 'docs/ci.yml'),
  renames('CODEOWNERS', 'docs/owners.txt'),
  renames('notes.md', 'AGENTS.md'),
  renames('src/a.ts', 'SRC/../.git/a.ts'),
  renames('lock.json', 'package-lock.json'),
  copies('src/ci.yml', '.github/workflows/ci.yml'),
  copies('src/hook.txt', '.husky/pre-push'),
];
