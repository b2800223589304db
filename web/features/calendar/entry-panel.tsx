import { PageLink } from '../../ui/page/page-link.tsx';
import { PanelSection, SidePanel } from '../../ui/panel/side-panel.tsx';
import { Fact, Facts } from '../../ui/stat/facts.tsx';
import { Mark } from '../../ui/status/mark.tsx';
import { Status } from '../../ui/status/status.tsx';
import { formatDuration } from '../../ui/time/format-duration.ts';
import { sameWallClock } from '../../ui/time/format-time.ts';
import { RelativeTime } from '../../ui/time/time-text.tsx';
import { useTimes } from '../../ui/time/times.tsx';
import { zonePlace } from '../../ui/time/zone-abbreviation.ts';
import { NOTE_WORDS } from './entry-label.ts';
import { appearanceOf } from './entry-look.ts';
import type { CalendarEntry } from './queries.ts';

interface EntryPanelProps {
  readonly entry: CalendarEntry;
  readonly onClose: () => void;
}

/** The launch in the zone of its schedule, in mine, and in UTC. */
function EntryTimes({ entry }: { readonly entry: CalendarEntry }) {
  const { format, viewerZone } = useTimes();
  const { at, timeZone, endsAt, verdict } = entry;
  return (
    <Facts>
      <Fact label={zonePlace(timeZone)}>{format(at, { zone: timeZone })}</Fact>
      <Fact label="Mine">{sameWallClock(at, timeZone, viewerZone) ? 'same' : format(at, { zone: viewerZone })}</Fact>
      <Fact label="UTC">{format(at, { zone: 'UTC' })}</Fact>
      {endsAt !== undefined && (
        <>
          <Fact label={verdict === 'planned' ? 'Stops at the latest' : 'Ended'}>{format(endsAt, { zone: timeZone })}</Fact>
          <Fact label={verdict === 'planned' ? 'Longest' : 'From due to end'}>{formatDuration(Date.parse(endsAt) - Date.parse(at))}</Fact>
        </>
      )}
    </Facts>
  );
}

/** Details of a launch: when, what became of it and why, and where to go on. */
export function EntryPanel({ entry, onClose }: EntryPanelProps) {
  const { status } = appearanceOf(entry);
  const lateNow = entry.verdict === 'late' && status !== 'late';
  return (
    <SidePanel
      title={entry.title}
      width={312}
      onClose={onClose}
      subtitle={<RelativeTime always at={entry.at} scheduleZone={entry.timeZone} />}
    >
      <PanelSection title="State">
        <Status name={status} />
        {lateNow && <Status name="late" />}
        {entry.reason !== undefined && <p className="panel-reason">{entry.reason}</p>}
      </PanelSection>
      <PanelSection title="Launch" aside={entry.note !== undefined && <Mark kind={entry.note} />}>
        {entry.note !== undefined && <p className="panel-reason">{NOTE_WORDS[entry.note]}</p>}
        <EntryTimes entry={entry} />
      </PanelSection>
      <PanelSection title="Go on">
        <ul className="panel-links">
          <li>
            <PageLink to="/schedules/$id" params={{ id: entry.scheduleId }}>
              Open the schedule
            </PageLink>
          </li>
          {entry.scanId !== undefined && (
            <li>
              <PageLink to="/scans/$id" params={{ id: entry.scanId }}>
                Open the scan
              </PageLink>
            </li>
          )}
        </ul>
      </PanelSection>
    </SidePanel>
  );
}
