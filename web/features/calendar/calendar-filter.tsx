import { FilterBox, type FilterField } from '../../ui/filter/filter-box.tsx';

/** The filters of the schedules list, and what became of the launches. */
const FIELDS: readonly FilterField[] = [
  { name: 'title', hint: 'part of the title' },
  { name: 'owner', hint: 'name, address or me', values: ['me'] },
  { name: 'verdict', hint: 'what became of it', values: ['planned', 'launched', 'late', 'skipped', 'missed', 'waiting', 'held'] },
  { name: 'zone', hint: 'part of the time zone' },
  { name: 'kind', hint: 'recurrence', values: ['once', 'daily', 'weekly', 'monthly', 'continuous'] },
  { name: 'status', hint: 'active or not', values: ['active', 'inactive'] },
  { name: 'next', hint: 'due soon', values: ['within-1d', 'within-7d', 'within-60d'] },
];

interface CalendarFilterProps {
  readonly query: string;
  readonly onChange: (query: string) => void;
}

export const CalendarFilter = ({ query, onChange }: CalendarFilterProps) => (
  <div className="calendar-filter">
    <FilterBox label="Filter the calendar" query={query} onChange={onChange} fields={FIELDS} />
  </div>
);
