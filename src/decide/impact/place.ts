import type { ErrorEvent } from '../../domain/event.ts';
import type { ImpactPlace } from '../../domain/impact.ts';
import type { SpanName } from '../../domain/performance.ts';
import { plainPath } from '../performance/name.ts';

/** Ops whose requests are pages that a person looks at; all others name what a server does. */
const PAGES = /^(?:pageload|navigation)$/;
const LONGEST = 200;

/** What an incident says of where it was. */
export interface Whereabouts {
  readonly event: Pick<ErrorEvent, 'tags' | 'transaction' | 'release'> | null;
  /** The slow requests, when it is about speed. */
  readonly slow: Pick<SpanName, 'op' | 'transaction'> | null;
  /** Release that a source names where the event names none. */
  readonly release: string | null;
}

/** The page and the release of an incident, as the product's own events write them. */
export function impactPlace({ event, slow, release }: Whereabouts): ImpactPlace {
  return { page: pageOf(event, slow), releases: spellings(event?.release ?? release) };
}

function pageOf(event: Whereabouts['event'], slow: Whereabouts['slow']): string | null {
  if (slow !== null) return PAGES.test(slow.op) ? path(slow.transaction) : null;
  const [, fromUrl] = /^https?:\/\/[^/?#\s]{1,255}(\/[^?#\s]{0,500})?/i.exec(event?.tags.url ?? '') ?? [];
  // Browser SDKs and Next.js name a transaction after its page; server SDKs put a method in front.
  return fromUrl === undefined ? path(event?.transaction ?? '') : path(fromUrl);
}

function path(text: string): string | null {
  if (!text.startsWith('/') || /\s/.test(text)) return null;
  const plain = plainPath(text);
  return plain.length > LONGEST ? null : plain;
}

/** `shop@2.4.0+77` → as it is, without the package, without the build: products log either. */
function spellings(release: string | null): readonly string[] {
  if (release === null || release.trim() === '' || release.length > LONGEST) return [];
  const bare = release.slice(release.lastIndexOf('@') + 1);
  const [version = ''] = bare.split('+', 1);
  return [...new Set([release, bare, version])].filter((one) => one !== '');
}
