import { format } from 'date-fns/format';
import { getDay } from 'date-fns/getDay';
import { enGB } from 'date-fns/locale/en-GB';
import { parse } from 'date-fns/parse';
import { startOfWeek } from 'date-fns/startOfWeek';
import { dateFnsLocalizer } from 'react-big-calendar';

interface Drawn {
  readonly start: Date;
}

const midnight = (day: Date, days = 0) => new Date(day).setHours(24 * days, 0, 0, 0);

/**
 * Each item of the month lies on one day, and their Dates are in order. The library's own comparisons, made for events of any length,
 * take most of the time of a month with thousands of launches.
 */
const ONE_DAY_ITEMS: object = {
  sortEvents: ({ evtA, evtB }: { readonly evtA: Drawn; readonly evtB: Drawn }) => evtA.start.getTime() - evtB.start.getTime(),
  inEventRange: ({ event, range }: { readonly event: Drawn; readonly range: { readonly start: Date; readonly end: Date } }) => {
    const at = event.start.getTime();
    return at >= midnight(range.start) && at < midnight(range.end, 1);
  },
};

/** How the month reckons with Dates. */
export const monthLocalizer = Object.assign(
  dateFnsLocalizer({ format, parse, startOfWeek, getDay, locales: { 'en-GB': enGB } }),
  ONE_DAY_ITEMS,
);
