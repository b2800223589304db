import { Status } from '../../ui/status/status.tsx';
import { useTimes } from '../../ui/time/times.tsx';
import { lengthLabel, progressLabel, startOf, stateLabel } from './entry-label.ts';
import { appearanceOf } from './entry-look.ts';
import type { CalendarDay, CalendarEntry } from './queries.ts';

/** An entry that somebody points at or has reached by keyboard, and where its block is on the screen. */
export interface Peeked {
  readonly entry: CalendarEntry;
  readonly box: DOMRect;
}

const WIDTH = 264;
const GAP = 6;

interface EntryCardProps {
  readonly peeked: Peeked;
  readonly zone: string;
  readonly days: readonly CalendarDay[];
}

/** What a narrow block has no room for. The same stands in the name of the block, so a screen reader hears it without the card. */
export function EntryCard({ peeked: { entry, box }, zone, days }: EntryCardProps) {
  const { format } = useTimes();
  const right = box.right + GAP + WIDTH < window.innerWidth;
  const left = right ? box.right + GAP : Math.max(GAP, box.left - GAP - WIDTH);
  const low = box.top + 150 > window.innerHeight;
  const place = low ? { bottom: Math.max(GAP, window.innerHeight - box.bottom) } : { top: box.top };
  const facts = [lengthLabel(entry), progressLabel(entry, days)].filter(Boolean).join(', ');
  return (
    <div className="entry-card" aria-hidden style={{ left, width: WIDTH, ...place }}>
      <p className="cell-name">{entry.title}</p>
      <p className="tabular text-2">{format(new Date(startOf(entry)).toISOString(), { zone })}</p>
      <p className="entry-card-state">
        <Status name={appearanceOf(entry).status} />
        <span className="meta">{[stateOf(entry), facts].filter(Boolean).join(', ')}</span>
      </p>
      {entry.reason !== undefined && <p className="text-2">{entry.reason}</p>}
    </div>
  );
}

/** Only what the word beside the icon does not say already. */
const stateOf = (entry: CalendarEntry) => {
  const state = stateLabel(entry);
  return /by |late|held/.test(state) && state !== 'late' ? state : undefined;
};
