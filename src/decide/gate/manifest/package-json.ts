import type { ChangedFile } from '../changed-file.ts';
import { type GateFinding, gateLine } from '../finding.ts';

type Json = Readonly<Record<string, unknown>>;

/** Scripts that npm, yarn, pnpm or Composer run without being asked by name. */
const LIFECYCLE =
  /^(?:(?:pre|post)?(?:install|publish|pack|prepare|uninstall|version|restart|stop|start|test|build|shrinkwrap)|prepublishonly|prepare|dependencies|(?:pre|post)-(?:install|update|autoload-dump|root-package-install|create-project|package-(?:install|update|uninstall)|archive|status)(?:-cmd)?|pre-(?:command-run|file-download|operations-exec|pool-create|dependencies-solving)-?\w*|init|command)$/i;
/** The ones that developers and servers call by name all the time: changed, but not run behind anybody's back. */
const CALLED = /^(?:test|build|start|stop|restart|publish|version|pack|command|init)$/i;
const DEPENDENCIES =
  /^(?:(?:dev|peer|optional|bundled?|build)?dependencies|require(?:-dev)?|imports|peerdependenciesmeta|dependenciesmeta)$/i;
/** Fields that redirect, patch or run installed code. */
const STEERING =
  /^(?:overrides|resolutions|pnpm|workspaces|gypfile|config|repositories|bundle(?:d)?Dependencies|packageManager|husky|lint-staged|simple-git-hooks|pre-commit|autoload|minimum-stability|trustedDependencies|allowScripts|tasks|bin)$/i;
/** Specifications that fetch from elsewhere than the registry. */
const ELSEWHERE =
  /^(?:git|https?:|file:|link:|portal:|ssh:|npm:|github:|gitlab:|bitbucket:|[\w-]+\/[\w.-]+(?:#|$))/i;

function parse(text: string): Json | null {
  try {
    const value: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const entries = (value: unknown): readonly (readonly [string, unknown])[] =>
  isObject(value) ? Object.entries(value) : [];

/** The text of JSON whose keys are all read once: a second key of the same name would win unseen. */
function hasTwins(text: string): boolean {
  const value = parse(text);
  if (value === null) return true;
  const written = (text.match(/"(?:[^"\\]|\\.){0,300}"\s{0,20}:/g) ?? []).length;
  return written !== countKeys(value);
}

function countKeys(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, one: unknown) => sum + countKeys(one), 0);
  return entries(value).reduce((sum, [, own]) => sum + 1 + countKeys(own), 0);
}

/** What a change of package.json or composer.json brings, by its parsed content. */
export function findInPackage(file: ChangedFile): readonly GateFinding[] {
  if (file.file.patched === null || file.added.length + file.removed.length === 0) return [];
  const now = parse(file.patched.text);
  const base = file.file.base === null ? {} : parse(file.base.text);
  const say = (outcome: GateFinding['outcome'], why: string, key: string): GateFinding => {
    const at = file.added.find((line) => (file.patched.lines[line] ?? '').includes(`"${key}"`)) ?? -1;
    return { outcome, why, line: gateLine(file.path, at + 1, (file.patched.lines[at] ?? key).trim()) };
  };
  if (now === null || base === null) return [say('needs-human', 'a manifest cannot be read', '')];
  if (hasTwins(file.patched.text) && !hasTwins(file.base.text || '{}')) {
    return [say('fail', 'a manifest says a key twice', '')];
  }
  return Object.keys({ ...base, ...now }).flatMap((field) => {
    if (JSON.stringify(base[field]) === JSON.stringify(now[field])) return [];
    if (/^scripts$/i.test(field)) return ofScripts(base[field], now[field], say);
    if (DEPENDENCIES.test(field)) return ofDependencies(base[field], now[field], say);
    if (STEERING.test(field)) return [say('fail', 'a field that steers installation is changed', field)];
    return /^(?:version|description|keywords|author|contributors|homepage|license|bugs|funding|maintainers|files|_\w*)$/.test(
      field,
    )
      ? []
      : [say('needs-human', 'a manifest is changed', field)];
  });
}

type Say = (outcome: GateFinding['outcome'], why: string, key: string) => GateFinding;

function ofScripts(base: unknown, now: unknown, say: Say): readonly GateFinding[] {
  const old = isObject(base) ? base : {};
  return entries(now).flatMap(([name, script]) => {
    if (JSON.stringify(old[name]) === JSON.stringify(script)) return [];
    const hidden = LIFECYCLE.test(name) && !CALLED.test(name);
    return [
      hidden
        ? say('fail', 'a script that runs by itself is added or changed', name)
        : say('needs-human', 'a script is added or changed', name),
    ];
  });
}

function ofDependencies(base: unknown, now: unknown, say: Say): readonly GateFinding[] {
  const old = isObject(base) ? base : {};
  return entries(now).flatMap(([name, wanted]) => {
    if (JSON.stringify(old[name]) === JSON.stringify(wanted)) return [];
    if (!(name in old)) return [say('fail', 'a dependency is new', name)];
    return [
      typeof wanted === 'string' && ELSEWHERE.test(wanted)
        ? say('fail', 'a dependency comes from elsewhere than the registry', name)
        : say('needs-human', 'the version of a dependency is changed', name),
    ];
  });
}
