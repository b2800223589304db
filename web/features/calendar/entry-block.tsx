import { Mark } from '../../ui/status/mark.tsx';
import { STATUSES } from '../../ui/status/status-vocabulary.ts';
import type { DrawnEntry } from './drawn-entry.ts';
import { clockLabel, longestLength } from './entry-label.ts';
import { useGrid } from './grid-context.ts';

/** One line: icon, clock, title. */
export function EntryLine({ drawn }: { readonly drawn: DrawnEntry }) {
  const { zone } = useGrid();
  const { icon: StatusIcon } = STATUSES[drawn.status];
  return (
    <span className="entry-line">
      <StatusIcon size={13} stroke={1.9} aria-hidden />
      <span className="entry-clock tabular">{clockLabel(drawn.entry.at, zone)}</span>
      <span className="entry-title truncate">{drawn.title}</span>
    </span>
  );
}

const isGhost = ({ look }: DrawnEntry) => look === 'skipped' || look === 'missed';

/** What stands in a block of the week or the day: title, clock and state, then what is special or why nothing ran. */
export function EntryBlock({ drawn }: { readonly drawn: DrawnEntry }) {
  const { zone } = useGrid();
  const { entry, status } = drawn;
  const { icon: StatusIcon, word } = STATUSES[status];
  const state = longestLength(entry) ?? (status === 'planned' ? undefined : word.toLowerCase());
  return (
    <span className="entry-block">
      <span className="entry-line">
        <StatusIcon size={13} stroke={1.9} aria-hidden />
        <span className="entry-title truncate">{drawn.title}</span>
      </span>
      <span className="entry-second">
        <span className="tabular">{clockLabel(entry.at, zone)}</span> {state}
      </span>
      {entry.note !== undefined && <Mark kind={entry.note} />}
      {entry.reason !== undefined && <span className={isGhost(drawn) ? 'entry-reason entry-why' : 'entry-reason'}>{entry.reason}</span>}
    </span>
  );
}
