/** A place that a worker may not change, and why. `pattern` sees the folded path (lower case, NFKC, `/`). */
export interface Protection {
  readonly why: string;
  readonly pattern: RegExp;
  /** `fail`: a repair never needs it. `needs-human`: it may, and a person then looks at it. */
  readonly outcome: 'fail' | 'needs-human';
  /** The file pins what a manifest asks for. */
  readonly lock?: true;
}

const fail = (why: string, pattern: RegExp): Protection => ({ why, pattern, outcome: 'fail' });
const ask = (why: string, pattern: RegExp): Protection => ({ why, pattern, outcome: 'needs-human' });

/** In order; the first that matches speaks. Rules read file names by the conventions of the tools that they name. */
export const PROTECTED: readonly Protection[] = [
  fail("git's own folder is touched", /(?:^|\/)(?:\.git|git~\d)(?:\/|$)/),
  fail(
    'a workflow or an action is changed',
    /(?:^|\/)\.github\/(?:workflows|actions)(?:\/|$)|(?:^|\/)action\.ya?ml$/,
  ),
  fail('who must review is changed', /(?:^|\/)codeowners$/),
  fail(
    "an agent's instructions are changed",
    /(?:^|\/)(?:agents?|claude|gemini|copilot|codex|cursor|qwen|windsurf|warp|conventions|replit|skill)(?:\.local|\.override|-instructions)?\.mdc?$|(?:^|\/)(?:llms(?:-full)?\.txt|\.?mcp\.json|copilot-instructions\.md)$|\.(?:instructions|prompt|chatmode|agent)\.md$|(?:^|\/)\.(?:cursor|windsurf|cline|goose)(?:rules|hints|ignore)$|(?:^|\/)\.aider[^/]*$/,
  ),
  fail(
    'a setting of the build service is changed',
    /(?:^|\/)(?:\.travis\.ya?ml|\.gitlab-ci\.ya?ml|\.appveyor\.ya?ml|appveyor\.ya?ml|azure-pipelines[^/]*\.ya?ml|bitbucket-pipelines\.ya?ml|jenkinsfile[^/]*|\.drone\.ya?ml|\.cirrus\.ya?ml|circle\.ya?ml|wercker\.ya?ml|\.semaphore|cloudbuild\.ya?ml|buildspec\.ya?ml|codeship-[^/]*\.ya?ml|\.woodpecker[^/]*|netlify\.toml|vercel\.json|now\.json|fly\.toml|render\.ya?ml|app\.ya?ml|procfile|renovate\.json5?|dependabot\.ya?ml|\.pre-commit-config\.ya?ml|\.pre-commit-hooks\.ya?ml|lefthook[^/]*\.ya?ml|patchpilot\.ya?ml|\.mergify\.ya?ml|\.readthedocs\.ya?ml|codecov\.ya?ml|\.codecov\.ya?ml|sonar-project\.properties|\.goreleaser\.ya?ml)$/,
  ),
  fail(
    'a setting that decides what is downloaded or run is changed',
    /(?:^|\/)(?:\.npmrc|\.yarnrc(?:\.yml)?|\.pnpmfile\.[cm]?js|pnpmfile\.[cm]?js|pnpm-workspace\.ya?ml|bunfig\.toml|\.pypirc|pip\.conf|\.gemrc|\.netrc|_netrc|\.pnp\.[cm]?js|\.pnp\.loader\.mjs|nuget\.config|\.cargo\/config(?:\.toml)?|settings\.xml|\.mvn\/[^/]*|gradle-wrapper\.(?:jar|properties)|mvnw(?:\.cmd)?|gradlew(?:\.bat)?|\.envrc|\.env(?:\.[^/]*)?|\.tool-versions|\.nvmrc|\.node-version|\.python-version|\.ruby-version|\.java-version|rust-toolchain(?:\.toml)?|global\.json|\.gitattributes|\.gitmodules|\.gitconfig|\.mailmap|\.lfsconfig|\.htaccess|\.bashrc|\.profile|\.zshrc|\.bash_profile|\.ssh|\.lintstagedrc[^/]*|sitecustomize\.py|usercustomize\.py|binding\.gyp|build\.rs|extconf\.rb|directory\.build\.(?:props|targets)|\.terraformrc)$/,
  ),
  {
    ...fail(
      'a lock file is changed',
      /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.ya?ml|bun\.lockb?|deno\.lock|poetry\.lock|uv\.lock|pdm\.lock|pipfile\.lock|pixi\.lock|gemfile\.lock|cargo\.lock|composer\.lock|packages\.lock\.json|mix\.lock|go\.sum|go\.work\.sum|gradle\.lockfile|buildscript-gradle\.lockfile|podfile\.lock|package\.resolved|pubspec\.lock|flake\.lock|conda-lock\.ya?ml|gradle\/verification-metadata\.xml|\.terraform\.lock\.hcl)$/,
    ),
    lock: true,
  },
  ask(
    'an editor, lint or ignore setting is changed',
    /(?:^|\/)\.(?:gitignore|dockerignore|npmignore|eslintignore|prettierignore|editorconfig|prettierrc[^/]*|eslintrc[^/]*|stylelintrc[^/]*|babelrc[^/]*|swcrc|browserslistrc|rubocop[^/]*|flake8|pylintrc|coveragerc|isort\.cfg|golangci\.[^/]*|rspec|mocharc[^/]*|nycrc[^/]*|jshintrc|jscsrc|clang-format|clang-tidy|scalafmt\.conf|styleci\.yml|php[-_]?cs[^/]*|credo\.exs|formatter\.exs|bumpversion\.cfg|all-contributorsrc|size-limit[^/]*|codespellrc|typos\.toml|yamllint[^/]*|markdownlint[^/]*|gitkeep|keep)$/,
  ),
  fail('a hidden folder is changed', /(?:^|\/)\.[^/]+\//),
  ask('a hidden file is changed', /(?:^|\/)\.[^/]+$/),
  fail(
    'files of installed packages are changed',
    /(?:^|\/)(?:node_modules|bower_components|site-packages)\//,
  ),
  ask(
    'infrastructure is changed',
    /\.(?:tf|tfvars|hcl|bicep|nomad)$|(?:^|\/)(?:terraform|pulumi|ansible|helm|charts?|k8s|kubernetes|kustomize|cloudformation|infra|infrastructure|deploy|deployments?)\/(?:[^/]+\/){0,9}[^/]+\.(?:ya?ml|json|tpl|sh|toml)$|(?:^|\/)(?:dockerfile[^/]*|containerfile|[^/]*\.dockerfile|docker-compose[^/]*\.ya?ml|compose\.ya?ml|vagrantfile|serverless\.ya?ml|kustomization\.ya?ml|chart\.ya?ml|skaffold\.ya?ml|nginx\.conf|pulumi\.ya?ml|cdk\.json|playbook\.ya?ml|crontab)$/,
  ),
  ask(
    'a migration is changed',
    /(?:^|\/)(?:migrations?|migrate|alembic\/versions|flyway|liquibase)\/|(?:^|\/)v\d[\d_.]*__[^/]*\.sql$|(?:^|\/)(?:schema|structure)\.(?:rb|sql|prisma)$/,
  ),
  ask(
    'how the project is built or tested is changed',
    /(?:^|\/)(?:makefile|gnumakefile|justfile|taskfile\.ya?ml|rakefile|gruntfile\.[jt]s|gulpfile\.[cm]?[jt]s|tox\.ini|noxfile\.py|fabfile\.py|build\.(?:sh|bat|ps1|xml|cake)|(?:jest|vitest|vite|webpack|rollup|babel|karma|playwright|cypress|mocha|eslint|prettier|tailwind|next|nuxt|metro|esbuild|tsup|wdio)(?:\.[\w-]+){0,2}\.config\.(?:[cm]?[jt]s|json)|(?:jest|vitest|karma|babel)\.[\w.-]{1,30}\.[cm]?[jt]s|pytest\.ini|setup\.cfg|phpunit\.xml(?:\.dist)?|tsconfig[^/]*\.json|lerna\.json|nx\.json|turbo\.json|workspace\.json|angular\.json|manage\.py|conanfile\.(?:py|txt)|cmakelists\.txt|meson\.build|build\.bazel|build|workspace|module\.bazel|build\.sbt|project\.clj|rebar\.config|phpstan[^/]*\.neon(?:\.dist)?|psalm\.xml(?:\.dist)?)$/,
  ),
  ask('a script of the repository is changed', /\.(?:sh|bash|zsh|ps1|bat|cmd)$/),
];
