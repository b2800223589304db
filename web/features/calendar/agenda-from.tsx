import { Note } from '../../ui/note/note.tsx';
import type { CalendarDay } from './queries.ts';
import { clockLabel, dayAt } from './shown-day.ts';

interface AgendaFromProps {
  readonly from: string;
  readonly days: readonly CalendarDay[];
  readonly onWhole: () => void;
}

/** Says that the agenda begins within its first day, and leads back to the whole of it. */
export function AgendaFrom({ from, days, onWhole }: AgendaFromProps) {
  const day = dayAt(days, Date.parse(from));
  return (
    <Note tone="plain" action={{ label: 'Show the whole day', onClick: onWhole }}>
      {day === undefined ? 'Not from the beginning of the day.' : `From ${clockLabel(day, Date.parse(from))} on.`}
    </Note>
  );
}
