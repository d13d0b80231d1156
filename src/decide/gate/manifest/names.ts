import { nameOf } from '../paths/fold.ts';

/** How a manifest names what it depends on, one entry a line; the first group is the name. */
interface ManifestForm {
  readonly file: RegExp;
  readonly entry: RegExp;
  readonly example: string;
}

/** By the reference of each package manager. package.json and composer.json are read as JSON instead. */
export const MANIFESTS: readonly ManifestForm[] = [
  {
    file: /^(?:requirements|constraints)[\w.-]*\.(?:txt|in)$/,
    entry: /^\s*([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\])?\s*(?:[=<>!~@;]|$)/,
    example: 'requests==2.31',
  },
  {
    file: /^(?:pyproject\.toml|setup\.py|setup\.cfg|pipfile|pixi\.toml|environment\.ya?ml)$/,
    entry:
      /^\s*(?:-\s*)?["']?([A-Za-z][\w.-]*)(?:\[[^\]]*\])?\s*(?:["']?\s*=\s*(?:["'^~*{]|\{)|[=<>!~]=|[<>]\s?\d)/,
    example: '    "requests>=2",',
  },
  {
    file: /^go\.mod$/,
    entry: /^\s*(?:require\s+|replace\s+)?([\w.-]+\.[\w.-]+\/\S+)\s+(?:v\d|=>)/,
    example: '\tgithub.com/pkg/errors v0.9.1',
  },
  {
    file: /^pom\.xml$/,
    entry: /^\s*<artifactId>([^<]+)<\/artifactId>/,
    example: '<artifactId>guava</artifactId>',
  },
  {
    file: /^(?:build|settings)\.gradle(?:\.kts)?$|^libs\.versions\.toml$/,
    entry:
      /^\s*(?:\w*(?:implementation|api|compile|compileOnly|runtimeOnly|classpath|kapt|annotationProcessor|ksp)\b[\s(]*["']([^"':]+:[^"':]+)|[\w-]+\s*=\s*\{\s*(?:module|group)\s*=\s*"([^"]+)")/i,
    example: "    implementation 'com.google.guava:guava:32'",
  },
  {
    file: /^gemfile$|\.gemspec$/,
    entry: /^\s*(?:gem|\w+\.add_(?:\w+_)?dependency)[\s(]+["']([^"']+)/,
    example: "gem 'rails'",
  },
  { file: /^cargo\.toml$/, entry: /^\s*([A-Za-z][\w-]*)\s*=\s*(?:"[\^~=<>*\d]|\{)/, example: 'serde = "1"' },
  {
    file: /\.(?:cs|fs|vb)proj$|^packages\.config$|^directory\.packages\.props$/,
    entry: /<(?:PackageReference|PackageVersion|package|Reference)\s+(?:Include|id|Update)="([^"]+)"/i,
    example: '<PackageReference Include="Polly" Version="8.0.0" />',
  },
  {
    file: /^(?:mix\.exs|pubspec\.yaml|podfile|package\.swift|deps\.edn|shard\.yml|cartfile)$/,
    entry:
      /^\s*(?:\{:(\w+),|pod\s+["']([^"']+)|\.package\(\s*(?:name:\s*"[^"]*",\s*)?url:\s*"([^"]+)|(\w+):\s*[\^\d])/,
    example: '      {:jason, "~> 1.4"},',
  },
];

/** Keys that look like an entry but are a manifest's own settings. */
const SETTINGS =
  /^(?:name|version|description|readme|license|authors?|requires-python|python|edition|rust-version|resolver|package|repository|homepage|documentation|keywords|categories|include|exclude|build-backend|line-length|target-version|line_length|profile|select|ignore|extend\w*|python_version|minversion|addopts|testpaths|max-line-length|max_line_length|asyncio_mode|log_\w+|show_\w+|warn_\w+|known_\w+|multi_line_output|src|packages|default|features|path|git|branch|tag|sdk|flutter|environment|long_description\w*|url|zip_safe|package_dir|package_data|py_modules|classifiers|current_version|commit|files?|filename|search|replace|maintainers?|email|changelog|source|workspace|members|publish|autobins|bench|test|lib|bin|opt-level|lto|debug|panic|codegen-units|strip|inherits)$/i;

/** The manifest form of a path, or `null`. */
export function manifestOf(path: string): ManifestForm | null {
  const name = nameOf(path).toLowerCase();
  const inRequirements = /(?:^|\/)requirements\/[^/]+\.(?:txt|in)$/i.test(path);
  return MANIFESTS.find(({ file }) => file.test(name)) ?? (inRequirements ? (MANIFESTS[0] ?? null) : null);
}

/** The name that a line of a manifest depends on; `null` when it names none. */
export function dependencyIn(form: ManifestForm, line: string): string | null {
  const match = form.entry.exec(line.slice(0, 500));
  const name = match?.slice(1).find((group) => group !== undefined) ?? null;
  return name === null || SETTINGS.test(name) ? null : name.toLowerCase().replace(/_/g, '-');
}
