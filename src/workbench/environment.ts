/** Folders that one tree's children may write to besides the tree. */
export interface PrivateFolders {
  readonly home: string;
  readonly temp: string;
}

/**
 * Variables of the job that a project's tools may need to find themselves. Everything else stays behind: tokens,
 * `ACTIONS_*`, `INPUT_*`, `GITHUB_*` and its file commands, keys of any service.
 */
const ALLOWED: readonly RegExp[] = [
  /^(?:PATH|LANG|LC_ALL|TZ)$/,
  /^(?:https?_proxy|no_proxy|all_proxy)$/i,
  /^(?:NODE_EXTRA_CA_CERTS|SSL_CERT_(?:FILE|DIR)|REQUESTS_CA_BUNDLE)$/,
  /^(?:PIP_(?:INDEX_URL|EXTRA_INDEX_URL|TRUSTED_HOST|CERT)|UV_(?:DEFAULT_INDEX|INDEX_URL)|npm_config_registry)$/i,
  /^JAVA_HOME(?:_\d+_[A-Za-z0-9]+)?$/,
  /^(?:GOROOT|GOPROXY|GOSUMDB|GOTOOLCHAIN|GOROOT_\d+_\d+_[A-Z0-9]+)$/,
  /^(?:ANDROID_(?:HOME|SDK_ROOT|NDK_HOME)|DOTNET_ROOT|GRADLE_HOME|MAVEN_HOME|M2_HOME|CHROMEWEBDRIVER|CHROME_BIN)$/,
  /^(?:pythonLocation|Python3?_ROOT_DIR|LD_LIBRARY_PATH|PKG_CONFIG_PATH|PYENV_ROOT|RUSTUP_HOME)$/,
];

/** An address with a user in it carries a password; a line break or NUL cannot be passed on. */
const CARRIES_SECRET = /:\/\/[^/\s]*@|[\0\n\r]/;

/** Longest value: a longer `PATH` is none. */
const LONGEST = 32_768;

/** Environment of a child: allow-listed variables of the job, and private folders in place of the user's. */
export function childEnvironment(
  job: Readonly<Record<string, string | undefined>>,
  folders: PrivateFolders,
  secrets: readonly string[],
): Record<string, string> {
  const kept = Object.entries(job).flatMap(([name, value]): [string, string][] =>
    value !== undefined &&
    value.length <= LONGEST &&
    ALLOWED.some((pattern) => pattern.test(name)) &&
    !CARRIES_SECRET.test(value) &&
    !secrets.some((secret) => secret.length >= 4 && value.includes(secret))
      ? [[name, value]]
      : [],
  );
  const { home, temp } = folders;
  return {
    LANG: 'C.UTF-8',
    ...(job.HOME === undefined ? {} : { RUSTUP_HOME: `${job.HOME}/.rustup` }),
    ...Object.fromEntries(kept),
    HOME: home,
    TMPDIR: temp,
    USER: 'patchpilot',
    LOGNAME: 'patchpilot',
    SHELL: '/bin/bash',
    TERM: 'dumb',
    NO_COLOR: '1',
    CI: 'true',
    XDG_CACHE_HOME: `${home}/.cache`,
    XDG_CONFIG_HOME: `${home}/.config`,
    XDG_DATA_HOME: `${home}/.local/share`,
    CARGO_HOME: `${home}/.cargo`,
    GOPATH: `${home}/go`,
    GOCACHE: `${home}/.cache/go-build`,
    GRADLE_USER_HOME: `${home}/.gradle`,
    // The JVM asks the user database for the home folder, and a user made for one run is in none.
    MAVEN_OPTS: `-Duser.home=${home}`,
    COREPACK_ENABLE_DOWNLOAD_PROMPT: '0',
    npm_config_update_notifier: 'false',
    npm_config_fund: 'false',
    npm_config_audit: 'false',
    PIP_DISABLE_PIP_VERSION_CHECK: '1',
    DOTNET_CLI_TELEMETRY_OPTOUT: '1',
    DOTNET_NOLOGO: '1',
    // The trees have no git folder to read a version from.
    SETUPTOOLS_SCM_PRETEND_VERSION: '0.0.0',
    HUSKY: '0',
  };
}
