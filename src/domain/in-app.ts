import type { Frame } from './event.ts';
import {
  FOREIGN_FILE,
  FOREIGN_HOST,
  FOREIGN_MODULE,
  FOREIGN_PATH,
  GO_LIBRARY,
  GO_STANDARD,
  SYSTEM_PATH,
} from './foreign.ts';
import { locateFrame } from './tree/path.ts';

/** Whether a frame can be no file of any repository: an engine's own code, an extension's, or nothing named at all. */
export function isUnmappable(frame: Frame): boolean {
  const path = frame.absPath ?? frame.path ?? '';
  if (path !== '') return FOREIGN_PATH.test(path);
  return frame.module === null || FOREIGN_MODULE.test(frame.module);
}

/**
 * Whether a frame is the application's own. The source's word counts; a frame that runs through an installed package
 * is foreign even when the source says otherwise only if the source is silent.
 */
export function isInApp(frame: Frame): boolean {
  if (frame.inApp !== null) return frame.inApp;
  const path = frame.absPath ?? frame.path ?? '';
  if (frame.module !== null && FOREIGN_MODULE.test(frame.module)) return false;
  if (path === '') return frame.module !== null;
  if (FOREIGN_PATH.test(path)) return false;
  if (FOREIGN_HOST.test(path) || FOREIGN_FILE.test(path)) return false;
  if (isGoStandard(frame, path)) return false;
  if (frame.platform === 'native' && SYSTEM_PATH.test(path)) return false;
  const { library } = locateFrame(path);
  return (
    library === null || (library.kind === 'go' && isMainModule(path, `${library.scope}/${library.name}`))
  );
}

/** Dependencies come with `@version`, from the module cache or vendored; the main module and an old GOPATH do not. */
function isMainModule(path: string, name: string): boolean {
  return !/@v\d|\/vendor\/|\/pkg\/mod\//.test(path) && !GO_LIBRARY.test(name);
}

/** Go's own packages have no host before them and stand in a `src` folder, or alone where paths are trimmed. */
function isGoStandard({ module, platform }: Frame, path: string): boolean {
  if (platform !== 'go') return false;
  if (module === null) return /(?:^|\/src\/)runtime\/\w{1,60}\.(?:go|s)$/.test(path);
  return GO_STANDARD.test(module) && (path.includes('/src/') || path.startsWith(`${module}/`));
}
