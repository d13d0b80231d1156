import type { Attribution, CodePlace, SpanFacts } from '../../domain/performance.ts';
import type { Suspect, SuspectRanking } from '../../domain/suspect.ts';
import { demotion, isWhole, longestSuffix, type TreeIndex } from '../../domain/tree/tree.ts';
import { plainRequest } from './name.ts';
import { filesOfRoute } from './routes/by-file.ts';
import { fileOfName } from './routes/by-name.ts';
import { filesOfRole } from './routes/by-role.ts';
import { routeLine } from './routes/by-text.ts';
import { type Route, routeOf } from './routes/segments.ts';
import { tableFiles } from './routes/table-files.ts';
import { type Handler, handlersOf, mountedFiles } from './routes/tables.ts';

/** A file that may be to blame, on its way to a suspect. */
interface Pointer {
  readonly path: string;
  readonly line: number | null;
  readonly function: Suspect['function'];
  readonly score: number;
  readonly reason: string;
}

const MOST = 8;
/** Scores: a place that spans carry, a framework's own naming, folders that are routes, names alone. */
const WEIGHT = { cause: 4, place: 3, named: 3, folder: 2.5, role: 1, line: 1.5 };
/** From this score on the best one is pointed at. */
const SURE = 2;

/** What suspects are found with. `texts`: files read so far, by path. */
export interface SuspectSources {
  readonly tree: TreeIndex;
  readonly texts: ReadonlyMap<string, string>;
}

/** Files that handle the slow request, best first: by code places in its spans, by its name, by the tree's conventions. */
export function performanceSuspects(
  facts: Pick<SpanFacts, 'name' | 'places'>,
  attribution: Attribution,
  { tree, texts }: SuspectSources,
): SuspectRanking {
  const pointers = [
    ...byPlaces(facts.places, attribution, tree),
    ...byRoute(facts.name.transaction, { tree, texts }),
  ];
  const best = new Map<string, Pointer>();
  for (const pointer of pointers) {
    const known = best.get(pointer.path);
    if (known === undefined) best.set(pointer.path, pointer);
    else best.set(pointer.path, together(known, pointer));
  }
  const ranked = [...best.values()]
    .sort((a, b) => b.score - a.score || (a.path < b.path ? -1 : 1))
    .slice(0, MOST);
  const total = ranked.reduce((sum, { score }) => sum + score ** 2, 0);
  const sure = Math.min(0.9, (ranked[0]?.score ?? 0) / (WEIGHT.cause + 1));
  const suspects = ranked.map((one) => suspect(one, (sure * one.score ** 2) / total));
  return { suspects, confident: (ranked[0]?.score ?? 0) >= SURE };
}

/** Two ways to one file strengthen each other; the stronger one's place and words stay. */
function together(a: Pointer, b: Pointer): Pointer {
  const [strong, weak] = a.score >= b.score ? [a, b] : [b, a];
  const same = strong.reason === weak.reason;
  return { ...strong, line: strong.line ?? weak.line, score: strong.score + (same ? 0 : weak.score / 2) };
}

function suspect({ path, line, function: name, score, reason }: Pointer, confidence: number): Suspect {
  const lines = line === null ? null : ([line, line] as const);
  return { path, lines, function: name, score, confidence: Math.round(confidence * 100) / 100, reason };
}

function byPlaces(
  places: readonly CodePlace[],
  attribution: Attribution,
  tree: TreeIndex,
): readonly Pointer[] {
  const cause =
    attribution.kind === 'n-plus-one' || attribution.kind === 'child' ? attribution.child.op : null;
  return places.flatMap((place) => {
    const path = fileOf(place.path, tree);
    if (path === null) return [];
    const isCause = cause !== null && place.op === cause;
    return [
      {
        path,
        line: place.line,
        function: place.function,
        score: (isCause ? WEIGHT.cause : WEIGHT.place) / (1 + demotion(path)),
        reason: isCause
          ? `spans of ${place.op} name it, and they take the time`
          : `spans of ${place.op} name it`,
      },
    ];
  });
}

