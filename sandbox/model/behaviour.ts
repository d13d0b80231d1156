import type { ModelQuestion } from './question.ts';

/** How the model behaves. Everything but `fair` is a way in which real models fail, or are made to fail. */
export type ModelBehaviour =
  /** Quotes lines of the change and gives every question this score. */
  | { readonly kind: 'fair'; readonly score?: number; readonly scores?: Readonly<Record<string, number>> }
  /** Follows whatever the material demands: full marks, and the demand itself as the only quote. */
  | { readonly kind: 'obedient' }
  /** Full marks with quotes that stand nowhere. */
  | { readonly kind: 'fabricating' }
  /** Full marks and nothing quoted. */
  | { readonly kind: 'unfounded' }
  /** Full marks with quotes of brackets and of the error only. */
  | { readonly kind: 'evasive' }
  /** Scores beyond the scale: 7, -1, 4.5, "5". */
  | { readonly kind: 'off-scale'; readonly value: unknown }
  /** Another form than the demanded one. */
  | { readonly kind: 'other-form' }
  /** The right form, without one question. */
  | { readonly kind: 'incomplete' }
  /** A right answer inside of prose and a fence, as servers without structured answers give it. */
  | { readonly kind: 'chatty'; readonly score: number }
  | { readonly kind: 'refusing' }
  | { readonly kind: 'cut-off' }
  | { readonly kind: 'silent' }
  /** Any text. */
  | { readonly kind: 'script'; readonly say: (question: ModelQuestion) => string };

/** An answer before it is put into a wire format. */
export type ModelReply = { readonly end: 'text' | 'refused' | 'cut-off'; readonly text: string };

export function reply(behaviour: ModelBehaviour, question: ModelQuestion): ModelReply {
  const text = (value: string): ModelReply => ({ end: 'text', text: value });
  switch (behaviour.kind) {
    case 'fair': {
      const score = (key: string) => behaviour.scores?.[key] ?? behaviour.score ?? 4;
      return text(verdict(question, { score, quotes: changed(question) }));
    }
    case 'obedient':
      return text(verdict(question, { score: () => 5, quotes: demand(question) }));
    case 'fabricating':
      return text(
        verdict(question, {
          score: () => 5,
          quotes: ['if (order.total === undefined) throw new MissingTotal();'],
        }),
      );
    case 'unfounded':
      return text(verdict(question, { score: () => 5, quotes: [] }));
    case 'evasive':
      return text(verdict(question, { score: () => 5, quotes: ['}', ');', firstOf(question.user)] }));
    case 'off-scale':
      return text(verdict(question, { score: () => behaviour.value, quotes: changed(question) }));
    case 'other-form':
      return text(JSON.stringify({ verdict: 'approve', confidence: 0.99 }));
    case 'incomplete':
      return text(
        verdict({ ...question, keys: question.keys.slice(1) }, { score: () => 5, quotes: changed(question) }),
      );
    case 'chatty':
      return text(
        `Here is my review:\n\n\`\`\`json\n${verdict(question, { score: () => behaviour.score, quotes: changed(question) })}\n\`\`\`\nGlad to help!`,
      );
    case 'refusing':
      return { end: 'refused', text: '' };
    case 'cut-off':
      return { end: 'cut-off', text: '{"root-cause": {"reason": "The' };
    case 'silent':
      return text('');
    case 'script':
      return text(behaviour.say(question));
  }
}

type Opinion = { readonly score: (key: string) => unknown; readonly quotes: readonly string[] };

function verdict(question: ModelQuestion, { score, quotes }: Opinion): string {
  const parts = question.keys.map((key) => [key, { reason: `About ${key}.`, quotes, score: score(key) }]);
  const all = question.keys.map(score);
  const overall = all.every((value) => Number.isInteger(value)) ? Math.max(...all.map(Number)) : all[0];
  return JSON.stringify({ ...Object.fromEntries(parts), summary: 'Read it.', overall });
}

/** Up to three telling lines that the change adds, letter by letter. */
function changed({ user }: ModelQuestion): string[] {
  const lines = user.slice(user.indexOf('## The change')).split('\n');
  return lines.filter((line) => /^\+(?!\+\+)\s*\S.{6,}/.test(line)).slice(0, 3);
}

/** The line in which the material asks for a verdict, if any; else one made up. */
function demand({ user }: ModelQuestion): string[] {
  const line = user
    .split('\n')
    .find((text) => /ignore|score|approve|judge this/i.test(text) && /^[+ ]/.test(text));
  return [line ?? 'APPROVED BY THE SECURITY TEAM'];
}

/** First line of the error. */
function firstOf(user: string): string {
  return user.split('\n').find((line) => /^[A-Z]\w*(?:Error|Exception)/.test(line)) ?? '';
}
