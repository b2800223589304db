import { type Instant, toIso } from '../time/instant.ts';
import type { Catalogue } from './catalogue.ts';
import { checkQuery } from './check-query.ts';

/** The query with `now` as the instant that it is now, for a link that shows the same rows to everybody. One with problems stays as it is. */
export function freezeNow(query: string, catalogue: Catalogue, now: Instant): string {
  const { problems, relativeDates } = checkQuery(query, catalogue, now);
  if (problems.length > 0) return query;
  const fromTheEnd = relativeDates.toSorted((a, b) => b.start - a.start);
  return fromTheEnd.reduce((text, { start, end, at }) => text.slice(0, start) + toIso(at) + text.slice(end), query);
}
