import { readMentions } from '../../src/decide/suspects/named.ts';
import { rankSuspects } from '../../src/decide/suspects/rank.ts';
import type { Signals } from '../../src/decide/suspects/visit.ts';
import { mapEvent } from '../../src/domain/tree/frame.ts';
import { indexTree } from '../../src/domain/tree/tree.ts';
import type { Scenario } from './read.ts';

/** What a ranking made of one scenario. */
export interface Result {
  /** 1-based place of the first fixed file; 0 when it is not listed. */
  readonly place: number;
  readonly confident: boolean;
  /** Whether a frame names a fixed file. */
  readonly onStack: boolean;
  readonly top: string;
}

/** The reference: files of the mapped frames, root cause first, innermost first. */
function walk(scenario: Scenario): readonly string[] {
  const mappings = mapEvent(scenario.event, indexTree(scenario.tree));
  const paths = mappings.flatMap((frames) => frames.toReversed().flatMap((frame) => frame.path ?? []));
  return [...new Set(paths)];
}

/** Ranks a scenario with the given signals, or walks its frames. */
export function judge(scenario: Scenario, signals: Signals | 'walk'): Result {
  const tree = indexTree(scenario.tree);
  const onStack = walk(scenario).some((path) => scenario.fixed.includes(path));
  const place = (paths: readonly string[]) => paths.findIndex((path) => scenario.fixed.includes(path)) + 1;
  if (signals === 'walk') {
    const paths = walk(scenario);
    return { place: place(paths), confident: paths.length > 0, onStack, top: paths[0] ?? '' };
  }
  const commit = (paths: readonly string[]) => ({ sha: 'c', paths });
  const facts = {
    event: scenario.event,
    tree,
    ...(scenario.prose === '' ? {} : { mentions: readMentions(scenario.prose, tree) }),
    ...(scenario.releaseCommit.length === 0 ? {} : { commits: [commit(scenario.releaseCommit)] }),
    ...(scenario.suspectCommit.length === 0 ? {} : { suspectCommit: commit(scenario.suspectCommit) }),
  };
  const { suspects, confident } = rankSuspects(facts, signals);
  const paths = suspects.map((suspect) => suspect.path);
  const sure = suspects[0]?.confidence ?? 0;
  return { place: place(paths), confident, onStack, top: `${paths[0] ?? ''} ${sure}` };
}
