import { assertNever } from '../result.ts';
import { fromEpochDay } from '../time/civil-date.ts';
import { describeDay, describeTime, MONTHS, WEEKDAY_NAMES, yearAt } from '../time/describe-instant.ts';
import type { Instant } from '../time/instant.ts';
import { epochDayOf, formatOffset, requireLocalMinute, type Wall } from '../time/local-minute.ts';
import { standardOffset } from '../time/standard-offset.ts';
import { zoneCity } from '../time/zone-place.ts';
import { type LaunchPlan, type Recurrence, WEEKDAYS, type Weekday } from './recurrence.ts';

/** A plan in words. */
export interface ScheduleDescription {
  /** `Every day at 02:30, Los Angeles time, from 8 March; ends after 15 launches; follows daylight saving.` */
  readonly sentence: string;
  /** For tables: `Every 2 weeks on Monday at 21:00`. */
  readonly shortSentence: string;
}

/** Says a sound plan in words; `now` only decides whether a date needs its year. */
export function describeSchedule(plan: LaunchPlan, now: Instant): ScheduleDescription {
  const start = requireLocalMinute(plan.start);
  const presentYear = yearAt(plan.timeZone, now);
  const rule = describeRule(plan.recurrence, start, presentYear);
  const zone = `${zoneCity(plan.timeZone)} time`;
  const from = plan.recurrence.kind === 'once' ? '' : `, from ${describeDate(start, presentYear, plan.recurrence.kind === 'continuous')}`;
  const clauses = [`${rule}, ${zone}${from}`, ...describeEnd(plan), ...describeClock(plan)];
  const { endsAfter } = plan;
  const end = endsAfter === undefined || plan.recurrence.kind === 'once' ? '' : `, ends after ${endsAfter}`;
  return { sentence: `${clauses.join('; ')}.`, shortSentence: `${rule}${end}` };
}

/** `8 March`, `8 March 2027`; a continuous schedule has its time of day here alone. */
function describeDate(start: Wall, presentYear: number, withTime: boolean): string {
  const { year, month, day } = fromEpochDay(epochDayOf(start));
  const date = `${day} ${MONTHS[month - 1]}${year === presentYear ? '' : ` ${year}`}`;
  return withTime ? `${date} at ${describeTime(start)}` : date;
}

function describeRule(recurrence: Recurrence, start: Wall, presentYear: number): string {
  const at = `at ${describeTime(start)}`;
  switch (recurrence.kind) {
    case 'once':
      return `Once, ${describeDay(start, presentYear)} ${at}`;
    case 'continuous':
      return 'Relaunch on finish';
    case 'daily':
      return `${every(recurrence.every, 'day')} ${at}`;
    case 'weekly':
      return `${describeWeeks(recurrence.every, recurrence.weekdays)} ${at}`;
    case 'monthlyByDate':
      return `Day ${recurrence.day} of ${every(recurrence.every, 'month').toLowerCase()} ${at}${describeShortMonth(recurrence)}`;
    case 'monthlyByWeekday':
      return `${capital(recurrence.week)} ${nameOf(recurrence.weekday)} of ${every(recurrence.every, 'month').toLowerCase()} ${at}`;
    default:
      return assertNever(recurrence);
  }
}

const every = (count: number, unit: string): string => (count === 1 ? `Every ${unit}` : `Every ${count} ${unit}s`);
const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
const nameOf = (weekday: Weekday): string => WEEKDAY_NAMES[WEEKDAYS.indexOf(weekday)]!;

function describeWeeks(count: number, weekdays: readonly Weekday[]): string {
  const days = describeWeekdays(weekdays);
  return count === 1 ? `Every ${days}` : `Every ${count} weeks on ${days}`;
}

/** `Monday`, `Monday and Thursday`, `Monday to Friday`, `day of the week`. */
function describeWeekdays(weekdays: readonly Weekday[]): string {
  const indexes = WEEKDAYS.flatMap((weekday, i) => (weekdays.includes(weekday) ? [i] : []));
  const names = indexes.map((i) => WEEKDAY_NAMES[i]!);
  if (names.length === 7) return 'day of the week';
  const inARow = names.length > 2 && indexes.at(-1)! - indexes[0]! === names.length - 1;
  if (inARow) return `${names[0]} to ${names.at(-1)}`;
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

function describeShortMonth(rule: Recurrence & { kind: 'monthlyByDate' }): string {
  return rule.day > 28 && rule.shortMonth === 'skip' ? ', not in shorter months' : '';
}

function describeEnd({ endsAfter, recurrence }: LaunchPlan): string[] {
  if (endsAfter === undefined || recurrence.kind === 'once') return [];
  return [endsAfter === 1 ? 'ends after 1 launch' : `ends after ${endsAfter} launches`];
}

/** What a change of the clocks does; nothing where there is none. */
function describeClock({ observeDst, gap, fold, timeZone, start }: LaunchPlan): string[] {
  if (!observeDst) return [`always GMT${formatOffset(standardOffset(timeZone, start))}`];
  const missing = gap === 'skip' ? ['left out when its time does not exist'] : [];
  const repeated = fold === 'second' ? ['at the second of a repeated time'] : [];
  return ['follows daylight saving', ...missing, ...repeated];
}
