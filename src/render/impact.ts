import type { EventImpact, EventVerdict, ProductImpact } from '../domain/impact.ts';
import type { SafeText } from '../domain/trust.ts';
import { codeSpan, inlineText } from '../safety/code.ts';
import { markdown, paragraphs, table } from '../safety/markdown.ts';
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
    markdown`<sub>Events (people), ${codeSpan(minuteOf(window.from))} to ${codeSpan(minuteOf(window.to))} UTC; the change is against last week, with its 95 % interval. It counts into severity and says nothing about the cause.</sub>`,
  ]);
}

function sentence({ verdict, facts }: ProductImpact): SafeText {
  if (verdict === 'not-enough-data' || facts === null) return markdown`not enough data to say.`;
  if (verdict === 'no-loss') return markdown`no loss in the watched events.`;
  return markdown`${inlineText(facts.summary, 200)}.`;
}

function row({ name, verdict, now, lastWeek, previous, relative }: EventImpact): readonly SafeText[] {
  const counts = ({ count, actors }: EventImpact['now']) => markdown`${count} (${actors})`;
  const known = verdict !== 'unknown-event' && relative !== null;
  return [
    inlineText(name, 80),
    counts(now),
    counts(lastWeek),
    counts(previous),
    known
      ? markdown`${percent(relative.at)} (${percent(relative.lower)} to ${percent(relative.upper)})`
      : markdown`–`,
    WORDS[verdict],
  ];
}

function percent(share: number): SafeText {
  const value = Math.round(share * 100);
  return value > 0 ? markdown`+${value} %` : markdown`${value} %`;
}
