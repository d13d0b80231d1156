import type { ActionResult } from '../../../sandbox/runner/run-action.ts';

/** Where a planted secret came out, and in which disguise. */
export type Leak = { readonly canary: string; readonly form: string; readonly place: string };

type Form = { readonly name: string; readonly text: string };

/** Base64 of a text depends on what stands before it: three alignments, without the characters that neighbours touch. */
function base64Cores(canary: string): string[] {
  const bytes = Buffer.from(canary, 'utf8');
  return [0, 1, 2].map((shift) => {
    const whole = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const start = shift === 0 ? 0 : shift + 1;
    const tail = (bytes.length + shift) % 3 === 0 ? 0 : 1;
    return whole.slice(start, whole.length - tail);
  });
}

const urlBytes = (canary: string): string =>
  [...Buffer.from(canary, 'utf8')].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');

function formsOf(canary: string): Form[] {
  const hex = Buffer.from(canary, 'utf8').toString('hex');
  const base64 = base64Cores(canary).flatMap((core) => [
    core,
    core.replaceAll('+', '-').replaceAll('/', '_'),
  ]);
  const forms = [
    { name: 'plain', text: canary },
    { name: 'reversed', text: [...canary].reverse().join('') },
    { name: 'hex', text: hex },
    { name: 'URL-encoded', text: encodeURIComponent(canary) },
    { name: 'URL-encoded bytes', text: urlBytes(canary) },
    { name: 'JSON-escaped', text: JSON.stringify(canary).slice(1, -1) },
    ...base64.map((text) => ({ name: 'base64', text })),
  ];
  return forms.map((form) => ({ ...form, text: form.text.toLowerCase() }));
}

/** Breaks that do not stop a reader: blanks, invisible characters and common joiners between the letters. */
const squeezed = (text: string): string => text.replace(/[\s\u00ad\u200b-\u200f\u2060-\u2064\ufeff]+/gu, '');

/** Every place where something of a run can be read by somebody. */
export function placesOf(result: ActionResult): ReadonlyMap<string, string> {
  const places = new Map<string, string>();
  const commands = result.stdout.split('\n').filter((line) => !line.startsWith('::add-mask::'));
  places.set('log', commands.join('\n') + result.stderr);
  places.set('summary', result.summary);
  const maps = {
    output: result.outputs,
    state: result.state,
    env: result.exported,
    file: result.files,
    workspace: result.workspace,
  };
  for (const [kind, values] of Object.entries(maps)) {
    for (const [name, value] of Object.entries(values)) places.set(`${kind} ${name}`, `${name}\n${value}`);
  }
  for (const request of result.requests) {
    const text = [request.path, JSON.stringify(request.headers), JSON.stringify(request.body ?? '')].join(
      '\n',
    );
    places.set(`request ${request.n} to ${request.service}: ${request.label}`, text);
  }
  return places;
}

/** Looks for planted secrets in every disguise. Canaries should be at least 12 characters that nothing else holds. */
export function findLeaks(places: ReadonlyMap<string, string>, canaries: readonly string[]): Leak[] {
  const leaks: Leak[] = [];
  for (const [place, raw] of places) {
    const text = raw.toLowerCase();
    const haystacks = [text, squeezed(text)];
    for (const canary of canaries) {
      const form = formsOf(canary).find(({ text: needle }) => haystacks.some((hay) => hay.includes(needle)));
      if (form !== undefined) leaks.push({ canary, form: form.name, place });
    }
  }
  return leaks;
}
