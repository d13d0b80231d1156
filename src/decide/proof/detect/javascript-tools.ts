import { REPORT } from './project.ts';

/** How a package manager installs what the lockfile says, and runs a program or a script of the project. */
export interface Manager {
  readonly name: string;
  readonly lockfiles: readonly string[];
  readonly install: string;
  readonly exec: string;
  readonly run: string;
}

/** A manager that is not there is brought by node's own corepack. */
export const shim = (name: string) =>
  `${name}_() { if command -v ${name} >/dev/null 2>&1; then ${name} "$@"; else corepack ${name} "$@"; fi; }; ${name}_`;

export const MANAGERS: readonly Manager[] = [
  {
    name: 'pnpm',
    lockfiles: ['pnpm-lock.yaml'],
    install: `${shim('pnpm')} install --frozen-lockfile`,
    exec: `${shim('pnpm')} exec`,
    run: `${shim('pnpm')} run`,
  },
  {
    name: 'yarn',
    lockfiles: ['yarn.lock'],
    install: `${shim('yarn')} install --frozen-lockfile`,
    exec: `${shim('yarn')} run`,
    run: `${shim('yarn')} run`,
  },
  {
    name: 'bun',
    lockfiles: ['bun.lock', 'bun.lockb'],
    install: 'bun install --frozen-lockfile',
    exec: 'bun run',
    run: 'bun run',
  },
  {
    name: 'npm',
    lockfiles: ['package-lock.json', 'npm-shrinkwrap.json'],
    install: 'npm ci',
    exec: 'npx --no-install',
    run: 'npm run --silent',
  },
];
export const NPM = MANAGERS.at(-1) as Manager;

/** A test runner: how it is known, and its words for a run that leaves a report. */
export interface Runner {
  readonly name: string;
  /** Matched on the `test` script, else on the names of the dependencies. */
  readonly script: RegExp;
  readonly dependency: string | null;
  readonly command: string;
  readonly report: string;
  /** Option before file names that would else be read as patterns. */
  readonly byPath?: string;
}

export const RUNNERS: readonly Runner[] = [
  {
    name: 'vitest',
    script: /\bvitest\b/,
    dependency: 'vitest',
    command: 'vitest run',
    report: `--reporter=default --reporter=json --outputFile.json=${REPORT}`,
  },
  {
    name: 'jest',
    script: /\breact-scripts test\b/,
    dependency: null,
    command: 'react-scripts test --watchAll=false',
    report: `--json --outputFile=${REPORT}`,
    byPath: '--runTestsByPath',
  },
  {
    name: 'jest',
    script: /\bjest\b/,
    dependency: 'jest',
    command: 'jest',
    report: `--json --outputFile=${REPORT}`,
    byPath: '--runTestsByPath',
  },
  {
    name: 'mocha',
    script: /\bmocha\b/,
    dependency: 'mocha',
    command: 'mocha',
    report: `--reporter json --reporter-option output=${REPORT}`,
  },
  { name: 'ava', script: /\bava\b/, dependency: 'ava', command: 'ava', report: '' },
  { name: 'jasmine', script: /\bjasmine\b/, dependency: 'jasmine', command: 'jasmine', report: '' },
  { name: 'tap', script: /(?:^|\s)tap\b/, dependency: 'tap', command: 'tap run', report: '' },
  { name: 'uvu', script: /\buvu\b/, dependency: 'uvu', command: 'uvu', report: '' },
  {
    name: 'bun',
    script: /\bbun test\b/,
    dependency: null,
    command: 'bun test',
    report: `--reporter=junit --reporter-outfile=${REPORT}`,
  },
  {
    name: 'node:test',
    script: /\b(?:node|tsx)\b.*\s--test\b/,
    dependency: null,
    command: 'node --test',
    report: `--test-reporter=spec --test-reporter-destination=stdout --test-reporter=tap --test-reporter-destination=${REPORT}`,
  },
];
