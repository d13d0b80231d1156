import { z } from 'zod';
import { SourceError } from '../domain/errors.ts';
import { idempotent } from './idempotent.ts';
import type { EffectPorts } from './ports.ts';

/** Minutes after which a lock counts as left behind by a run that died. */
const LIFE_MINUTES = 15;
const Label = z.object({ description: z.string().nullish() });

/**
 * Does work that must not happen twice, such as opening an issue: GitHub creates a label of one name only once, so a
 * label is the lock. Answers `null` when another run holds it: what it leaves, the next run finds. A run that is started
 * again takes up its own lock.
 */
export async function withLock<T>(ports: EffectPorts, work: () => Promise<T>): Promise<T | null> {
  if (!(await acquire(ports))) return null;
  try {
    return await work();
  } finally {
    await idempotent(() => ports.api.write(ONE, at(ports))).catch(ignoreFault);
  }
}

const ONE = 'DELETE /repos/{owner}/{repo}/labels/{name}';

function at({ owner, repository, label }: EffectPorts) {
  return { owner, repo: repository, name: `${label}:lock` };
}

async function acquire(ports: EffectPorts): Promise<boolean> {
  if (await create(ports)) return true;
  const holder = await read(ports);
  if (holder !== null && holder.run === ports.run) return true;
  if (holder !== null && holder.until > ports.now) return false;
  await ports.api.write(ONE, at(ports)).catch(ignoreFault);
  return (await create(ports)) && (await read(ports))?.run === ports.run;
}

async function create(ports: EffectPorts): Promise<boolean> {
  const until = new Date(Date.parse(ports.now) + LIFE_MINUTES * 60_000).toISOString();
  const description = `Held by run ${ports.run} until ${until}; goes away by itself`;
  try {
    await ports.api.write('POST /repos/{owner}/{repo}/labels', {
      ...at(ports),
      color: 'ededed',
      description,
    });
    return true;
  } catch (error) {
    if (error instanceof SourceError && (error.fault.status === 422 || error.fault.retryable)) return false;
    throw error;
  }
}

async function read(ports: EffectPorts): Promise<{ readonly run: string; readonly until: string } | null> {
  try {
    const label = Label.parse(await ports.api.get('GET /repos/{owner}/{repo}/labels/{name}', at(ports)));
    const [, run = '', until = ''] =
      /^Held by run (\d{1,20}) until (\S{10,40});/.exec(label.description ?? '') ?? [];
    return { run, until };
  } catch (error) {
    if (error instanceof SourceError && error.fault.status === 404) return null;
    throw error;
  }
}

/** A lock that is gone already, or cannot be taken away now, runs out by itself. */
function ignoreFault(error: unknown): void {
  if (!(error instanceof SourceError)) throw error;
}
