import { Cron } from 'croner';
import { DateTime } from 'luxon';
import rrule from 'rrule';
import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import { nextOccurrence } from '../../bff/domain/schedules/next-occurrence.ts';
import { occurrences } from '../../bff/domain/schedules/occurrences.ts';
import type { LaunchPlan } from '../../bff/domain/schedules/recurrence.ts';
import { instant } from '../../bff/domain/time/instant.ts';

/** Daily at a time of day in a zone. `first`: the first day, `2026-03-01`. */
export interface DailyTask {
  readonly zone: string;
  readonly first: string;
  readonly hour: number;
  readonly minute: number;
  /** Exclusive. */
  readonly days: number;
}

/** One implementation of the task; instants as milliseconds. */
export interface Peer {
  readonly name: string;
  /** All launches of the task. */
  readonly list: () => number[];
  /** The first launch after an instant. */
  readonly next: (after: number) => number;
}

const two = (n: number): string => String(n).padStart(2, '0');
const timeOf = (task: DailyTask): string => `${two(task.hour)}:${two(task.minute)}`;
const lastDay = (task: DailyTask): Temporal.PlainDate => Temporal.PlainDate.from(task.first).add({ days: task.days - 1 });

export function watchbill(task: DailyTask): Peer {
  const plan: LaunchPlan = {
    start: `${task.first}T${timeOf(task)}`,
    timeZone: task.zone,
    observeDst: true,
    gap: 'shift',
    fold: 'first',
    recurrence: { kind: 'daily', every: 1 },
  };
  const list = () => occurrences(plan, { from: instant(0), count: task.days }).map((one) => one.at as number);
  return { name: 'Watchbill', list, next: (after) => nextOccurrence(plan, instant(after))!.at };
}

/** The yardstick for right and wrong: the reference semantics, `compatible`. */
export function temporal(task: DailyTask): Peer {
  const time = Temporal.PlainTime.from(timeOf(task));
  const first = Temporal.PlainDate.from(task.first);
  const at = (date: Temporal.PlainDate) => date.toZonedDateTime({ timeZone: task.zone, plainTime: time }).epochMilliseconds;
  const next = (after: number): number => {
    const today = Temporal.Instant.fromEpochMilliseconds(after).toZonedDateTimeISO(task.zone).toPlainDate();
    const due = at(today);
    return due > after ? due : at(today.add({ days: 1 }));
  };
  return { name: 'temporal-polyfill', list: () => Array.from({ length: task.days }, (_, i) => at(first.add({ days: i }))), next };
}

export function croner(task: DailyTask): Peer {
  const cron = new Cron(`${task.minute} ${task.hour} * * *`, { timezone: task.zone, paused: true });
  const next = (after: number): number => cron.nextRun(new Date(after))!.getTime();
  const list = () => {
    const found: number[] = [];
    let after = Temporal.PlainDate.from(task.first).toZonedDateTime(task.zone).epochMilliseconds - 1;
    for (let i = 0; i < task.days; i++) {
      after = next(after);
      found.push(after);
    }
    return found;
  };
  return { name: 'croner', list, next };
}

export function luxon(task: DailyTask): Peer {
  const { hour, minute } = task;
  const first = DateTime.fromISO(`${task.first}T${timeOf(task)}`, { zone: task.zone });
  const next = (after: number): number => {
    const today = DateTime.fromMillis(after, { zone: task.zone }).set({ hour, minute, second: 0, millisecond: 0 });
    return today.toMillis() > after ? today.toMillis() : today.plus({ days: 1 }).toMillis();
  };
  return { name: 'luxon', list: () => Array.from({ length: task.days }, (_, i) => first.plus({ days: i }).toMillis()), next };
}

/** rrule gives and takes wall-clock times written as UTC when a zone is named; its own conversion follows. */
export function rruleJs(task: DailyTask): Peer {
  const [year, month, day] = task.first.split('-').map(Number) as [number, number, number];
  const dtstart = rrule.datetime(year, month, day, task.hour, task.minute);
  const endless = { freq: rrule.RRule.DAILY, dtstart, tzid: task.zone };
  const every = new rrule.RRule(endless, true);
  return {
    name: 'rrule',
    list: () => new rrule.RRule({ ...endless, count: task.days }, true).all().map((date) => date.getTime()),
    next: (after) => every.after(new Date(after))!.getTime(),
  };
}

export function rruleTemporal(task: DailyTask): Peer {
  const start = `DTSTART;TZID=${task.zone}:${task.first.replaceAll('-', '')}T${two(task.hour)}${two(task.minute)}00`;
  const rule = () =>
    new RRuleTemporal({ rruleString: `${start}\nRRULE:FREQ=DAILY;UNTIL=${lastDay(task).toString().replaceAll('-', '')}T235959Z` });
  return {
    name: 'rrule-temporal',
    list: () =>
      rule()
        .all()
        .map((one) => one.epochMilliseconds),
    next: (after) => rule().next(new Date(after))!.epochMilliseconds,
  };
}
