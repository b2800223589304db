const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH_NAMES = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

const two = (value: number) => String(value).padStart(2, '0');

function iso(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year >= 1000;
  return exists ? `${year}-${two(month)}-${two(day)}` : undefined;
}

/** A date as it is typed, `2026-03-08` or `8 Mar 2026`, as `2026-03-08`; undefined when there is no such day. */
export function parseDate(text: string): string | undefined {
  const [, year, month, day] = /^\s*(\d{4})-(\d{1,2})-(\d{1,2})\s*$/.exec(text) ?? [];
  if (year !== undefined) return iso(Number(year), Number(month), Number(day));
  const [, first, name, last] = /^\s*(\d{1,2})[\s.]*([A-Za-z]{3})[A-Za-z]*[\s.,]*(\d{4})\s*$/.exec(text) ?? [];
  const index = MONTHS.indexOf(name?.toLowerCase() ?? '');
  return index < 0 ? undefined : iso(Number(last), index + 1, Number(first));
}

/** A time as it is typed, `2:30`, `230`, `0230`, as `02:30`; anything else unchanged, for its error to show. */
export function completeTime(text: string): string {
  const [, hours, minutes] = /^\s*(\d{1,2})[:.]?(\d{2})\s*$/.exec(text) ?? [];
  return hours === undefined || Number(hours) > 23 || Number(minutes) > 59 ? text.trim() : `${hours.padStart(2, '0')}:${minutes}`;
}

/** `2026-03-08T02:00` → `Sun 8 March 2026`. */
export function describeLocalDay(local: string): string {
  const [year = 0, month = 1, day = 1] = local.slice(0, 10).split('-').map(Number);
  const weekday = WEEKDAYS[new Date(Date.UTC(year, month - 1, day)).getUTCDay()];
  return `${weekday} ${day} ${MONTH_NAMES[month - 1]} ${year}`;
}

/** `2026-03-08` → `8 Mar 2026`. */
export function describeDate(date: string): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return `${day} ${MONTH_NAMES[month - 1]?.slice(0, 3)} ${year}`;
}
