/**
 * Both questions about product events, whole: a statement is never put together from parts, so that nothing can slip into
 * one. Names in braces are values, which HogQL puts into the parsed query as constants. A count and its people are two
 * columns; windows come in the order of `WINDOWS` in query.ts.
 */

/** Counts of each window. */
export const EVENTS_BY_WINDOW = `SELECT event,
  countIf(timestamp >= fromUnixTimestamp({nowfrom}) AND timestamp < fromUnixTimestamp({nowto})) AS nowcount,
  uniqIf(person_id, timestamp >= fromUnixTimestamp({nowfrom}) AND timestamp < fromUnixTimestamp({nowto})) AS nowactors,
  countIf(timestamp >= fromUnixTimestamp({weekfrom}) AND timestamp < fromUnixTimestamp({weekto})) AS weekcount,
  uniqIf(person_id, timestamp >= fromUnixTimestamp({weekfrom}) AND timestamp < fromUnixTimestamp({weekto})) AS weekactors,
  countIf(timestamp >= fromUnixTimestamp({beforefrom}) AND timestamp < fromUnixTimestamp({beforeto})) AS beforecount,
  uniqIf(person_id, timestamp >= fromUnixTimestamp({beforefrom}) AND timestamp < fromUnixTimestamp({beforeto})) AS beforeactors,
  countIf(timestamp >= fromUnixTimestamp({weekbeforefrom}) AND timestamp < fromUnixTimestamp({weekbeforeto})) AS weekbeforecount,
  uniqIf(person_id, timestamp >= fromUnixTimestamp({weekbeforefrom}) AND timestamp < fromUnixTimestamp({weekbeforeto})) AS weekbeforeactors
FROM events
WHERE timestamp >= fromUnixTimestamp({knownfrom}) AND timestamp < fromUnixTimestamp({nowto})
  AND event IN {events}
  AND ({path} = '' OR properties.$pathname = {path})
GROUP BY event LIMIT 100`;

/** The same, then the same again on the incident's page, then its release and all others in the incident's window. */
export const EVENTS_BY_PAGE_AND_RELEASE = `SELECT event,
  countIf(timestamp >= fromUnixTimestamp({nowfrom}) AND timestamp < fromUnixTimestamp({nowto})) AS nowcount,
  uniqIf(person_id, timestamp >= fromUnixTimestamp({nowfrom}) AND timestamp < fromUnixTimestamp({nowto})) AS nowactors,
  countIf(timestamp >= fromUnixTimestamp({weekfrom}) AND timestamp < fromUnixTimestamp({weekto})) AS weekcount,
  uniqIf(person_id, timestamp >= fromUnixTimestamp({weekfrom}) AND timestamp < fromUnixTimestamp({weekto})) AS weekactors,
  countIf(timestamp >= fromUnixTimestamp({beforefrom}) AND timestamp < fromUnixTimestamp({beforeto})) AS beforecount,
  uniqIf(person_id, timestamp >= fromUnixTimestamp({beforefrom}) AND timestamp < fromUnixTimestamp({beforeto})) AS beforeactors,
  countIf(timestamp >= fromUnixTimestamp({weekbeforefrom}) AND timestamp < fromUnixTimestamp({weekbeforeto})) AS weekbeforecount,
  uniqIf(person_id, timestamp >= fromUnixTimestamp({weekbeforefrom}) AND timestamp < fromUnixTimestamp({weekbeforeto})) AS weekbeforeactors,
  countIf(timestamp >= fromUnixTimestamp({nowfrom}) AND timestamp < fromUnixTimestamp({nowto})
    AND match(properties.$pathname, {page})) AS pagenowcount,
  uniqIf(person_id, timestamp >= fromUnixTimestamp({nowfrom}) AND timestamp < fromUnixTimestamp({nowto})
    AND match(properties.$pathname, {page})) AS pagenowactors,
  countIf(timestamp >= fromUnixTimestamp({weekfrom}) AND timestamp < fromUnixTimestamp({weekto})
    AND match(properties.$pathname, {page})) AS pageweekcount,
  uniqIf(person_id, timestamp >= fromUnixTimestamp({weekfrom}) AND timestamp < fromUnixTimestamp({weekto})
    AND match(properties.$pathname, {page})) AS pageweekactors,
  countIf(timestamp >= fromUnixTimestamp({beforefrom}) AND timestamp < fromUnixTimestamp({beforeto})
    AND match(properties.$pathname, {page})) AS pagebeforecount,
  uniqIf(person_id, timestamp >= fromUnixTimestamp({beforefrom}) AND timestamp < fromUnixTimestamp({beforeto})
    AND match(properties.$pathname, {page})) AS pagebeforeactors,
  countIf(timestamp >= fromUnixTimestamp({weekbeforefrom}) AND timestamp < fromUnixTimestamp({weekbeforeto})
    AND match(properties.$pathname, {page})) AS pageweekbeforecount,
  uniqIf(person_id, timestamp >= fromUnixTimestamp({weekbeforefrom}) AND timestamp < fromUnixTimestamp({weekbeforeto})
    AND match(properties.$pathname, {page})) AS pageweekbeforeactors,
  countIf(timestamp >= fromUnixTimestamp({nowfrom}) AND timestamp < fromUnixTimestamp({nowto})
    AND JSONExtractString(properties, {releaseproperty}) IN {releases}) AS releasecount,
  uniqIf(person_id, timestamp >= fromUnixTimestamp({nowfrom}) AND timestamp < fromUnixTimestamp({nowto})
    AND JSONExtractString(properties, {releaseproperty}) IN {releases}) AS releaseactors,
  countIf(timestamp >= fromUnixTimestamp({nowfrom}) AND timestamp < fromUnixTimestamp({nowto})
    AND JSONExtractString(properties, {releaseproperty}) != '' AND JSONExtractString(properties, {releaseproperty}) NOT IN {releases}) AS otherscount,
  uniqIf(person_id, timestamp >= fromUnixTimestamp({nowfrom}) AND timestamp < fromUnixTimestamp({nowto})
    AND JSONExtractString(properties, {releaseproperty}) != '' AND JSONExtractString(properties, {releaseproperty}) NOT IN {releases}) AS othersactors
FROM events
WHERE timestamp >= fromUnixTimestamp({knownfrom}) AND timestamp < fromUnixTimestamp({nowto})
  AND (event IN {events} OR (event IN {activity} AND timestamp >= fromUnixTimestamp({nowfrom})))
  AND ({path} = '' OR properties.$pathname = {path})
GROUP BY event LIMIT 100`;
