import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { fillWorkflow, type Wishes } from '../../scripts/workflow.ts';
import { lintWorkflow } from '../../src/decide/workflow/lint.ts';

const ROOT = join(import.meta.dirname, '../..');
const template = (worker: string) => readFileSync(join(ROOT, `examples/patchpilot-${worker}.yml`), 'utf8');
const NOTHING: Wishes = { sentryOrg: null, sentryProjects: null };

/** A repository by its files. */
const place = (files: Readonly<Record<string, string>>) => ({
  paths: Object.keys(files),
  text: (path: string) => files[path] ?? '',
});

const REPOSITORIES = {
  npm: {
    'package.json': '{"scripts":{"test":"vitest run"}}',
    'package-lock.json': '{}',
    'src/a.ts': '',
    '.nvmrc': 'v22.4.1\n',
  },
  pnpm: { 'package.json': '{"devDependencies":{"jest":"30"}}', 'pnpm-lock.yaml': '', 'src/a.js': '' },
  python: { 'pyproject.toml': '[project]\nname = "x"\n', 'uv.lock': '', 'app/a.py': '', 'app/b.py': '' },
  go: { 'go.mod': 'module x\n\ngo 1.24\n', 'main.go': '' },
  maven: { 'pom.xml': '<project/>', mvnw: '', 'src/main/java/A.java': '' },
  empty: {},
};

describe.each(['claude', 'codex', 'custom'])('the template of %s', (worker) => {
  it.each(Object.entries(REPOSITORIES))('filled in for %s keeps every rule', (_, files) => {
    const text = fillWorkflow(template(worker), place(files), NOTHING);
    expect(lintWorkflow(parse(text))).toEqual([]);
  });

  it('stays as it is where nothing is known', () => {
    expect(fillWorkflow(template(worker), place({}), NOTHING)).toBe(template(worker));
  });
});

describe('what is filled in', () => {
  const filled = (name: keyof typeof REPOSITORIES, wishes = NOTHING) =>
    fillWorkflow(template('claude'), place(REPOSITORIES[name]), wishes);

  it('the language in repair and in verify, the installation, the command that tests', () => {
    const text = filled('npm');
    expect(text.match(/actions\/setup-node@/g)).toHaveLength(2);
    expect(text).toContain('node-version: 22');
    expect(text).toMatch(/name: Install dependencies\n {8}run: \|\n.*npm ci/);
    expect(text).toContain('Bash(npm test:*)');
    expect(filled('pnpm')).toContain('Bash(pnpm test:*)');
    expect(filled('python')).toContain('Bash(uv run pytest:*)');
    expect(filled('go')).toContain("go-version-file: 'go.mod'");
    expect(filled('maven')).toContain('Bash(./mvnw test:*)');
  });

  it('Sentry, from the options or from sentry-cli’s settings', () => {
    const text = filled('npm', { sentryOrg: 'initech', sentryProjects: 'web, api' });
    // Three jobs ask Sentry: intake, recover and performance.
    expect(text.match(/sentry-org: initech$/gm)).toHaveLength(3);
    expect(text.match(/sentry-projects: 'web,api'$/gm)).toHaveLength(3);
    const files = { '.sentryclirc': '[defaults]\norg = initech\nproject=web\n' };
    expect(fillWorkflow(template('codex'), place(files), NOTHING)).toContain("sentry-projects: 'web'");
  });

  it('no language that only a fixture is written in', () => {
    const files = { ...REPOSITORIES.npm, '__tests__/fixtures/service/go.mod': '' };
    expect(fillWorkflow(template('custom'), place(files), NOTHING)).not.toContain('setup-go');
    const nested = { 'services/api/go.mod': '', 'services/api/main.go': '' };
    expect(fillWorkflow(template('custom'), place(nested), NOTHING)).toContain("'services/api/go.mod'");
  });

  it('nothing that could break out of its line', () => {
    const text = filled('npm', { sentryOrg: "x' }\n  evil: y", sentryProjects: "a','b" });
    expect(text).toContain('sentry-org: acme # CHANGE');
    expect(text).not.toContain('evil');
  });

  it('and the command tells what is left', () => {
    const run = (...options: string[]) =>
      spawnSync(process.execPath, ['scripts/workflow.ts', ...options], { cwd: ROOT, encoding: 'utf8' });
    const done = run('--worker', 'claude');
    expect(done.status).toBe(0);
    expect(done.stdout).toContain('name: Patchpilot');
    expect(done.stderr).toMatch(/^Left for you, marked CHANGE: lines [\d, ]+\.\n$/);
    expect(run().status).toBe(2);
  });
});
