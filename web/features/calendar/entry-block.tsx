import { Mark } from '../../ui/status/mark.tsx';
import { STATUSES } from '../../ui/status/status-vocabulary.ts';
import { entryClock, lengthLabel, progressLabel, stateLabel } from './entry-label.ts';
import { appearanceOf } from './entry-look.ts';
import type { CalendarDay, CalendarEntry } from './queries.ts';

interface EntryTextProps {
  readonly entry: CalendarEntry;
  readonly day: CalendarDay;
}

/** One line: icon, clock, title. */
export function EntryLine({ entry, day }: EntryTextProps) {
  const { icon: StatusIcon } = STATUSES[appearanceOf(entry).status];
  return (
    <span className="entry-line">
      <StatusIcon size={13} stroke={1.9} aria-hidden />
      <span className="entry-clock tabular">{entryClock(entry, day)}</span>
      <span className="entry-title truncate">{entry.title}</span>
    </span>
  );
}

/** What stands in a block of the week or the day: title, clock and state, then what is special or why nothing ran. */
export function EntryBlock({ entry, day, days }: EntryTextProps & { readonly days: readonly CalendarDay[] }) {
  const { status, look } = appearanceOf(entry);
  const { icon: StatusIcon } = STATUSES[status];
  const state = status === 'planned' ? lengthLabel(entry) : stateLabel(entry);
  const progress = progressLabel(entry, days);
  const ghost = look === 'skipped' || look === 'missed';
  return (
    <span className="entry-block">
      <span className="entry-line">
        <StatusIcon size={13} stroke={1.9} aria-hidden />
        <span className="entry-title truncate">{entry.title}</span>
      </span>
      <span className="entry-second">
        <span className="tabular">{entryClock(entry, day)}</span> {state}
      </span>
      {progress !== undefined && <span className="entry-second">{progress}</span>}
      {entry.note !== undefined && <Mark kind={entry.note} />}
      {entry.reason !== undefined && <span className={ghost ? 'entry-reason entry-why' : 'entry-reason'}>{entry.reason}</span>}
    </span>
  );
}
