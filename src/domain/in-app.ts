import type { Frame } from './event.ts';
import { locateFrame } from './tree/path.ts';

/** Modules of runtimes and frameworks, where a frame has a class or package name but no path that tells. */
const FOREIGN_MODULE =
  /^(?:java|javax|jdk|sun|com\.sun|kotlin|kotlinx|scala|groovy|android|androidx|dalvik|jakarta|org\.(?:springframework|apache|hibernate|junit|eclipse|jboss|slf4j|postgresql)|com\.(?:google|fasterxml|zaxxer|mysql|android)|io\.(?:netty|ktor|micrometer|reactivex|undertow)|reactor|okhttp3|retrofit2|ch\.qos|System|Microsoft|Npgsql|Newtonsoft|MySql|runtime|net\/http|encoding|database\/sql|reflect|testing|golang\.org|google\.golang\.org|Illuminate|Symfony|Doctrine|GuzzleHttp|std|core|alloc|tokio|hyper|libsystem|libdispatch|CoreFoundation|UIKit(?:Core)?|Foundation|Swift|libobjc)(?:[./\\:]|$)/;

/** Names that engines give to frames of their own. */
const FOREIGN_PATH =
  /^(?:node:|internal\/|<frozen |<internal:|native$|\[native code\]|<anonymous>$|async_hooks\.js$|timers\.js$|_stream_|module\.js$|events\.js$|dart:|package:flutter(?:_test)?\/|ext:|chrome-extension:|moz-extension:|safari-(?:web-)?extension:)/;

/** Where operating systems and toolchains keep code that no application owns. */
const SYSTEM_PATH =
  /^(?:\/usr\/(?:include|lib|lib32|lib64|libexec)\/|\/lib(?:64)?\/|\/build\/(?:glibc|gcc)|\/System\/Library\/|\/Applications\/Xcode|[A-Z]:\\(?:Windows|Program Files)\b|\.\.\/sysdeps\/|\.\/(?:nptl|csu|malloc|stdlib|signal)\/)/;

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
  if (frame.platform === 'native' && SYSTEM_PATH.test(path)) return false;
  const { library } = locateFrame(path);
  return (
    library === null || (library.kind === 'go' && isMainModule(path, `${library.scope}/${library.name}`))
  );
}

/** Go modules that are in most projects: without a version in the path nothing else tells them from the project's own. */
const GO_LIBRARY =
  /^(?:pkg\/errors|gin-gonic\/|gorilla\/|sirupsen\/logrus|stretchr\/testify|labstack\/|spf13\/|urfave\/|go-chi\/|jinzhu\/|lib\/pq|go-sql-driver\/|jackc\/|jmoiron\/|getsentry\/|gofiber\/|valyala\/|uber-go\/|prometheus\/client|aws\/aws-sdk|go-redis\/|redis\/|golang\/)/;

/** Dependencies come with `@version`, from the module cache or vendored; the main module and an old GOPATH do not. */
function isMainModule(path: string, name: string): boolean {
  return !/@v\d|\/vendor\/|\/pkg\/mod\//.test(path) && !GO_LIBRARY.test(name);
}
