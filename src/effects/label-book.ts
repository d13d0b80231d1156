import { z } from 'zod';
import { SourceError } from '../domain/errors.ts';
import type { EffectPorts } from './ports.ts';

const Label = z.object({ node_id: z.string() });

/** Node ids of labels, each looked up once in a run. */
export interface LabelBook {
  /** Makes the labels that do not exist yet. Throws SourceError. */
  readonly idsOf: (names: readonly string[]) => Promise<ReadonlyMap<string, string>>;
}

export function labelBook(ports: EffectPorts): LabelBook {
  const known = new Map<string, string>();
  return {
    idsOf: async (names) => {
      for (const name of new Set(names)) {
        if (!known.has(name)) known.set(name, (await find(ports, name)) ?? (await create(ports, name)));
      }
      return known;
    },
  };
}

async function find(ports: EffectPorts, name: string): Promise<string | null> {
  const route = 'GET /repos/{owner}/{repo}/labels/{name}';
  try {
    return Label.parse(await ports.api.get(route, at(ports, name))).node_id;
  } catch (error) {
    if (error instanceof SourceError && error.fault.status === 404) return null;
    throw error;
  }
}

/** Another run may be first, or the answer be lost: then the label is there. */
async function create(ports: EffectPorts, name: string): Promise<string> {
  const route = 'POST /repos/{owner}/{repo}/labels';
  try {
    return Label.parse(await ports.api.write(route, { ...at(ports, name), color: 'ededed' })).node_id;
  } catch (error) {
    if (!(error instanceof SourceError && (error.fault.status === 422 || error.fault.retryable))) throw error;
    const made = await find(ports, name);
    if (made === null) throw error;
    return made;
  }
}

function at({ owner, repository }: EffectPorts, name: string) {
  return { owner, repo: repository, name };
}
