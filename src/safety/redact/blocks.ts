import { standsIn } from './judge-value.ts';
import { RANK, type Span } from './span.ts';

/** Longest block that is taken as one key: an 8,192 bit key in PEM has about 6,400 characters. */
const LONGEST_BLOCK = 20_000;

const BEGIN = '-----BEGIN ';

/** PEM and PGP blocks, `-----BEGIN … KEY-----` to `-----END …-----`; without an end, all that looks like its body. */
export function matchPemBlocks(text: string): readonly Span[] {
  const spans: Span[] = [];
  for (let begin = text.indexOf(BEGIN); begin !== -1; begin = text.indexOf(BEGIN, begin + BEGIN.length)) {
    const label = text.slice(begin + BEGIN.length, begin + BEGIN.length + 60);
    const labelEnd = label.indexOf('-----');
    if (labelEnd === -1 || !/PRIVATE|KEY|SECRET|CERTIFICATE/i.test(label.slice(0, labelEnd))) continue;
    if (/^PUBLIC|^CERTIFICATE|PGP PUBLIC/.test(label)) continue;
    const body = begin + BEGIN.length + labelEnd + 5;
    const window = text.slice(body, body + LONGEST_BLOCK);
    const close = window.indexOf('-----END');
    const end = close === -1 ? body + bodyLength(window) : body + close;
    if (end - body < 24 || text.slice(body, end).replace(/[^A-Za-z\d]/g, '').length < 20) continue;
    spans.push({ start: body, end, kind: 'private-key', rank: RANK.structure });
    begin = end - 1;
  }
  return spans;
}

function bodyLength(window: string): number {
  const body = /^(?:[A-Za-z\d+/=\s\\"',:.-])*/.exec(window);
  return Math.min(body?.[0].length ?? 0, 8000);
}

const SECRET_MANIFEST = /^[ \t\\n"']{0,8}kind["']?:[ \t]{0,4}["']?Secret\b/gim;
const DATA = /^([ \t]{0,20})(?:data|stringData):[ \t]{0,4}$/gm;
const ENTRY =
  /^([ \t]{1,40})["']?[\w.-]{1,128}["']?:[ \t]{1,4}["']?([^\s"'#{][^\s"']{0,8191})["']?[ \t]{0,8}$/;

/** The values under `data:` and `stringData:` of a Kubernetes manifest of kind Secret. */
export function matchSecretManifests(text: string): readonly Span[] {
  if (!text.includes('ecret') || text.search(SECRET_MANIFEST) === -1) return [];
  const spans: Span[] = [];
  for (const data of text.matchAll(DATA)) {
    const indent = data[1]?.length ?? 0;
    let at = data.index + data[0].length + 1;
    while (at < text.length) {
      const newline = text.indexOf('\n', at);
      const lineEnd = newline === -1 ? text.length : newline;
      const entry = ENTRY.exec(text.slice(at, lineEnd));
      if (entry === null || (entry[1]?.length ?? 0) <= indent) break;
      const value = entry[2] ?? '';
      const start = at + entry[0].lastIndexOf(value);
      if (!standsIn(value))
        spans.push({ start, end: start + value.length, kind: 'kubernetes-secret', rank: RANK.structure });
      at = lineEnd + 1;
    }
  }
  return spans;
}
