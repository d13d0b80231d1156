import {
  type Detected,
  foldersAbove,
  fromFolder,
  gatherXml,
  inFolder,
  nearest,
  type Project,
  REPORT,
  shellWord,
} from './project.ts';

const unique = (words: readonly string[]): string[] => [...new Set(words)];
const stem = (file: string): string => (file.split('/').at(-1) ?? '').replace(/\.[^.]+$/, '');
const folderOf = (file: string): string => file.split('/').slice(0, -1).join('/');

export function detectGo(project: Project, near: string): Detected | null {
  const folder = nearest(project, near, ['go.mod']);
  if (folder === null) return null;
  const run = (packages: string) => `go test -count=1 -json ${packages} | tee ${REPORT}`;
  return {
    runner: 'go test',
    folder,
    install: { script: 'go mod download', folder },
    build: 'go build ./...',
    lint: 'go vet ./...',
    test: run('./...'),
    testFiles: (files) => run(unique(files.map((file) => shellWord(`./${folderOf(file)}`))).join(' ')),
  };
}

export function detectRust(project: Project, near: string): Detected | null {
  const folder = nearest(project, near, ['Cargo.toml']);
  if (folder === null) return null;
  const locked = foldersAbove(inFolder(folder, 'x')).some((at) =>
    project.paths.has(inFolder(at, 'Cargo.lock')),
  );
  const cargo = (words: string) =>
    `cargo test --no-fail-fast${locked ? ' --locked' : ''}${words} 2>&1 | tee ${REPORT}`;
  return {
    runner: 'cargo test',
    folder,
    install: { script: `cargo fetch${locked ? ' --locked' : ''}`, folder },
    build: `cargo build --all-targets${locked ? ' --locked' : ''}`,
    lint: null,
    test: cargo(''),
    testFiles: (files) => {
      const own = unique(files.flatMap((file) => /^tests\/([^/]+?)(?:\.rs$|\/)/.exec(file)?.[1] ?? []));
      const inner = files.some((file) => !file.startsWith('tests/'));
      return cargo(
        `${inner ? ' --lib --bins' : ''}${own.map((name) => ` --test ${shellWord(name)}`).join('')}`,
      );
    },
  };
}

export function detectMaven(project: Project, near: string): Detected | null {
  const folders = foldersAbove(near).filter((at) => project.paths.has(inFolder(at, 'pom.xml')));
  const [module, root] = [folders[0], folders.at(-1)];
  if (module === undefined || root === undefined) return null;
  const program = project.paths.has(inFolder(root, 'mvnw')) ? 'sh ./mvnw' : 'mvn';
  const maven = `${program} -B -ntp -Dstyle.color=never`;
  const part = fromFolder(root, module);
  const only = module === root ? '' : ` -pl ${shellWord(part)} -am`;
  const none = '-DfailIfNoTests=false -Dsurefire.failIfNoSpecifiedTests=false';
  return {
    runner: 'maven',
    folder: root,
    install: { script: `${maven} -q -DskipTests dependency:go-offline || true`, folder: root },
    build: `${maven} -q -DskipTests test-compile`,
    lint: null,
    test: gatherXml(`${maven} -fae test`, '*/target/surefire-reports/*'),
    testFiles: (files) =>
      gatherXml(
        `${maven} test${only} ${none} -Dtest=${shellWord(unique(files.map(stem)).join(','))}`,
        '*/target/surefire-reports/*',
      ),
  };
}

export function detectGradle(project: Project, near: string): Detected | null {
  const scripts = ['build.gradle', 'build.gradle.kts'];
  const settings = ['settings.gradle', 'settings.gradle.kts'];
  const module = nearest(project, near, scripts);
  const root = nearest(project, near, settings) ?? module;
  if (module === null || root === null) return null;
  const program = project.paths.has(inFolder(root, 'gradlew')) ? 'sh ./gradlew' : 'gradle';
  const gradle = `${program} --no-daemon --console=plain`;
  const part = module === root ? '' : `:${fromFolder(root, module).replaceAll('/', ':')}`;
  return {
    runner: 'gradle',
    folder: root,
    install: null,
    build: `${gradle} testClasses`,
    lint: null,
    test: gatherXml(`${gradle} --continue test`, '*/build/test-results/*'),
    testFiles: (files) =>
      gatherXml(
        `${gradle} ${shellWord(`${part}:test`)} ${unique(files.map(stem))
          .map((name) => `--tests ${shellWord(`*${name}`)}`)
          .join(' ')} --rerun-tasks`,
        '*/build/test-results/*',
      ),
  };
}

export function detectDotnet(project: Project, near: string): Detected | null {
  const named = (folder: string, ending: RegExp) =>
    [...project.paths].find((path) => folderOf(path) === folder && ending.test(path));
  const above = foldersAbove(near);
  const folder =
    above.findLast((at) => named(at, /\.slnx?$/) !== undefined) ??
    above.find((at) => named(at, /\.(?:cs|fs|vb)proj$/) !== undefined);
  if (folder === undefined) return null;
  return {
    runner: 'dotnet test',
    folder,
    install: { script: 'dotnet restore', folder },
    build: 'dotnet build --no-restore',
    lint: null,
    test: 'dotnet test --no-restore',
    testFiles: (files) =>
      `dotnet test --no-restore --filter ${shellWord(
        unique(files.map(stem))
          .map((name) => `FullyQualifiedName~${name}`)
          .join('|'),
      )}`,
  };
}
