import { Chip, Mark } from '../../ui/status/mark.tsx';
import type { CalendarDay } from './queries.ts';

/** How long a day is, where that is special. */
export function DayLength({ day }: { readonly day: CalendarDay | undefined }) {
  if (day === undefined || day.hours === 24) return null;
  if (day.hours === 23) return <Mark kind="23-hours" />;
  if (day.hours === 25) return <Mark kind="25-hours" />;
  return <Chip tone="warn">{Number(day.hours.toFixed(1))} hours</Chip>;
}
