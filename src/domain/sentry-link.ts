/**
 * The Sentry issue that a text links to. Its host is never contacted: only the id is used, against the configured
 * Sentry.
 */
export interface SentryLink {
  /** Numeric id, when the address has one. */
  readonly id: string | null;
  /** Short id such as `SHOP-4K`, from the address or the label. */
  readonly shortId: string | null;
  /** Organization slug that the address names; `null` on hosts that do not show it. */
  readonly org: string | null;
}

/** GitHub's ceiling for a body; what is longer did not come from GitHub. */
const MAX_BODY = 70_000;
const LABEL =
  /Sentry (?:Issue|Feedback):(?:\*\*)?\s{0,10}\[([^\]\n]{1,200})\]\(<?(https?:\/\/[^)\s>]{1,600})/gi;
const SHORT_ID = /^[A-Z0-9][A-Z0-9_-]{0,98}-[A-Z0-9]{1,12}$/i;

/**
 * Finds the integration's link anywhere in a body: `Sentry Issue: [SHORT-ID](URL)` in all its forms (INTERFACES of
 * Sentry's GitHub integration, 2018–2026). `null` when there is none.
 */
export function findSentryLink(body: string): SentryLink | null {
  for (const match of body.slice(0, MAX_BODY).matchAll(LABEL)) {
    const link = labelled(match);
    if (link !== null) return link;
  }
  return null;
}

/** Addresses of Sentry issues as people paste them. */
const PASTED = /https?:\/\/[^\s/<>()[\]"']{0,200}sentry[^\s/<>()[\]"']{0,200}\/[^\s<>()[\]"']{1,600}/gi;

/** Every Sentry issue that a text links to, in the integration's form or pasted by a person; at most twenty. */
export function findSentryLinks(text: string): readonly SentryLink[] {
  const body = text.slice(0, MAX_BODY);
  const links = [
    ...[...body.matchAll(LABEL)].map(labelled),
    ...[...body.matchAll(PASTED)].map((match) => readAddress(match[0])),
  ];
  return links.filter((link) => link !== null).slice(0, 20);
}

function labelled(match: RegExpExecArray): SentryLink | null {
  const link = readAddress(match[2] ?? '');
  if (link === null) return null;
  const label = (match[1] ?? '').trim();
  return { ...link, shortId: link.shortId ?? (SHORT_ID.test(label) ? label : null) };
}

/** `…/issues/ID/…` with the organization before it or in the host; `null` for any other address. */
function readAddress(address: string): SentryLink | null {
  const [, host = '', path = ''] = /^https?:\/\/([^/?#]+)([^?#]*)/i.exec(address) ?? [];
  const parts = path.split('/').filter((part) => part !== '');
  const at = parts.lastIndexOf('issues');
  const raw = at < 0 ? undefined : parts[at + 1];
  if (raw === undefined) return null;
  const numeric = /^\d{1,20}$/.test(raw);
  if (!numeric && !SHORT_ID.test(raw)) return null;
  return {
    id: numeric ? raw : null,
    shortId: numeric ? null : raw,
    org: organization(host, parts.slice(0, at)),
  };
}

/** `/organizations/ORG/issues/`, `/ORG/PROJECT/issues/`, or `ORG.sentry.io`. */
function organization(host: string, before: readonly string[]): string | null {
  const named = before.lastIndexOf('organizations');
  if (named >= 0) return before[named + 1] ?? null;
  if (before.length === 2) return before[0] ?? null;
  const [sub = '', ...rest] = host.toLowerCase().replace(/:\d+$/, '').split('.');
  return rest.join('.') === 'sentry.io' && !['www', 'us', 'de', 'eu'].includes(sub) ? sub : null;
}
