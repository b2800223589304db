import { inArray, type SQL, sql } from 'drizzle-orm';
import { anyText, choiceOf, daysWithin, type ListFilter } from '../domain/search/list-filter.ts';
import { DAY_MS, type Instant } from '../domain/time/instant.ts';
import { tables } from './database.ts';
import { likePart } from './keyset-page.ts';

const { schedule, user, businessUnit, appliance } = tables;

/** The filter terms of the schedules list; the calendar speaks the same language. */
export const SCHEDULE_TERMS = {
  status: choiceOf(['active', 'inactive']),
  /** Name or address of the owner, or `me`. */
  owner: anyText,
  /** Part of the name of a business unit, or `none`. */
  unit: anyText,
  /** Part of the name of one of its appliances, or `any` where every appliance will do. */
  scanner: anyText,
  zone: anyText,
  next: daysWithin,
  kind: choiceOf(['once', 'daily', 'weekly', 'monthly', 'continuous']),
  title: anyText,
};
export type ScheduleFilter = ListFilter<typeof SCHEDULE_TERMS>;

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
export function scheduleConditions({ terms, words }: ScheduleFilter, { userId, now }: Asking): SQL[] {
  const { status, next, kind } = terms;
  const found: SQL[] = [];
  if (status) found.push(inArray(schedule.active, [...new Set(status.map((one) => one === 'active'))]));
  if (next) found.push(sql`${schedule.nextLaunchAt} <= ${new Date(now + next * DAY_MS)}`);
  if (kind) found.push(inArray(sql`${schedule.recurrence}->>'kind'`, [...new Set(kind.flatMap((one) => KINDS[one]))]));
  for (const owner of terms.owner ?? []) found.push(ownedBy(owner, userId));
  for (const unit of terms.unit ?? []) found.push(ofUnit(unit));
  for (const scanner of terms.scanner ?? []) found.push(scannedBy(scanner));
  for (const zone of terms.zone ?? []) found.push(sql`${schedule.timeZone} ilike ${likePart(zone.replaceAll(' ', '_'))}`);
  for (const title of terms.title ?? []) found.push(sql`${schedule.title} ilike ${likePart(title)}`);
  for (const word of words) found.push(anywhere(word));
  return found;
}

function ownedBy(text: string, userId: string): SQL {
  if (text === 'me') return sql`${schedule.ownerId} = ${userId}`;
  const part = likePart(text);
  return sql`${schedule.ownerId} in (select ${user.id} from ${user} where ${user.name} ilike ${part} or ${user.email} ilike ${part})`;
}

function ofUnit(text: string): SQL {
  if (text.toLowerCase() === 'none') return sql`${schedule.businessUnitId} is null`;
  return sql`${schedule.businessUnitId} in (select ${businessUnit.id} from ${businessUnit} where ${businessUnit.name} ilike ${likePart(text)})`;
}

/** The appliances with that name are looked up once, not for each schedule. */
function scannedBy(text: string): SQL {
  if (text.toLowerCase() === 'any') return sql`${schedule.scanners}->>'kind' = 'any'`;
  const named = sql`select ${appliance.id}::text from ${appliance} where ${appliance.name} ilike ${likePart(text)}`;
  return sql`${schedule.scanners}->'ids' ?| array(${named})`;
}

function anywhere(word: string): SQL {
  const part = likePart(word);
  const owner = sql`${schedule.ownerId} in (select ${user.id} from ${user} where ${user.name} ilike ${part})`;
  return sql`(${schedule.searchText} like lower(${part}) or ${owner})`;
}
