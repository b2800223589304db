import { useQuery } from '@tanstack/react-query';
import type { Appliance } from '#contract/appliances';
import { toProblem } from '../../../api/problem.ts';
import { FailureNote, Note } from '../../../ui/note/note.tsx';
import { PanelSection } from '../../../ui/panel/side-panel.tsx';
import { formatNumber, formatOffset } from '../../../ui/time/format-duration.ts';
import { TimeText } from '../../../ui/time/time-text.tsx';
import { ClockOffset } from '../appliance-cells.tsx';
import { PanelSkeleton } from '../panel/panel-skeleton.tsx';
import { clockIsOff } from '../poll.ts';
import { ClockPicture } from './clock-picture.tsx';
import { clockOf } from './queries.ts';
import './log.css';

const SHOWN = 30;

/** How its clock went: noted when it moved by more than 50 ms, and once an hour. */
export function ClockSection({ appliance: { id, clockOffsetMs } }: { readonly appliance: Appliance }) {
  const read = useQuery(clockOf(id));
  if (read.isPending) return <PanelSkeleton />;
  const { items = [], alarmMs = 0 } = read.data ?? {};
  const isOff = clockOffsetMs !== undefined && clockIsOff(clockOffsetMs);
  return (
    <PanelSection>
      {read.isError && (
        <FailureNote title="The clock history could not be read." {...toProblem(read.error)} onRetry={() => void read.refetch()} />
      )}
      {isOff && (
        <Note tone="warn">
          Its clock is {formatOffset(clockOffsetMs)} off; the alarm is at {alarmMs / 1000} s. Set the clock of the machine. Times of results
          and log are corrected, and scans go on.
        </Note>
      )}
      {read.data !== undefined && items.length === 0 && (
        <p className="meta">Not measured yet: the first poll measures how far its clock is from this console’s.</p>
      )}
      {items.length > 1 && <ClockPicture items={items} alarmMs={alarmMs} />}
      <ul className="appliance-clock">
        {items.slice(0, SHOWN).map(({ at, offsetMs }) => (
          <li key={at}>
            <span className="meta tabular">
              <TimeText at={at} />
            </span>
            <ClockOffset offsetMs={offsetMs} />
          </li>
        ))}
      </ul>
      {items.length > SHOWN && <p className="meta">and {formatNumber(items.length - SHOWN)} older ones in the picture</p>}
    </PanelSection>
  );
}
