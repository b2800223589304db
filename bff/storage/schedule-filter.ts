import { type AnyColumn, inArray, type SQL, sql } from 'drizzle-orm';
import { anyText, choiceOf, daysWithin, type ListFilter } from '../domain/search/list-filter.ts';
import { DAY_MS, type Instant } from '../domain/time/instant.ts';
import { tables } from './database.ts';
import { likePart } from './keyset-page.ts';

const { schedule, user } = tables;

/** The filter terms of the schedules list; the calendar speaks the same language. */
export const SCHEDULE_TERMS = {
  status: choiceOf(['active', 'inactive']),
  /** Name or address of the owner, or `me`. */
  owner: anyText,
  zone: anyText,
  next: daysWithin,
  kind: choiceOf(['once', 'daily', 'weekly', 'monthly', 'continuous']),
  title: anyText,
};
export type ScheduleFilter = ListFilter<typeof SCHEDULE_TERMS>;

/** What the filter looks at. The calendar puts the ledger's copies in the place of a schedule that is gone. */
export interface FilteredColumns {
  readonly title: AnyColumn | SQL;
  readonly timeZone: AnyColumn | SQL;
  readonly ownerId: AnyColumn | SQL;
}

/** Who asks, and when: `owner:me` and `next:within-7d` depend on it. */
export interface Asking {
  readonly userId: string;
  readonly now: Instant;
}

const KINDS = {
  once: ['once'],
  daily: ['daily'],
  weekly: ['weekly'],
  monthly: ['monthlyByDate', 'monthlyByWeekday'],
  continuous: ['continuous'],
};

/** The `where` parts of a filter over schedules: all of them must hold. */
export function scheduleConditions(
  { terms, words }: ScheduleFilter,
  { userId, now }: Asking,
  { title, timeZone, ownerId }: FilteredColumns = schedule,
): SQL[] {
  const found: SQL[] = [];
  if (terms.status) {
    const wanted = terms.status.map((status) => status === 'active');
    found.push(inArray(schedule.active, wanted));
  }
  for (const owner of terms.owner ?? [])
    found.push(owner === 'me' ? sql`${ownerId} = ${userId}` : sql`${ownerId} in ${peopleNamed(owner)}`);
  for (const zone of terms.zone ?? []) found.push(sql`${timeZone} ilike ${likePart(zone.replaceAll(' ', '_'))}`);
  if (terms.next) found.push(sql`${schedule.nextLaunchAt} <= ${new Date(now + terms.next * DAY_MS)}`);
  if (terms.kind) {
    const wanted = terms.kind.flatMap((kind) => KINDS[kind]);
    found.push(inArray(sql`${schedule.recurrence}->>'kind'`, wanted));
  }
  for (const text of terms.title ?? []) found.push(sql`${title} ilike ${likePart(text)}`);
  for (const word of words) found.push(anywhere(word, { title, timeZone, ownerId }));
  return found;
}

const peopleNamed = (text: string): SQL =>
  sql`(select ${user.id} from ${user} where ${user.name} ilike ${likePart(text)} or ${user.email} ilike ${likePart(text)})`;

function anywhere(word: string, { title, timeZone, ownerId }: FilteredColumns): SQL {
  const part = likePart(word);
  const owner = sql`${ownerId} in (select ${user.id} from ${user} where ${user.name} ilike ${part})`;
  return sql`(${title} ilike ${part} or ${owner} or ${timeZone} ilike ${part} or ${schedule.target}::text ilike ${part})`;
}
