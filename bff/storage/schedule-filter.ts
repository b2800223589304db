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

/** What both a schedule and the ledger's note of it tell. */
interface NotedColumns {
  readonly title: AnyColumn;
  readonly timeZone: AnyColumn;
  readonly ownerId: AnyColumn;
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
export function scheduleConditions(filter: ScheduleFilter, asking: Asking): SQL[] {
  const { status, next, kind } = filter.terms;
  const found: SQL[] = [];
  if (status) found.push(inArray(schedule.active, [...new Set(status.map((one) => one === 'active'))]));
  if (next) found.push(sql`${schedule.nextLaunchAt} <= ${new Date(asking.now + next * DAY_MS)}`);
  if (kind) found.push(inArray(sql`${schedule.recurrence}->>'kind'`, [...new Set(kind.flatMap((one) => KINDS[one]))]));
  return [...found, ...notedConditions(filter, asking, schedule, (part) => sql` or ${schedule.target}::text ilike ${part}`)];
}

/** The same over the notes of a schedule that is gone: its title, zone and owner are known, nothing else. */
export const ledgerConditions = (filter: ScheduleFilter, asking: Asking, noted: NotedColumns): SQL[] =>
  notedConditions(filter, asking, noted, () => sql``);

function notedConditions(
  { terms, words }: ScheduleFilter,
  { userId }: Asking,
  { title, timeZone, ownerId }: NotedColumns,
  orElse: (part: string) => SQL,
): SQL[] {
  const found: SQL[] = [];
  for (const owner of terms.owner ?? [])
    found.push(owner === 'me' ? sql`${ownerId} = ${userId}` : sql`${ownerId} in ${peopleNamed(owner)}`);
  for (const zone of terms.zone ?? []) found.push(sql`${timeZone} ilike ${likePart(zone.replaceAll(' ', '_'))}`);
  for (const text of terms.title ?? []) found.push(sql`${title} ilike ${likePart(text)}`);
  for (const word of words) {
    const part = likePart(word);
    const owner = sql`${ownerId} in (select ${user.id} from ${user} where ${user.name} ilike ${part})`;
    found.push(sql`(${title} ilike ${part} or ${owner} or ${timeZone} ilike ${part}${orElse(part)})`);
  }
  return found;
}

const peopleNamed = (text: string): SQL =>
  sql`(select ${user.id} from ${user} where ${user.name} ilike ${likePart(text)} or ${user.email} ilike ${likePart(text)})`;
