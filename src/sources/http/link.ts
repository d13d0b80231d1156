/**
 * Path and query of the next page, from a `Link` header. Sentry always sends a "next" and says `results="false"` at
 * the end. A link to another origin is no next page: following it would hand the token over.
 */
export function nextPage(header: string | null, baseUrl: string): string | null {
  if (header === null || header.length > 8_192) return null;
  for (const part of header.split(',')) {
    const [target = '', ...attributes] = part.split(';').map((piece) => piece.trim());
    if (!attributes.includes('rel="next"') || attributes.includes('results="false"')) continue;
    const text = target.replace(/^</, '').replace(/>$/, '');
    if (!URL.canParse(text)) return null;
    const url = new URL(text);
    const base = new URL(baseUrl);
    const prefix = base.pathname.replace(/\/+$/, '');
    if (url.origin !== base.origin || !url.pathname.startsWith(prefix)) return null;
    return `${url.pathname.slice(prefix.length)}${url.search}`;
  }
  return null;
}
