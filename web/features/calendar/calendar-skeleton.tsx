import { useAfter } from '../../ui/use-after.ts';
import '../../ui/table/table.css';

const CELLS = Array.from({ length: 35 }, (_, index) => `cell-${index}`);

/** Cells in the shape of the calendar, after 150 ms. */
export function CalendarSkeleton() {
  const visible = useAfter(150);
  return (
    <div className="calendar-skeleton" aria-busy="true">
      {visible && <output className="visually-hidden">Loading</output>}
      {visible &&
        CELLS.map((key, index) => (
          <div key={key} className="calendar-skeleton-cell">
            <span className="bone" style={{ width: `${60 + ((index * 7) % 30)}%` }} />
            {index % 3 !== 0 && <span className="bone" style={{ width: `${50 + ((index * 11) % 40)}%` }} />}
          </div>
        ))}
    </div>
  );
}
