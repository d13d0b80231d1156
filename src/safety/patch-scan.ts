import type { PatchFile, PatchFinding } from '../domain/gate.ts';
import { matchAssignments } from './redact/assignments.ts';
import { matchPemBlocks } from './redact/blocks.ts';
import { matchShapes } from './redact/match-shapes.ts';
import { looksRandom } from './redact/random-look.ts';
import type { Span } from './redact/span.ts';
import { matchStructures } from './redact/structures.ts';

/** Longest text of added lines that is read, in UTF-16 units. The size gate refuses patches that are longer. */
const LONGEST = 512 * 1024;

/** A line that the patched file has and its base has nowhere. `line` is 1-based. */
interface AddedLine {
  readonly line: number;
  readonly text: string;
}

/** Lines that are nowhere in the base: moved lines are not new, so an old value is not found again. */
function addedLines(file: PatchFile): readonly AddedLine[] {
  if (file.patched === null) return [];
  const known = new Set((file.base ?? '').split('\n'));
  return file.patched.split('\n').flatMap((text, at) => (known.has(text) ? [] : [{ line: at + 1, text }]));
}

/** Places where values that look like secrets are made up: tests, examples, docs. Only a vendor's own shape is certain there. */
const SAMPLES =
  /(?:^|[/._-])(?:tests?|specs?|__tests__|fixtures?|testdata|mocks?|examples?|samples?|docs?|e2e|cassettes)(?:[/._-]|$)|\.(?:md|rst|txt|snap)$|Tests?\.\w+$/i;
/** Values that documentation uses on purpose. */
const PUBLISHED = /EXAMPLE|example|(?:x{6,}|0{8,}|1{8,})|0123456789|1234567890|deadbeef|abcdef/;
/** Structures whose value is a secret wherever it stands. */
const CARRIERS: ReadonlySet<string> = new Set(['url-password', 'webhook-url', 'telegram-bot-token']);

/** Secrets in the added lines of a patch. Never holds the value. */
export function findSecrets(files: readonly PatchFile[]): readonly PatchFinding[] {
  return files.flatMap((file) => {
    const lines = addedLines(file);
    const text = lines
      .map((line) => line.text)
      .join('\n')
      .slice(0, LONGEST);
    if (text === '') return [];
    const starts: number[] = [];
    lines.reduce((at, line) => {
      starts.push(at);
      return at + line.text.length + 1;
    }, 0);
    const sample = SAMPLES.test(file.path);
    return detect(text, sample).map(({ start, kind, certain }) => ({
      path: file.path,
      line: lines[lineAt(starts, start)]?.line ?? 0,
      kind,
      certain,
    }));
  });
}

function detect(text: string, sample: boolean): readonly { start: number; kind: string; certain: boolean }[] {
  const value = ({ start, end }: Span) => text.slice(start, end);
  const shaped = [...matchShapes(text), ...matchPemBlocks(text)].map((span) => ({
    ...span,
    certain: !(sample && (PUBLISHED.test(value(span)) || /^(?:jwt|jwt-token)$/.test(span.kind))),
  }));
  const carried = matchStructures(text)
    .filter((span) => value(span).length >= 6)
    .map((span) => ({ ...span, certain: CARRIERS.has(span.kind) && !sample && isReal(value(span)) }))
    .filter((span) => span.certain || looksRandom(value(span), 16));
  const assigned = matchAssignments(text)
    .filter((span) => looksRandom(value(span), 16) && !PUBLISHED.test(value(span)))
    .map((span) => ({ ...span, certain: !sample && span.kind !== 'secret-like' && isReal(value(span)) }));
  const known = new Set<number>();
  return [...shaped, ...carried, ...assigned].flatMap(({ start, kind, certain }) => {
    if (known.has(start)) return [];
    known.add(start);
    return [{ start, kind, certain }];
  });
}

/** Not a stand-in, not a variable, and with both letters and digits. */
const isReal = (value: string): boolean =>
  !PUBLISHED.test(value) && !/[${}<>%]|\s/.test(value) && /\d/.test(value) && /[A-Za-z]/.test(value);

