import type { IssueSeed } from '../github/seed.ts';
import type { Json } from './state.ts';

/** How the GitHub issue came to be; Sentry words the two ways differently. */
export type Origin = 'rule' | 'button';

type Frame = {
  readonly filename?: string | null;
  readonly absPath?: string | null;
  readonly lineNo?: number | null;
  readonly function?: string | null;
  readonly inApp?: boolean;
  readonly context?: readonly (readonly [number, string])[];
};
type ExceptionValue = {
  readonly type?: string | null;
  readonly value?: string | null;
  readonly stacktrace?: { readonly frames?: readonly Frame[] | null } | null;
};

function exceptionsOf(event: Json): readonly ExceptionValue[] {
  const entries = (event.entries ?? []) as readonly {
    type: string;
    data: { values?: readonly ExceptionValue[] };
  }[];
  return entries.find((entry) => entry.type === 'exception')?.data.values ?? [];
}

/** Python shows the newest frame last; the others the newest first. Each dump has at most five in-app frames. */
function framesText(value: ExceptionValue, platform: string): string[] {
  const frames = (value.stacktrace?.frames ?? []).filter((frame) => frame.inApp === true).slice(-5);
  const ordered = platform === 'python' ? frames : [...frames].reverse();
  return ordered.flatMap((frame) => {
    const source = frame.context?.find(([line]) => line === frame.lineNo)?.[1];
    const head = `  File "${frame.filename ?? frame.absPath ?? '<unknown>'}", line ${frame.lineNo ?? '?'}, in ${frame.function ?? '?'}`;
    return source === undefined ? [head] : [head, `    ${source.trim()}`];
  });
}

function dump(event: Json): string {
  const platform = String(event.platform ?? '');
  const blocks = exceptionsOf(event).map((value) =>
    [`${value.type ?? 'Error'}: ${value.value ?? ''}`, ...framesText(value, platform)].join('\n'),
  );
  const text = blocks.length > 0 ? blocks.join('\n\n') : String(event.message ?? event.title ?? '');
  return ['```', text, '```'].join('\n');
}

/** The GitHub issue that Sentry's integration opens for one of its issues. */
export function sentryMadeIssue(issue: Json, event: Json, origin: Origin = 'rule'): IssueSeed {
  const referrer = origin === 'button' ? '?referrer=github_integration' : '';
  const link = `Sentry Issue: [${issue.shortId}](${issue.permalink}${referrer})`;
  const rule = 'https://acme.sentry.io/alerts/rules/shop/42/';
  const footer = `This issue was automatically created by Sentry via [Send to GitHub](${rule})`;
  const body = [link, '', dump(event), ...(origin === 'rule' ? [footer] : [])].join('\n');
  return { title: String(issue.title ?? event.title ?? 'Error'), body, author: 'sentry[bot]' };
}
