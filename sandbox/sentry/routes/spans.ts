import { paginate } from '../page.ts';
import { environmentFits, parseSearch, windowOf, within } from '../query.ts';
import { one, route, type SentryCall, SentryRefusal, type SentryRoute } from '../route.ts';
import { aggregate, COLUMNS, fits, type StoredSpan } from '../span-store.ts';
import type { Json } from '../state.ts';
import { errorSeries } from './timeseries.ts';

const HOUR = 3_600_000;

function asked({ state, request }: SentryCall): readonly StoredSpan[] {
  const window = windowOf(request, state.clock);
  // Alternatives in parentheses are the only ones that are asked for.
  const either: (readonly [string, string])[][] = [];
  const rest = (request.query.get('query') ?? '').replace(
    /\((has:\S+(?: OR has:\S+)*)\)/g,
    (_, group: string) => {
      either.push(group.split(' OR ').flatMap((part) => parseSearch(part).terms));
      return '';
    },
  );
  const { terms } = parseSearch(rest);
  return state.spans.filter(
    (span) =>
      within(window, span.at) &&
      environmentFits(request, span.environment) &&
      terms.every((term) => fits(span, term)) &&
      either.every((group) => group.some((term) => fits(span, term))),
  );
}

const extrapolates = ({ request }: SentryCall) => request.query.get('disableAggregateExtrapolation') !== '1';

/** `GET …/events/?dataset=spans`: one row a group, computed from the measured spans. */
export function spanTable(call: SentryCall) {
  const { request, state } = call;
  const fields = request.query.getAll('field');
  const columns = fields.filter((field) => !field.includes('('));
  const unknown = fields.find((field) => !field.includes('(') && COLUMNS[field] === undefined);
  if (unknown !== undefined) throw new SentryRefusal(400, `Invalid field: "${unknown}"`);
  if (!state.sampleCounts && fields.includes('count_sample()'))
    throw new SentryRefusal(400, 'Unknown function count_sample');
  const groups = Map.groupBy(asked(call), (span) =>
    JSON.stringify(columns.map((column) => COLUMNS[column]?.(span) ?? null)),
  );
  const rows = [...groups].map(([key, spans]) => row(key, spans, { columns, fields, call }));
  const sort = request.query.get('sort') ?? '';
  const by = sort.replace(/^-/, '');
  rows.sort((a, b) => (Number(b[by] ?? 0) - Number(a[by] ?? 0)) * (sort.startsWith('-') ? 1 : -1));
  const { items, link } = paginate(request, rows);
  const units = Object.fromEntries(
    fields.map((name) => [name, name.includes('duration') ? 'millisecond' : null]),
  );
  const names = Object.fromEntries(fields.map((name) => [name, name.includes('(') ? 'number' : 'string']));
  const meta = { fields: names, units, isMetricsData: false, dataset: 'spans', dataScanned: 'full' };
  return { ...one({ data: items, meta }), headers: { link } };
}

interface Columns {
  readonly columns: readonly string[];
  readonly fields: readonly string[];
  readonly call: SentryCall;
}

function row(key: string, spans: readonly StoredSpan[], { columns, fields, call }: Columns): Json {
  const values = JSON.parse(key) as readonly unknown[];
  return Object.fromEntries(
    fields.map((field) => [
      field,
      field.includes('(')
        ? aggregate(field, spans, extrapolates(call))
        : (values[columns.indexOf(field)] ?? null),
    ]),
  );
}

/** `GET …/events-timeseries/`: one series an axis, hourly, with the sample count of each value. */
function timeseries(call: SentryCall) {
  const { request, state } = call;
  if (request.query.get('dataset') === 'errors') return errorSeries(call);
  const window = windowOf(request, state.clock);
  const spans = Map.groupBy(asked(call), ({ at }) => Math.floor(Date.parse(at) / HOUR) * HOUR);
  const first = Math.floor(window.from / HOUR) * HOUR;
  const hours = Array.from({ length: Math.ceil((window.to - first) / HOUR) }, (_, at) => first + at * HOUR);
  const timeSeries = request.query.getAll('yAxis').map((yAxis) => ({
    yAxis,
    values: hours.map((timestamp) => {
      const here = spans.get(timestamp) ?? [];
      return {
        timestamp,
        value:
          here.length === 0
            ? yAxis.startsWith('count')
              ? 0
              : null
            : aggregate(yAxis, here, extrapolates(call)),
        incomplete: false,
        sampleCount: here.length,
        sampleRate: 1,
        confidence: here.length > 100 ? 'high' : 'low',
      };
    }),
    meta: { interval: HOUR, valueType: 'duration', valueUnit: 'millisecond' },
  }));
  return one({ timeSeries, meta: { dataset: 'spans', start: window.from, end: window.to } });
}

export const spanRoutes: readonly SentryRoute[] = [
  route(['GET', '/organizations/{org}/events-timeseries/'], ['org:read'], timeseries),
];
