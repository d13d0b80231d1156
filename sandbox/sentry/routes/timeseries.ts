import { environmentFits, parseSearch, releaseOf, type Search, tagOf, windowOf, within } from '../query.ts';
import { one, type SentryCall, SentryRefusal } from '../route.ts';
import type { Json, SentryState } from '../state.ts';

const HOUR = 3_600_000;

type Sighting = { readonly at: number; readonly release: string; readonly issue: string };

/** `issue.id:5` or `issue.id:[5,6]`; no such term means every issue. */
function issueFits(search: Search, id: string): boolean {
  const wanted = new Map(search.terms).get('issue.id');
  return (
    wanted === undefined ||
    wanted
      .replace(/^\[|\]$/g, '')
      .split(',')
      .includes(id)
  );
}

function errors({ state, request }: SentryCall): Sighting[] {
  const window = windowOf(request, state.clock);
  const search = parseSearch(request.query.get('query') ?? '');
  return [...state.issues.values()]
    .filter(({ json }) => issueFits(search, String(json.id)))
    .flatMap(({ json, events }) => events.map((event) => ({ event, issue: String(json.shortId) })))
    .filter(
      ({ event }) =>
        within(window, event.dateCreated) && environmentFits(request, tagOf(event, 'environment')),
    )
    .map(({ event, issue }) => {
      return { at: Date.parse(String(event.dateCreated)), release: releaseOf(event) ?? '', issue };
    });
}

type Frame = { readonly from: number; readonly length: number };

function frameOf({ state, request }: { state: SentryState; request: SentryCall['request'] }): Frame {
  const window = windowOf(request, state.clock);
  const from = Math.floor(window.from / HOUR) * HOUR;
  return { from, length: Math.ceil((window.to - from) / HOUR) };
}

function series(found: readonly Sighting[], frame: Frame, group: Json): Json {
  const counts = Array<number>(frame.length).fill(0);
  for (const { at } of found) {
    const index = Math.min(counts.length - 1, Math.floor((at - frame.from) / HOUR));
    counts[index] = (counts[index] ?? 0) + 1;
  }
  const values = counts.map((value, index) => ({
    timestamp: frame.from + index * HOUR,
    value,
    incomplete: index === counts.length - 1,
  }));
  return { yAxis: 'count()', values, ...group };
}

const META = { valueType: 'integer', valueUnit: null, interval: HOUR, order: 0 };

/** Errors over time, hourly, the most frequent groups apart and the rest as one. */
export function errorSeries(call: SentryCall) {
  const { request } = call;
  const ask = (key: string) => request.query.get(key);
  if (ask('interval') !== '1h' || ask('yAxis') !== 'count()')
    throw new SentryRefusal(400, 'the sandbox counts by the hour only');
  const found = errors(call);
  const frame = frameOf(call);
  const meta = { dataset: 'errors', start: frame.from, end: frame.from + frame.length * HOUR };
  if (ask('groupBy') === null) return one({ timeSeries: [series(found, frame, { meta: META })], meta });
  const key = ask('groupBy') === 'issue' ? 'issue' : 'release';
  const groups = [...Map.groupBy(found, (one) => one[key])].sort((a, b) => b[1].length - a[1].length);
  const top = Number(ask('topEvents') ?? 5);
  if (top > 10) throw new SentryRefusal(400, 'Can only get up to 10 top events');
  const other = groups.slice(top).flatMap(([, members]) => members);
  const apart = groups.slice(0, top).map(([value, members], order) =>
    series(members, frame, {
      groupBy: [{ key, value: value === '' ? null : value }],
      meta: { ...META, order, isOther: false },
    }),
  );
  const rest =
    other.length > 0 && ask('excludeOther') === '0'
      ? [
          series(other, frame, {
            groupBy: [{ key, value: null }],
            meta: { ...META, isOther: true },
          }),
        ]
      : [];
  return one({ timeSeries: [...apart, ...rest], meta });
}
