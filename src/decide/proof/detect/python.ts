import {
  type Detected,
  fileWords,
  foldersAbove,
  inFolder,
  type Project,
  REPORT,
  shellWord,
  steps,
} from './project.ts';

const MANIFESTS = [
  'pyproject.toml',
  'setup.py',
  'setup.cfg',
  'tox.ini',
  'pytest.ini',
  'requirements.txt',
  'Pipfile',
  'manage.py',
];

/** Names under which projects keep what their tests need. */
const REQUIREMENTS = [
  'requirements.txt',
  'requirements-dev.txt',
  'requirements-test.txt',
  'requirements_dev.txt',
  'requirements_test.txt',
  'dev-requirements.txt',
  'test-requirements.txt',
  'requirements/dev.txt',
  'requirements/test.txt',
  'requirements/tests.txt',
];

/** A lockfile's tool: installs exactly what is locked, and starts a program in that environment. */
const LOCKED: readonly { readonly file: string; readonly install: string; readonly python: string }[] = [
  {
    file: 'uv.lock',
    install: 'uv sync --frozen --all-extras --all-groups',
    python: 'uv run --no-sync python',
  },
  {
    file: 'poetry.lock',
    install: 'poetry install --no-interaction --all-extras',
    python: 'poetry run python',
  },
  { file: 'pdm.lock', install: 'pdm sync --dev', python: 'pdm run python' },
  { file: 'Pipfile.lock', install: 'pipenv sync --dev', python: 'pipenv run python' },
];

/** A Python project around the given path; `null`: the path is no Python file and no manifest is above it. */
export function detectPython(project: Project, near: string): Detected | null {
  const has = (folder: string, name: string) => project.paths.has(inFolder(folder, name));
  const folder = foldersAbove(near).find((one) => MANIFESTS.some((name) => has(one, name)));
  if (folder === undefined && !near.endsWith('.py')) return null;
  const home = folder ?? '';
  const locked = LOCKED.find(({ file }) => has(home, file));
  const runner = runnerOf(project, home);
  const venv = locked === undefined ? venvOf(project, home, runner) : null;
  const python = locked?.python ?? (venv === null ? 'python3' : '.venv/bin/python');
  const install = locked?.install ?? venv;
  const pytest = `${python} -m pytest -q -p no:cacheprovider --junitxml=${REPORT}`;
  return {
    runner,
    folder: home,
    install: install === null ? null : { script: install, folder: home },
    build: null,
    lint: null,
    test: {
      pytest,
      django: lines(`${python} manage.py test -v 2`),
      unittest: lines(`${python} -m unittest discover -v`),
    }[runner],
    testFiles: (files) =>
      runner === 'pytest'
        ? `${pytest} ${fileWords(files)}`
        : lines(
            `${python} ${runner === 'django' ? 'manage.py test -v 2' : '-m unittest -v'} ${files.map(moduleName).join(' ')}`,
          ),
  };
}

/** What it prints is its report. */
function lines(command: string): string {
  return `${command} 2>&1 | tee ${REPORT}`;
}

function runnerOf(project: Project, home: string): 'pytest' | 'django' | 'unittest' {
  const texts = [...MANIFESTS, ...REQUIREMENTS].map((name) => project.text(inFolder(home, name))).join('\n');
  const configured = ['pytest.ini', 'conftest.py', 'tests/conftest.py', 'test/conftest.py'];
  if (/\bpytest\b/.test(texts) || configured.some((name) => project.paths.has(inFolder(home, name))))
    return 'pytest';
  return project.paths.has(inFolder(home, 'manage.py')) ? 'django' : 'unittest';
}

/** A virtual environment in the tree; `null` when there is nothing to install. */
function venvOf(project: Project, home: string, runner: string): string | null {
  const has = (name: string) => project.paths.has(inFolder(home, name));
  const files = REQUIREMENTS.filter(has);
  const text = project.text(inFolder(home, 'pyproject.toml'));
  const isPackage = has('setup.py') || /^\[(?:project|build-system)\]/m.test(text);
  const extras = ['test', 'tests', 'testing', 'dev'].filter((name) =>
    new RegExp(`^["']?${name}["']? *= *\\[`, 'm').test(text),
  );
  if (files.length === 0 && !isPackage && runner !== 'pytest') return null;
  const own = `.${extras.length > 0 ? `[${extras.join(',')}]` : ''}`;
  return steps([
    'python3 -m venv .venv',
    files.length > 0 && `.venv/bin/pip install -q ${files.map((file) => `-r ${shellWord(file)}`).join(' ')}`,
    isPackage && `.venv/bin/pip install -q -e ${shellWord(own)}`,
    runner === 'pytest' &&
      '.venv/bin/python -c "import pytest" 2>/dev/null || .venv/bin/pip install -q pytest',
  ]);
}

function moduleName(file: string): string {
  return shellWord(file.replace(/\.py$/, '').replaceAll('/', '.'));
}
