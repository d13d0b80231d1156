import { type Detected, fileWords, inFolder, nearest, type Project, REPORT } from './project.ts';

export function detectRuby(project: Project, near: string): Detected | null {
  const folder = nearest(project, near, ['Gemfile', '.rspec', 'Rakefile']);
  if (folder === null) return null;
  const has = (name: string) => project.paths.has(inFolder(folder, name));
  const bundle = has('Gemfile');
  const exec = bundle ? 'bundle exec ' : '';
  const gems = `${project.text(inFolder(folder, 'Gemfile'))}\n${project.text(inFolder(folder, 'Gemfile.lock'))}`;
  const rspec = has('.rspec') || /\brspec\b/.test(gems) || /_spec\.rb$/.test(near);
  const rails = has('bin/rails');
  const one = rails ? `${exec}rails test` : `${exec}ruby -Itest -Ilib`;
  const report = `--format progress --format json --out ${REPORT}`;
  return {
    runner: rspec ? 'rspec' : 'minitest',
    folder,
    install: bundle
      ? { script: 'bundle config set --local path vendor/bundle\nbundle install', folder }
      : null,
    build: null,
    lint: has('.rubocop.yml') && /\brubocop\b/.test(gems) ? 'bundle exec rubocop' : null,
    test: rspec ? `${exec}rspec ${report}` : rails ? `${exec}rails test` : `${exec}rake test`,
    testFiles: (files) =>
      rspec
        ? `${exec}rspec ${report} ${fileWords(files)}`
        : rails
          ? `${one} ${fileWords(files)}`
          : files.map((file) => `${one} ${fileWords([file])}`).join('\n'),
  };
}

export function detectPhp(project: Project, near: string): Detected | null {
  const folder = nearest(project, near, ['composer.json', 'phpunit.xml', 'phpunit.xml.dist']);
  if (folder === null) return null;
  const manifest = project.text(inFolder(folder, 'composer.json'));
  const pest = /"pestphp\/pest"/.test(manifest);
  const program = pest ? 'vendor/bin/pest' : 'vendor/bin/phpunit';
  return {
    runner: pest ? 'pest' : 'phpunit',
    folder,
    install: project.paths.has(inFolder(folder, 'composer.json'))
      ? { script: 'composer install --no-interaction --no-progress', folder }
      : null,
    build: null,
    lint: null,
    test: `${program} --log-junit ${REPORT}`,
    // PHPUnit takes one file a call; each writes a report of its own, and they are read as one.
    testFiles: (files) =>
      [
        'status=0',
        ...files.map(
          (file) =>
            `rm -f "$TMPDIR/junit"\n${program} --log-junit "$TMPDIR/junit" ${fileWords([file])} || status=$?; cat "$TMPDIR/junit" >> ${REPORT} || true`,
        ),
        'exit $status',
      ].join('\n'),
  };
}

export function detectElixir(project: Project, near: string): Detected | null {
  const folder = nearest(project, near, ['mix.exs']);
  if (folder === null) return null;
  return {
    runner: 'mix test',
    folder,
    install: { script: 'mix local.hex --force --if-missing\nmix deps.get', folder },
    build: 'MIX_ENV=test mix compile',
    lint: null,
    test: 'mix test',
    testFiles: (files) => `mix test ${fileWords(files)}`,
  };
}
