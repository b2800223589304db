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
import { type Bounds, type Tally, type TallyOptions, together } from './tally.ts';

type Answer = z.input<NonNullable<(typeof contract.list)['~orpc']['outputSchema']>>;

export type CalendarService = ReturnType<typeof createCalendarService>;

export function createCalendarService({ db, clock }: { readonly db: Database; readonly clock: Clock }) {
  return {
    list: async (actor: Actor, input: CalendarInput): Promise<Answer> => {
      const question: Question = { actor, request: readRequest(input), now: clock() };
      const { request } = question;
      const counted = boundsOf(request);
      // The database counts the ledger while the planned launches are worked out here.
      const [past, { schedules, planned }] = await Promise.all([pastOf(db, question, counted), plannedOf(db, question, counted)]);
      const tally = together<Place>(planned, past, request.most);
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

/** Where the range is cut: at the days or hours that lie in it; behind a cursor not at all. */
function boundsOf({ cut, days, from, to, after }: CalendarRequest): Bounds {
  const inner = cut === 'hour' ? days.flatMap(hoursOf) : days.map((day) => day.from);
  const start = after?.at ?? from;
  return [start, ...inner.filter((at) => at > start && at < to), to];
}

const tallyOptions = ({ cut, most, after }: CalendarRequest, counted: Bounds): TallyOptions => {
  const given = cut === 'whole' ? [counted[0]!, counted.at(-1)!] : counted;
  return { counted, given, most, after };
};

async function pastOf(db: Database, { actor, request, now }: Question, counted: Bounds): Promise<Tally<Place>> {
  if (!asksFor(request, 'past')) return { totals: [], first: [] };
  return tallyPast(db, { actor, filter: request.filter, now }, tallyOptions(request, counted));
}

async function plannedOf(db: Database, { actor, request, now }: Question, counted: Bounds) {
  const { filter, to } = request;
  const schedules: readonly PlannedSchedule[] = asksFor(request, 'planned') ? await plannedSchedules(db, { actor, filter, now, to }) : [];
  return { schedules, planned: await tallyPlanned(schedules, tallyOptions(request, counted)) };
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
