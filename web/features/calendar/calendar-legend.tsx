import { Status } from '../../ui/status/status.tsx';
import type { StatusName } from '../../ui/status/status-vocabulary.ts';

const NAMES: readonly StatusName[] = ['planned', 'running', 'finished', 'late', 'skipped', 'missed'];

/** What the blocks mean, in one line. */
export function CalendarLegend() {
  return (
    <ul className="calendar-legend" aria-label="Legend">
      {NAMES.map((name) => (
        <li key={name}>
          <Status name={name} />
        </li>
      ))}
      <li>
        <span className="legend-swatch" data-kind="length" aria-hidden />
        predicted length: ~ from past runs, “up to” by its limit
      </li>
      <li>
        <span className="legend-swatch" data-kind="hours" aria-hidden />
        hour missing or repeated
      </li>
    </ul>
  );
}
