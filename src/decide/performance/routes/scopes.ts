import { ANY, type Part, partsOf } from './match.ts';

/** A prefix for the lines below that are indented deeper than it. */
interface Scope {
  readonly indent: number;
  readonly parts: readonly Part[];
  /** Folder of the controllers within. */
  readonly folder: string | null;
  /** Class that handles all of it. */
  readonly controller: string | null;
}

/** Blocks that put a prefix before what is declared within: Laravel, Rails, chi, Fastify, Phoenix, Sinatra. */
const BLOCK =
  /(?:\bprefix\(|\bnamespace[ (]|\bscope[ (]|\.route\(|\bgroup\(|\.path\()\s{0,4}(?:path:\s{0,4})?[:'"`]([\w/:{}.<>-]{1,100})/i;
/** Rails: controllers of a folder, and what belongs to a resource; Laravel: one controller for all. */
const MODULE = /\b(?:namespace[ (]\s{0,4}[:'"]|module:\s{0,4}[:'"])(\w{1,60})/;
const NESTED = /^\s{0,40}resources\s{1,4}[:'"](\w{1,60})/;
const CONTROLLER = /::controller\(([\w\\]{1,120})::class\)/;
const OPENS = /(?:\{|\bdo\b(?:\s{0,4}\|[^|]{0,60}\|)?|=>|\()\s*$/;
/** Names that hold a group: `v1 := r.Group("/v1")`, `router = APIRouter(prefix="/orders")`, `bp = Blueprint(…)`. */
const GROUP =
  /(?:^|\s)(\w{1,60})\s{0,4}:?=\s{0,4}(?:new\s{1,4})?(?:(\w{1,60})\.)?(?:group|basepath|pathprefix|scope|apirouter|blueprint|router|hono|mapgroup)\((.{0,200})/i;
const PREFIX = /(?:url_prefix|prefix)\s{0,4}[=:]\s{0,4}["'`]([^"'`]{0,200})["'`]/i;
const FIRST_LITERAL = /^\s{0,4}["'`]([^"'`]{0,200})["'`]/;
/** A prefix of a whole class: Spring, NestJS, JAX-RS, Micronaut, Symfony. */
const CLASS =
  /^\s{0,8}(?:@(?:RequestMapping|Controller|Path|JsonController)\b|#\[Route\b)\s{0,4}\(?(.{0,200})/;
const LITERAL = /["'`]([^"'`]{0,200})["'`]/;
const CLASS_LINE =
  /^\s{0,8}(?:export\s|public\s|abstract\s|final\s|open\s|default\s|async\s){0,4}(?:class|interface)\s/;
/** Annotations between a prefix and its class. */
const BETWEEN = 8;

/** Prefixes that hold at one line. */
export interface Prefixes {
  /** Of the blocks and the class around it. */
  readonly around: readonly Part[];
  /** Folders of the controllers within those blocks. */
  readonly folders: readonly string[];
  /** The class that handles all that a block declares. */
  readonly controller: string | null;
  /** Of what a name holds; empty for one that holds none. */
  readonly of: (name: string) => readonly Part[];
}

/** Reads prefixes line by line: call it with every line in turn. */
export function createScopes(lines: readonly string[]): (at: number) => Prefixes {
  let scopes: Scope[] = [];
  let ofClass: readonly Part[] = [];
  const groups = new Map<string, readonly Part[]>();
  const read = (name: string) => groups.get(name) ?? [];
  return (at) => {
    const line = lines[at] ?? '';
    const indent = line.search(/\S/);
    if (indent >= 0) scopes = scopes.filter((scope) => scope.indent < indent);
    const around = [...ofClass, ...scopes.flatMap(({ parts }) => parts)];
    const [, name, receiver = '', rest = ''] = GROUP.exec(line) ?? [];
    if (name !== undefined) {
      const literal = PREFIX.exec(rest)?.[1] ?? FIRST_LITERAL.exec(rest)?.[1];
      const own = literal === undefined || !/^\/|^$/.test(literal) ? [] : partsOf(literal);
      groups.set(name, [...read(receiver), ...own]);
    }
    const scope = opened(line, indent);
    const enclosing = scopes;
    if (scope !== null) scopes = [...scopes, scope];
    if (CLASS.test(line) && leadsToClass(lines, at)) {
      const [, within = ''] = CLASS.exec(line) ?? [];
      ofClass = partsOf(LITERAL.exec(within)?.[1] ?? '');
    }
    return {
      around,
      of: read,
      folders: enclosing.flatMap(({ folder }) => folder ?? []),
      controller: enclosing.findLast(({ controller }) => controller !== null)?.controller ?? null,
    };
  };
}

/** The block that a line opens. */
function opened(line: string, indent: number): Scope | null {
  if (!OPENS.test(line)) return null;
  const path = BLOCK.exec(line)?.[1];
  const nested = NESTED.exec(line)?.[1];
  const folder = MODULE.exec(line)?.[1] ?? null;
  const controller = CONTROLLER.exec(line)?.[1] ?? null;
  if (path === undefined && nested === undefined && folder === null && controller === null) return null;
  const parts = nested === undefined ? partsOf(path ?? '') : [...partsOf(nested), ANY];
  return { indent, parts, folder, controller };
}

/** The next line that is no annotation begins a class. */
export function leadsToClass(lines: readonly string[], at: number): boolean {
  for (const line of lines.slice(at + 1, at + 1 + BETWEEN)) {
    if (CLASS_LINE.test(line)) return true;
    if (!/^\s*(?:@|#\[|\/\/|\*|\)|$)/.test(line)) return false;
  }
  return false;
}