/** The one file of the tree that a code place means. */
function fileOf(text: string, tree: TreeIndex): string | null {
  const bare =
    text
      .replace(/^[a-z-]{2,20}:\/{2,3}/i, '')
      .replaceAll('\\', '/')
      .split(/[?#]/, 1)[0] ?? '';
  const segments = bare.split('/').filter((one) => one !== '' && one !== '.' && one !== '..');
  const found = longestSuffix(tree, segments);
  const [only] = found?.files ?? [];
  if (found === null || only === undefined || found.files.length > 1) return null;
  return found.depth >= 2 || isWhole(only, found.depth) ? only.path : null;
}

function byRoute(transaction: string, { tree, texts }: SuspectSources): readonly Pointer[] {
  const plain = { line: null, function: null };
  const named = fileOfName(transaction, tree);
  if (named !== null)
    return [{ ...plain, path: named.path, score: WEIGHT.named, reason: `${named.rule} of the transaction` }];
  const route = requestRoute(transaction);
  if (route === null) return [];
  const folders = filesOfRoute(route, tree).map(({ path, router }) => ({
    ...plain,
    path,
    score: WEIGHT.folder,
    reason: `serves this route (${router})`,
  }));
  const roles = filesOfRole(route, tree).map(({ path, weight, role, resource }) => ({
    ...plain,
    path,
    score: WEIGHT.role * weight,
    reason: `${role} of “${resource}” by its name`,
  }));
  return [...folders, ...byTexts(route, { tree, texts }), ...roles];
}

/** How a file came to be known from texts: what that is worth beside how well the declaration fits. */
const HOW: Readonly<
  Record<Handler['how'], { readonly least: number; readonly more: number; readonly reason: string }>
> = {
  declares: { least: 0.8, more: 1.5, reason: 'declares the route' },
  named: { least: 1.1, more: 1.5, reason: 'is named where the route is declared' },
  mounted: { least: 0.6, more: 1.2, reason: 'is mounted on the way to the route' },
};

function byTexts(route: Route, { tree, texts }: SuspectSources): readonly Pointer[] {
  const lines = [...texts].flatMap(([path, text]) => {
    const found = routeLine(text, route);
    const score = WEIGHT.line * (found?.weight ?? 0) + 0.5;
    return found === null
      ? []
      : [{ path, line: found.line, function: null, score, reason: HOW.declares.reason }];
  });
  const handlers = handlersOf(route, texts, tree).map(({ path, line, weight, how }) => {
    const { least, more, reason } = HOW[how];
    return { path, line, function: null, score: (least + more * weight) / (1 + demotion(path)), reason };
  });
  // What declarations say of a line is better than what the end of a path says.
  return handlers.length > 0
    ? [...handlers, ...lines.filter(({ path }) => !handlers.some((one) => one.path === path))]
    : lines;
}

/** Rounds of reading that find a router in a router in a router. */
export const READ_ROUNDS = 3;

/**
 * Files worth reading before suspects are ranked, at most `most`: those that only their names speak for and those that
 * declare routes; then, with these read (`texts`), routers and handlers that they name. Nothing: it is known already.
 */
export function filesToRead(
  transaction: string,
  { tree, texts }: SuspectSources,
  most: number,
): readonly string[] {
  const route = requestRoute(transaction);
  if (route === null || fileOfName(transaction, tree) !== null) return [];
  if (filesOfRoute(route, tree).length > 0) return [];
  if (texts.size > 0) return mountedFiles(route, texts, tree).slice(0, most);
  const roles = filesOfRole(route, tree).map(({ path }) => path);
  return [...new Set([...roles.slice(0, Math.ceil(most / 2)), ...tableFiles(tree)])].slice(0, most);
}

/** Components of Next.js carry their page in parentheses: `Page Server Component (/products/[slug])`. */
const COMPONENT = /^[A-Z]\w{1,30}(?:\.\w{1,40}| Server Component) \((\/.{0,400})\)$/;

function requestRoute(transaction: string): Route | null {
  const [, page] = COMPONENT.exec(transaction) ?? [];
  return routeOf(plainRequest(page ?? transaction));
}
