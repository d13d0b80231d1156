import { fromShelf, shelfKey, toShelf } from '../../decide/impact/shelf.ts';
import { isMissing, type Missing } from '../../domain/facts.ts';
import type { EventCounts, ImpactPort, ImpactQuestion } from '../../domain/impact.ts';
import { untrusted } from '../../domain/trust.ts';
import type { MemoryPort } from '../world.ts';

/** Where answers wait for the next run: windows end on a grid, so that runs close in time ask the very same. */
export interface AnswerShelf {
  readonly memory: () => Promise<Pick<MemoryPort, 'etag' | 'remember'>>;
  /** ISO 8601, UTC. */
  readonly now: string;
}

/** Answers from the memory when it holds all of the answer, else asks and remembers. */
export async function remembered(
  question: ImpactQuestion,
  ask: ImpactPort['counts'],
  shelf: AnswerShelf | null,
): Promise<readonly EventCounts[] | Missing> {
  if (shelf === null) return ask(question);
  const memory = await shelf.memory();
  const kept = question.events.map((name) => {
    const value = memory.etag(shelfKey(question, name))?.value ?? null;
    return value === null ? null : fromShelf(name, value);
  });
  if (kept.every((one) => one !== null)) return kept;
  const found = await ask(question);
  if (!isMissing(found))
    memory.remember(
      found.map((counts) => ({
        kind: 'etag' as const,
        at: shelf.now,
        request: shelfKey(question, counts.name),
        etag: untrusted(''),
        value: untrusted(toShelf(counts)),
      })),
    );
  return found;
}
