import { IconCalendar, IconList } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { formatTerms, parseTerms } from '../filter/filter-terms.ts';
import './list-or-calendar.css';

interface ListOrCalendarProps {
  readonly chosen: 'list' | 'calendar';
  /** The filter of this page: it goes across. */
  readonly query: string;
}

/** A schedule has no verdict; its launches do. */
const forList = (query: string) => formatTerms(parseTerms(query).filter(({ name }) => name !== 'verdict'));

/** Schedules as a list or on the calendar (seed S11), under the same filter. */
export function ListOrCalendar({ chosen, query }: ListOrCalendarProps) {
  const parts = [
    { name: 'list', to: '/schedules', label: 'List', icon: IconList, q: forList(query) },
    { name: 'calendar', to: '/calendar', label: 'Calendar', icon: IconCalendar, q: query },
  ] as const;
  return (
    <nav className="list-calendar" aria-label="Show schedules as">
      {parts.map(({ name, to, label, icon: PartIcon, q }) => (
        <Link
          key={name}
          to={to}
          // The generic link knows no search of its pages.
          search={(q === '' ? {} : { q }) as never}
          className="list-calendar-part"
          data-chosen={name === chosen || undefined}
          aria-current={name === chosen ? 'page' : undefined}
        >
          <PartIcon size={15} stroke={1.8} aria-hidden /> {label}
        </Link>
      ))}
    </nav>
  );
}
