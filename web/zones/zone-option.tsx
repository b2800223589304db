import type { TimeZone } from '#contract/profiles';
import { useTimes } from '../ui/time/times.tsx';
import './zones.css';

/** A time zone in a list to choose from, with its abbreviation and the next change of its clocks; anything else by its label. */
export function ZoneOption({ zone, label }: { readonly zone: TimeZone | undefined; readonly label: string }) {
  const { format } = useTimes();
  if (zone === undefined) return <span className="zone-nothing">{label}</span>;
  const { abbreviation, nextClockChangeAt, id } = zone;
  const change = nextClockChangeAt === undefined ? 'never change' : `change ${format(nextClockChangeAt, { zone: id, style: 'day' })}`;
  return (
    <span className="zone-option">
      <span className="truncate">{label}</span>
      <span className="meta">
        {abbreviation}, clocks {change}
      </span>
    </span>
  );
}
