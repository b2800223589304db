import type { z } from 'zod';
import type { calendar as contract } from '../../contract/calendar.ts';
import type { Actor } from '../../domain/identity/role.ts';
import type { Clock } from '../../domain/time/instant.ts';
import { hoursOf } from '../../domain/time/zone-days.ts';
import type { Database } from '../../storage/database.ts';
import { describePlaces, type Place, type Question } from './describe-places.ts';
import { findContinuing } from './find-continuing.ts';
import { tallyPast } from './past-store.ts';
import { tallyPlanned } from './planned.ts';
import { type PlannedSchedule, plannedSchedules } from './planned-store.ts';
import { presentDay, presentHour } from './present.ts';
import { type CalendarInput, type CalendarRequest, readRequest, writeCursor } from './read-request.ts';
import { type Bounds, type Tally, together } from './tally.ts';

type Answer = z.input<NonNullable<(typeof contract.list)['~orpc']['outputSchema']>>;

export type CalendarService = ReturnType<typeof createCalendarService>;

export function createCalendarService({ db, clock }: { readonly db: Database; readonly clock: Clock }) {
  return {
    list: async (actor: Actor, input: CalendarInput): Promise<Answer> => {
      const question: Question = { actor, request: readRequest(input), now: clock() };
      const { request } = question;
      const schedules = await schedulesOf(db, question);
      const counted = boundsOf(request);
      const tally = await tallyAll(db, question, { schedules, counted });
      const given = tally.first.flat();
      const truncated = tally.totals.reduce((sum, total) => sum + total, 0) > given.length;
      return {
        entries: await describePlaces(db, question, given),
        truncated,
        nextCursor: truncated && request.cut === 'whole' ? writeCursor(given.at(-1)!) : null,
        ...totalsOf(request, counted, tally),
        ...(request.cut === 'hour' ? { continuing: await findContinuing(db, question, schedules) } : {}),
      };
    },
  };
}

/** Planned launches are not in the ledger, and what is in it is not planned. */
const asksFor = ({ filter }: CalendarRequest, what: 'planned' | 'past'): boolean =>
  filter.terms.verdict?.some((one) => (one === 'planned') === (what === 'planned')) ?? true;

async function schedulesOf(db: Database, { actor, request, now }: Question): Promise<PlannedSchedule[]> {
  return asksFor(request, 'planned') ? plannedSchedules(db, { actor, filter: request.filter, now, to: request.to }) : [];
}

/** Where the range is cut: at the days or hours that lie in it; behind a cursor not at all. */
function boundsOf({ cut, days, from, to, after }: CalendarRequest): Bounds {
  const inner = cut === 'hour' ? days.flatMap(hoursOf) : days.map((day) => day.from);
  const start = after?.at ?? from;
  return [start, ...inner.filter((at) => at > start && at < to), to];
}

interface Pieces {
  readonly schedules: readonly PlannedSchedule[];
  readonly counted: Bounds;
}

async function tallyAll(db: Database, { actor, request, now }: Question, { schedules, counted }: Pieces): Promise<Tally<Place>> {
  const { filter, most, after, cut } = request;
  const given = cut === 'whole' ? [counted[0]!, counted.at(-1)!] : counted;
  const options = { counted, given, most, after };
  const ledger = asksFor(request, 'past') ? tallyPast(db, { actor, filter, now }, options) : { totals: [], first: [] };
  const [past, planned] = await Promise.all([ledger, tallyPlanned(schedules, options)]);
  return together<Place>(planned, past, most);
}

/** The days of the range with all that is due on them, and the hours that hold more than was asked for. */
function totalsOf({ cut, most, days, timeZone }: CalendarRequest, counted: Bounds, { totals }: Tally<Place>) {
  if (timeZone === undefined || days.length === 0) return {};
  const ofDays = new Map(days.map(({ date }) => [date, 0]));
  let day = 0;
  for (const [part, total] of totals.entries()) {
    while (counted[part]! >= days[day]!.to) day += 1;
    const { date } = days[day]!;
    ofDays.set(date, ofDays.get(date)! + total);
  }
  const full = totals.flatMap((total, part) => (total > most ? [presentHour(counted[part]!, counted[part + 1]!, total)] : []));
  return {
    days: days.map((one) => presentDay(one, timeZone, ofDays.get(one.date)!)),
    ...(cut === 'hour' ? { fullHours: full } : {}),
  };
}
