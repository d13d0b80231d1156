import { SourceError } from '../domain/errors.ts';
import type { EffectPorts } from './ports.ts';

/** A GraphQL document for several items. The alias of each field is a letter and the place of its item: `e0`. */
export interface Document {
  readonly mutation: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** What was not done for one item. */
export interface Refusal<Item> {
  readonly item: Item;
  /** Letter of the field; `null` when nothing is known of any of the item's fields. */
  readonly field: string | null;
  readonly advice: string;
}

/**
 * Writes for several items in one request and answers what was refused; the rest is done. When no answer comes, each half
 * is tried once more: GitHub gives up on a request after 10 seconds, and less of it may pass. Only for writes that change
 * nothing when done again. https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api#timeouts
 */
export async function writeTogether<Item>(
  items: readonly Item[],
  documentFor: (items: readonly Item[]) => Document,
  api: EffectPorts['api'],
): Promise<readonly Refusal<Item>[]> {
  const once = async (some: readonly Item[]) => {
    const { mutation, variables } = documentFor(some);
    return refusals(some, await api.mutateEach(mutation, variables));
  };
  try {
    return await once(items);
  } catch (error) {
    if (!(error instanceof SourceError && error.fault.retryable)) return unknown(items, error);
  }
  const middle = Math.ceil(items.length / 2);
  const refused: Refusal<Item>[] = [];
  for (const half of [items.slice(0, middle), items.slice(middle)]) {
    if (half.length > 0) refused.push(...(await once(half).catch((error) => unknown(half, error))));
  }
  return refused;
}

function refusals<Item>(
  items: readonly Item[],
  refused: Awaited<ReturnType<EffectPorts['api']['mutateEach']>>,
): Refusal<Item>[] {
  return refused.flatMap(({ alias, advice }) => {
    const item = items[Number(alias.slice(1))];
    return item === undefined ? [] : [{ item, field: alias.slice(0, 1), advice }];
  });
}

function unknown<Item>(items: readonly Item[], error: unknown): Refusal<Item>[] {
  if (!(error instanceof SourceError)) throw error;
  return items.map((item) => ({ item, field: null, advice: error.fault.advice }));
}
