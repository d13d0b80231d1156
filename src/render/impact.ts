import type { EventImpact, EventVerdict, ProductImpact, SliceImpact } from '../domain/impact.ts';
import type { SafeText } from '../domain/trust.ts';
import { codeSpan, inlineText } from '../safety/code.ts';
import { lines, markdown, paragraphs, table } from '../safety/markdown.ts';
import { minuteOf } from './measure.ts';

const WORDS: Readonly<Record<EventVerdict, SafeText>> = {
  loss: markdown`**fell**, and chance is an unlikely reason`,
  'no-loss': markdown`no loss that chance could not explain`,
  'earlier-loss': markdown`lower, but it was so before the incident began`,
  'not-enough-data': markdown`not enough data`,
  'unknown-event': markdown`PostHog has not seen this event in two weeks: check its name in the configuration`,
};

/** What the incident cost the product, beside what it did to the machine. It is no statement about the cause. */
export function renderImpact(impact: ProductImpact): SafeText {
  const { events, window } = impact;
  return paragraphs([
    markdown`**Product impact**: ${sentence(impact)}`,
    table(
      [
        markdown`Event`,
        markdown`Now`,
        markdown`Same hours last week`,
        markdown`Window before`,
        markdown`Change`,
        markdown`What it means`,
      ],
      events.map(row),
    ),
    slices(impact),
    markdown`<sub>Events (people), ${codeSpan(minuteOf(window.from))} to ${codeSpan(minuteOf(window.to))} UTC; the change is against last week, with its 95 % interval. It counts into severity and says nothing about the cause.</sub>`,
  ]);
}

function sentence({ verdict, facts }: ProductImpact): SafeText {
  if (verdict === 'not-enough-data' || facts === null) return markdown`not enough data to say.`;
  if (verdict === 'no-loss') return markdown`no loss in the watched events.`;
  return markdown`${inlineText(facts.summary, 240)}.`;
}

function row({
  name,
  verdict,
  now,
  lastWeek,
  previous,
  absolute,
  relative,
}: EventImpact): readonly SafeText[] {
  const known = verdict !== 'unknown-event' && relative !== null;
  return [
    inlineText(name, 80),
    counts(now),
    counts(lastWeek),
    counts(previous),
    known ? changed({ absolute, relative }) : markdown`–`,
    WORDS[verdict],
  ];
}

function counts({ count, actors }: EventImpact['now']): SafeText {
  return markdown`${count} (${actors})`;
}

type Known = Pick<EventImpact, 'absolute'> & { readonly relative: NonNullable<EventImpact['relative']> };

function changed({ absolute, relative: { at, lower, upper } }: Known): SafeText {
  const more = absolute > 0 ? markdown`+${absolute}` : markdown`${absolute}`;
  return markdown`${more}: ${percent(at)} (${percent(lower)} to ${percent(upper)})`;
}

/** Where the incident was: its page against last week, people on its release against people on others. */
function slices({ slices: found = [], place }: ProductImpact): SafeText | null {
  if (found.length === 0) return null;
  const page = inlineText(place?.page ?? '', 100);
  const release = inlineText(place?.releases.at(0) ?? '', 80);
  return lines(found.map((one) => slice(one, one.kind === 'page' ? page : release)));
}

function slice(one: SliceImpact, where: SafeText): SafeText {
  const name = inlineText(one.name, 80);
  if (one.kind === 'page') {
    const change =
      one.relative === null
        ? markdown``
        : markdown`, ${changed({ absolute: one.absolute, relative: one.relative })}`;
    return markdown`- ${name} on ${where}: ${counts(one.now)} now, ${counts(one.lastWeek)} last week${change}; ${WORDS[one.verdict]}.`;
  }
  const { on, others, activeOn, activeOthers, relative } = one;
  const ratio =
    relative === null
      ? markdown``
      : markdown`, ${percent(relative.at)} (${percent(relative.lower)} to ${percent(relative.upper)})`;
  return markdown`- ${name} on release ${where}: ${on.actors} of ${activeOn} people, on other releases ${others.actors} of ${activeOthers}${ratio}; ${RELEASE_WORDS[one.verdict]}.`;
}

const RELEASE_WORDS: Readonly<Record<Extract<SliceImpact, { kind: 'release' }>['verdict'], SafeText>> = {
  loss: markdown`**fewer of them do it**, and chance is an unlikely reason`,
  'no-loss': markdown`no difference that chance could not explain`,
  'not-enough-data': markdown`not enough data`,
};

function percent(share: number): SafeText {
  const value = Math.round(share * 100);
  return value > 0 ? markdown`+${value} %` : markdown`${value} %`;
}
