/** Function words that tell a language, none of them shared. */
const MARKS: readonly (readonly [language: string, words: ReadonlySet<string>])[] = (
  [
    ['en', 'the of to is was with not be been could cannot has must and from'],
    ['de', 'der die das wurde nicht ist eine einen konnte werden auf und ein zu von kann'],
    ['fr', 'le la les une est pas du des dans impossible été sur être ne'],
    ['es', 'el los las una está puede del por se ha para debe como'],
    ['it', 'il lo gli è impossibile della di non stato deve che'],
    ['pt', 'o os uma não é foi possível do da em ao'],
    ['nl', 'het een niet kan worden van is'],
  ] as const
).map(([language, words]) => [language, new Set(words.split(' '))]);

/** Whether one message is a translation's: another script, or other function words. Symmetric. */
export function otherLanguage(a: string, b: string): boolean {
  if (isLatin(a) !== isLatin(b)) return true;
  const [one, other] = [language(a), language(b)];
  return one !== null && other !== null && one !== other;
}

function isLatin(text: string): boolean {
  const letters = [...text.slice(0, 200).matchAll(/\p{L}/gu)].length;
  const latin = [...text.slice(0, 200).matchAll(/\p{Script=Latin}/gu)].length;
  return latin * 2 >= letters;
}

/** The one language with at least two function words in the text; `null` when none or several have. */
function language(text: string): string | null {
  const words = text.toLowerCase().split(/[^\p{L}]+/u);
  const counts = MARKS.map(([name, marks]) => [name, words.filter((word) => marks.has(word)).length] as const)
    .filter(([, count]) => count >= 2)
    .sort((x, y) => y[1] - x[1]);
  const [first, second] = counts;
  return first === undefined || first[1] === second?.[1] ? null : first[0];
}
