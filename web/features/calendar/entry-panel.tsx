import { PanelSection, SidePanel } from '../../ui/panel/side-panel.tsx';
import { Fact, Facts } from '../../ui/stat/facts.tsx';
import { Mark } from '../../ui/status/mark.tsx';
import { Status } from '../../ui/status/status.tsx';
import { formatDuration } from '../../ui/time/format-duration.ts';
import { sameWallClock } from '../../ui/time/format-time.ts';
import { RelativeTime } from '../../ui/time/time-text.tsx';
import { useTimes } from '../../ui/time/times.tsx';
import { zonePlace } from '../../ui/time/zone-abbreviation.ts';
import { EntryActions, EntryLinks } from './entry-actions.tsx';
import { NOTE_WORDS, stateLabel } from './entry-label.ts';
import { appearanceOf } from './entry-look.ts';
import type { CalendarEntry } from './queries.ts';

interface EntryPanelProps {
  readonly entry: CalendarEntry;
  readonly onClose: () => void;
}

const QUESTIONS: Partial<Record<CalendarEntry['verdict'], string>> = {
  late: 'Why was it late?',
  skipped: "Why didn't it run?",
  missed: "Why didn't it run?",
  waiting: 'Why does it wait?',
  held: 'Why does it wait?',
};

/** The launch in the zone of its schedule, in mine, and in UTC. */
function EntryTimes({ entry }: { readonly entry: CalendarEntry }) {
  const { format, viewerZone } = useTimes();
  const { at, timeZone } = entry;
  return (
    <Facts>
      <Fact label={zonePlace(timeZone)}>{format(at, { zone: timeZone })}</Fact>
      <Fact label="Mine">{sameWallClock(at, timeZone, viewerZone) ? 'same' : format(at, { zone: viewerZone })}</Fact>
      <Fact label="UTC">{format(at, { zone: 'UTC' })}</Fact>
    </Facts>
  );
}

const ENDS = { 'past-runs': 'Ends about', duration: 'Stops at the latest' } as const;
const LENGTHS = { 'past-runs': 'Usual length', duration: 'Longest' } as const;

/** When it really ran, or how long it is expected to. */
function EntryRun({ entry }: { readonly entry: CalendarEntry }) {
  const { format } = useTimes();
  const { at, startedAt, endsAt, timeZone, verdict, predictedFrom, progressPercent } = entry;
  if (startedAt === undefined && endsAt === undefined) {
    return verdict === 'planned' ? <p className="meta">No length is known: it has neither finished before nor a limit.</p> : null;
  }
  return (
    <Facts>
      {startedAt !== undefined && <Fact label="Began">{format(startedAt, { zone: timeZone })}</Fact>}
      {progressPercent !== undefined && predictedFrom !== undefined && <Fact label="Done">{progressPercent} %</Fact>}
      {endsAt !== undefined && (
        <>
          <Fact label={predictedFrom === undefined ? 'Ended' : ENDS[predictedFrom]}>{format(endsAt, { zone: timeZone })}</Fact>
          <Fact label={predictedFrom === undefined ? 'Took' : LENGTHS[predictedFrom]}>
            {formatDuration(Date.parse(endsAt) - Date.parse(startedAt ?? at))}
          </Fact>
        </>
      )}
    </Facts>
  );
}

/** Details of a launch: when, what became of it and why, what can be done, and where to go on. */
export function EntryPanel({ entry, onClose }: EntryPanelProps) {
  const { status } = appearanceOf(entry);
  const state = stateLabel(entry);
  const question = QUESTIONS[entry.verdict];
  return (
    <SidePanel
      title={entry.title}
      width={312}
      onClose={onClose}
      subtitle={<RelativeTime always at={entry.at} scheduleZone={entry.timeZone} />}
    >
      <PanelSection title="State">
        <p className="panel-state">
          <Status name={status} />
          {/by |late|held/.test(state) && state !== 'late' && <span className="meta">{state}</span>}
          {entry.verdict === 'late' && status !== 'late' && <Status name="late" />}
        </p>
      </PanelSection>
      {entry.reason !== undefined && (
        <PanelSection title={question ?? 'Reason'}>
          <p className="text-2">{entry.reason}</p>
        </PanelSection>
      )}
      <PanelSection title={entry.verdict === 'planned' ? 'Launch' : 'Due'} aside={entry.note !== undefined && <Mark kind={entry.note} />}>
        {entry.note !== undefined && <p className="panel-reason">{NOTE_WORDS[entry.note]}</p>}
        <EntryTimes entry={entry} />
      </PanelSection>
      <PanelSection title={entry.verdict === 'planned' ? 'Expected' : 'Run'}>
        <EntryRun entry={entry} />
      </PanelSection>
      <PanelSection title="Go on">
        <EntryActions entry={entry} />
        <EntryLinks entry={entry} />
      </PanelSection>
    </SidePanel>
  );
}
