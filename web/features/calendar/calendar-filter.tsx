import { useMemo } from 'react';
import { useScheduleFields } from '../../schedule-filter/use-schedule-fields.ts';
import { FilterBox, type FilterField } from '../../ui/filter/filter-box.tsx';

const VERDICT: FilterField = {
  name: 'verdict',
  hint: 'what became of it',
  values: ['planned', 'launched', 'late', 'skipped', 'missed', 'waiting', 'held'],
};

interface CalendarFilterProps {
  readonly query: string;
  readonly onChange: (query: string) => void;
}

/** The filters of the schedules list, and what became of the launches. */
export function CalendarFilter({ query, onChange }: CalendarFilterProps) {
  const { fields, onEnter } = useScheduleFields();
  const all = useMemo(() => [VERDICT, ...fields], [fields]);
  return (
    <div className="calendar-filter">
      <FilterBox label="Filter the calendar" query={query} onChange={onChange} fields={all} onEnter={onEnter} />
    </div>
  );
}