/** Index of the last start that is not behind `at`. */
function lineAt(starts: readonly number[], at: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Embeddings, overrides and isolates: they reorder what a reader sees ("Trojan Source", CVE-2021-42574). */
const BIDI = /[\u202a-\u202e\u2066-\u2069]/u;
/** Marks that right-to-left and Indic prose needs; a person must see them in code. */
const JOINING = /[\u200c\u200d\u200e\u200f\u061c\u00ad\ufeff]/u;
const SIGHTLESS = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Co}\u2028\u2029\u2800\u3164\uffa0]/u;
const CONTROL = /[\u0000-\u0008\u000b\u000e-\u001f\u007f-\u0084\u0086-\u009f]/;
/** Backspace, carriage return, escape, delete: they hide what a terminal shows. */
const STEERS = /[\b\r\u001b\u007f\u009b]/;
/** Letters of other scripts drawn like Latin ones, inside a word with Latin letters. */
const LOOK_ALIKE =
  /[A-Za-z][\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u0501\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425\u03bf\u0391\u0392\u0395\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a7]|[\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u0501\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425\u03bf\u0391\u0392\u0395\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a7][A-Za-z]/u;
const ASCII = /^[\t\u0020-\u007e]*$/;
/** Emoji with their variation selectors and joiners are what they look like. */
const EMOJI =
  /[\p{Extended_Pictographic}\p{Emoji_Modifier}#*0-9][\ufe0f\u20e3]|\ufe0f?\u200d(?=[\p{Extended_Pictographic}\u2640\u2642\u2695])/gu;
const PROSE = /\.(?:md|mdx|rst|txt|po|pot|xliff?|arb|strings|properties|json|ya?ml|html?|resx|xml|csv)$/i;

/** Characters in the added lines that make them read otherwise than they run. */
export function findInvisible(files: readonly PatchFile[]): readonly PatchFinding[] {
  return files.flatMap((file) =>
    addedLines(file).flatMap(({ line, text }) => {
      const own = text.endsWith('\r') ? text.slice(0, -1) : text;
      if (ASCII.test(own)) return [];
      const plain = line === 1 ? own.replace(/^\ufeff/, '') : own;
      return describe(plain.replace(EMOJI, ''), PROSE.test(file.path)).map((found) => ({
        path: file.path,
        line,
        ...found,
        // Odd input is what many tests are about; what steers a terminal stays out of them too.
        certain: found.certain && !(found.kind === 'control' && SAMPLES.test(file.path) && !STEERS.test(own)),
      }));
    }),
  );
}

function describe(text: string, prose: boolean): readonly Pick<PatchFinding, 'kind' | 'certain'>[] {
  if (BIDI.test(text)) return [{ kind: 'bidi', certain: true }];
  if (SIGHTLESS.test(text.replace(new RegExp(JOINING, 'gu'), '')))
    return [{ kind: 'invisible', certain: true }];
  if (JOINING.test(text)) {
    const foreign = /[\u0590-\u08ff\u0900-\u0dff\u0e00-\u0eff]/.test(text);
    return prose && foreign ? [] : [{ kind: 'invisible', certain: !prose && !foreign && isInWord(text) }];
  }
  if (CONTROL.test(text) || text.includes('\r')) return [{ kind: 'control', certain: true }];
  if (LOOK_ALIKE.test(text)) return [{ kind: 'look-alike', certain: !prose && isName(text) }];
  return [];
}

const isInWord = (text: string): boolean =>
  /\w[\u200c\u200d\u200e\u200f\u061c\u00ad\ufeff]|[\u200c\u200d\u200e\u200f\u061c\u00ad\ufeff]\w/.test(text);

/** Whether the mixed word stands outside of quotes and comments, as far as one line tells. */
const isName = (text: string): boolean => LOOK_ALIKE.test((text.split(/["'`#]|\/\//)[0] ?? '').trim());
