import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { detectCommands, manifestsNear } from '../src/decide/proof/detect/detect.ts';
import { lintWorkflow } from '../src/decide/workflow/lint.ts';
import type { CommandSet } from '../src/domain/commands.ts';
import { DEFAULT_VERIFY_POLICY } from '../src/domain/policy/verify.ts';

const EXAMPLES = resolve(import.meta.dirname, '../examples');
const WORKERS = ['claude', 'codex', 'custom'] as const;
export type Worker = (typeof WORKERS)[number];

/** What is known of the repository that the workflow is for. */
export interface Place {
  readonly paths: readonly string[];
  /** Text of a file; '' when there is none. */
  readonly text: (path: string) => string;
}

/** What the user says; `null`: it is looked for, else the line keeps its mark. */
export interface Wishes {
  readonly sentryOrg: string | null;
  readonly sentryProjects: string | null;
}

/** Steps that bring a language, as the templates write them. */
const TOOLS: readonly { readonly when: RegExp; readonly step: readonly string[] }[] = [
  {
    when: /(?:^|\/)package\.json$/,
    step: [
      '- uses: actions/setup-node@820762786026740c76f36085b0efc47a31fe5020 # v7.0.0',
      '  with:',
      '    node-version: NODE',
      '    package-manager-cache: false',
    ],
  },
  {
    when: /(?:^|\/)go\.mod$/,
    step: [
      '- uses: actions/setup-go@b7ad1dad31e06c5925ef5d2fc7ad053ef454303e # v7.0.0',
      '  with:',
      '    go-version-file: GOMOD',
      '    cache: false',
    ],
  },
];

/** How a worker may run the tests, by a file that tells the tool. */
const TEST_COMMANDS: readonly (readonly [file: RegExp, command: string])[] = [
  [/^pnpm-lock\.yaml$/, 'pnpm test'],
  [/^yarn\.lock$/, 'yarn test'],
  [/^bun\.lockb?$/, 'bun test'],
  [/^package\.json$/, 'npm test'],
  [/^uv\.lock$/, 'uv run pytest'],
  [/^poetry\.lock$/, 'poetry run pytest'],
  [/^(?:pyproject\.toml|setup\.py|requirements\.txt)$/, 'python -m pytest'],
  [/^go\.mod$/, 'go test'],
  [/^Cargo\.toml$/, 'cargo test'],
  [/^gradlew$/, './gradlew test'],
  [/^mvnw$/, './mvnw test'],
  [/^pom\.xml$/, 'mvn test'],
  [/^Gemfile$/, 'bundle exec rspec'],
  [/^composer\.json$/, 'vendor/bin/phpunit'],
  [/\.(?:sln|csproj)$/, 'dotnet test'],
  [/^mix\.exs$/, 'mix test'],
];

/** The template of a worker, filled in as far as the repository tells. What is left keeps its `CHANGE`. */
export function fillWorkflow(template: string, place: Place, wishes: Wishes): string {
  const tools = toolSteps(place);
  const install = installStep(place);
  let text = fillSentry(template, place, wishes);
  if (install !== null) {
    text = replaceOnce(text, / {6}- name: Install dependencies\n {8}run: .*\n/, `${tools}${install}`);
    text = text.replace(/^ {6}# CHANGE: what the worker needs/m, '      # What the worker needs');
  }
  if (tools !== '') {
    text = replaceOnce(text, / {6}# - uses: actions\/setup-node@.*\n(?: {6}# {3}.*\n)+/, tools);
    text = text.replace(/^ {6}# CHANGE: the languages/m, '      # The languages');
  }
  const test = testCommand(place);
  if (test !== null && text.includes('Bash(npm test:*)')) {
    text = text.replace('Bash(npm test:*)', () => `Bash(${test}:*)`);
    text = text.replace('# CHANGE: the commands that run your tests', '# The commands that run your tests');
  }
  return text;
}

/** A slug as Sentry allows it; anything else is left for the user. */
const SLUG = /^[a-z0-9][a-z0-9_-]{0,99}$/;

function fillSentry(template: string, place: Place, wishes: Wishes): string {
  const settings = `${place.text('.sentryclirc')}\n${place.text('sentry.properties')}`;
  const found = (key: string) =>
    new RegExp(`^\\s{0,9}(?:defaults\\.)?${key}\\s{0,9}=\\s{0,9}(\\S{1,100})\\s{0,9}$`, 'm').exec(
      settings,
    )?.[1];
  const org = wishes.sentryOrg ?? found('org') ?? '';
  const projects = (wishes.sentryProjects ?? found('project') ?? '').split(',').map((name) => name.trim());
  let text = template;
  if (SLUG.test(org)) text = text.replace(/sentry-org: acme # CHANGE.*/g, () => `sentry-org: ${org}`);
  if (projects.every((name) => SLUG.test(name))) {
    text = text.replace(/sentry-projects: '' # CHANGE.*/g, () => `sentry-projects: '${projects.join(',')}'`);
  }
  return text;
}

/** Languages of the root; where it has none, those at most two folders down. Deeper manifests are fixtures or samples. */
function toolSteps({ paths, text }: Place): string {
  const root = paths.filter((path) => !path.includes('/'));
  const near = TOOLS.some(({ when }) => root.some((path) => when.test(path)))
    ? root
    : paths.filter((path) => path.split('/').length <= 3);
  return TOOLS.flatMap(({ when, step }) => {
    const manifest = near.filter((path) => when.test(path)).sort(shallowFirst)[0];
    if (manifest === undefined || manifest.includes("'")) return [];
    const lines = step.map((line) =>
      line.replace('NODE', nodeVersion(text)).replace('GOMOD', `'${manifest}'`),
    );
    return lines.map((line) => `      ${line}\n`);
  }).join('');
}

/** Major version that the repository names, else the current long-term one. */
function nodeVersion(text: Place['text']): string {
  const named = text('.nvmrc').trim() || text('.node-version').trim();
  return /^v?(\d{2})(?:\.\d{1,3}){0,2}$/.exec(named)?.[1] ?? '24';
}

function installStep(place: Place): string | null {
  const install = commandsOf(place).checks.install;
  if (install === null || install.script.includes('${{')) return null;
  const lines = install.script.split('\n').map((line) => `          ${line}\n`);
  const folder =
    install.folder === '' ? '' : `        working-directory: '${install.folder.replaceAll("'", "''")}'\n`;
  return `      - name: Install dependencies\n${folder}        run: |\n${lines.join('')}`;
}

/** Commands for the language that most files are written in. */
function commandsOf({ paths, text }: Place): CommandSet {
  const kinds = new Map<string, string[]>();
  for (const path of paths) {
    const ending = /\.(ts|tsx|js|jsx|mjs|py|go|rs|java|kt|rb|php|cs|ex)$/.exec(path)?.[1];
    if (ending === undefined) continue;
    const kind = /^(?:[jt]sx?|mjs)$/.test(ending) ? 'js' : ending;
    kinds.set(kind, [...(kinds.get(kind) ?? []), path]);
  }
  const most = [...kinds.values()].sort((a, b) => b.length - a.length)[0] ?? [];
  const others = most.sort(shallowFirst).slice(0, 5);
  const known = new Set(manifestsNear(paths, others));
  const project = { paths: new Set(paths), text: (path: string) => (known.has(path) ? text(path) : '') };
  return detectCommands({ project, programs: [], others, configured: DEFAULT_VERIFY_POLICY.commands });
}

function testCommand({ paths }: Place): string | null {
  const root = paths.filter((path) => !path.includes('/'));
  return TEST_COMMANDS.find(([file]) => root.some((path) => file.test(path)))?.[1] ?? null;
}

const shallowFirst = (a: string, b: string) =>
  a.split('/').length - b.split('/').length || (a < b ? -1 : a > b ? 1 : 0);

function replaceOnce(text: string, pattern: RegExp, by: string): string {
  if (!pattern.test(text)) throw new Error(`the template has lost its place for ${String(pattern)}`);
  return text.replace(pattern, () => by);
}

/** Reads the repository that the command was given in. */
function placeAt(folder: string): Place {
  const listed = spawnSync('git', ['ls-files', '-z'], { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 });
  return {
    paths: listed.status === 0 ? listed.stdout.split('\0').filter((path) => path !== '') : [],
    text: (path) => (existsSync(join(folder, path)) ? readFileSync(join(folder, path), 'utf8') : ''),
  };
}

function main(): number {
  const { values } = parseArgs({
    options: {
      worker: { type: 'string' },
      'sentry-org': { type: 'string' },
      'sentry-projects': { type: 'string' },
    },
  });
  const worker = WORKERS.find((name) => name === values.worker);
  if (worker === undefined) {
    process.stderr.write(
      'usage: npm run --silent workflow -- --worker claude|codex|custom [--sentry-org SLUG] [--sentry-projects A,B] > .github/workflows/patchpilot.yml\n',
    );
    return 2;
  }
  // npm runs scripts in the package's own folder and says where the user stood.
  const place = placeAt(process.env.INIT_CWD ?? process.cwd());
  const template = readFileSync(join(EXAMPLES, `patchpilot-${worker}.yml`), 'utf8');
  const wishes = {
    sentryOrg: values['sentry-org'] ?? null,
    sentryProjects: values['sentry-projects'] ?? null,
  };
  const text = fillWorkflow(template, place, wishes);
  process.stdout.write(text);
  for (const { advice } of lintWorkflow(parse(text))) process.stderr.write(`${advice}\n`);
  const left = text.split('\n').flatMap((line, index) => (line.includes('# CHANGE') ? [index + 1] : []));
  if (left.length > 0) process.stderr.write(`Left for you, marked CHANGE: lines ${left.join(', ')}.\n`);
  return 0;
}

if (process.argv[1] === import.meta.filename) process.exitCode = main();
