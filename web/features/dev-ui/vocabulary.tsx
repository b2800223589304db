import { Region } from '../../ui/page/page.tsx';
import { HopsLine } from '../../ui/progress/hops-line.tsx';
import { ProgressBar } from '../../ui/progress/progress-bar.tsx';
import { SliceLegend, SliceSquares } from '../../ui/progress/slice-squares.tsx';
import { SeverityBar, SeverityChip, SeverityRows } from '../../ui/severity/severity-bar.tsx';
import { Stat, StatStrip } from '../../ui/stat/stat-strip.tsx';
import { Chip, MARK_KINDS, Mark } from '../../ui/status/mark.tsx';
import { Status } from '../../ui/status/status.tsx';
import { STATUSES, type StatusName } from '../../ui/status/status-vocabulary.ts';
import { Countdown, LaunchTime, RelativeTime, TimeText } from '../../ui/time/time-text.tsx';
import { useTimes } from '../../ui/time/times.tsx';

export const Vocabulary = () => (
  <Region title="Status vocabulary: icon, word, colour">
    <ul className="dev-ui-statuses">
      {(Object.keys(STATUSES) as StatusName[]).map((name) => (
        <li key={name}>
          <Status name={name} />
        </li>
      ))}
    </ul>
    <div className="dev-ui-row">
      <Status name="late" qualifier="6 min" />
      <Status name="paused" qualifier="by duration" />
      <Status name="offline" reason="since Fri 27 Feb 11:48 CET" />
    </div>
  </Region>
);

const COUNTS = { s5: 1, s4: 3, s3: 7, s2: 4, s1: 2 };

export const Marks = () => (
  <Region title="Marks and severities">
    <div className="dev-ui-row">
      {MARK_KINDS.map((kind) => (
        <Mark key={kind} kind={kind} />
      ))}
      <Chip>tag</Chip>
    </div>
    <div className="dev-ui-row">
      {([5, 4, 3, 2, 1] as const).map((severity) => (
        <SeverityChip key={severity} severity={severity} />
      ))}
      <span className="meta">5 to 1, always with the number</span>
    </div>
    <div className="dev-ui-stack dev-ui-narrow">
      <SeverityBar counts={COUNTS} />
      <SeverityBar counts={{ s5: 1, s4: 0, s3: 0, s2: 0, s1: 12_904 }} />
      <SeverityBar counts={{ s5: 0, s4: 0, s3: 0, s2: 0, s1: 0 }} />
      <SeverityBar counts={undefined} />
    </div>
    <SeverityRows counts={{ s5: 14, s4: 87, s3: 241, s2: 198, s1: 356 }} />
  </Region>
);

export function Times() {
  const { nowMs } = useTimes();
  const at = (minutes: number) => new Date(nowMs() + minutes * 60_000).toISOString();
  return (
    <Region title="Times: zone always named, all zones on focus">
      <div className="dev-ui-row">
        <LaunchTime at="2026-03-08T10:30:00Z" scheduleZone="America/Los_Angeles" mark="gap" />
        <LaunchTime at="2026-03-06T00:00:00Z" scheduleZone="Europe/Berlin" />
        <LaunchTime at="2026-03-05T19:00:00Z" scheduleZone="Asia/Tokyo" />
      </div>
      <div className="dev-ui-row">
        <TimeText at="2026-03-08T10:30:00Z" scheduleZone="America/Los_Angeles" />
        <TimeText at="2027-03-08T10:30:00Z" />
        <RelativeTime at={at(-1200)} />
        <RelativeTime at={at(-4000)} />
        <Countdown to={at(2)} />
      </div>
    </Region>
  );
}

const SLICES = ['done', 'done', 'done', 'running', 'running', 'lost', 'queued', 'queued'] as const;

export const Figures = () => (
  <>
    <StatStrip>
      <Stat figure="6" label="scans running" meta="of 40 at once" />
      <Stat figure="97.4 %" label="launched in time" meta="7 days, 1,016 of 1,043" />
      <Stat figure="—" label="not known yet" />
    </StatStrip>
    <Region title="Progress">
      <div className="dev-ui-stack">
        <ProgressBar label="Hosts" value={318} of={512} underWay={40} />
        <ProgressBar label="Hosts paused" value={61} of={254} tone="idle" size="thin" />
        <HopsLine
          label="Hops"
          hops={[
            { key: 'due', name: 'Due', state: 'done', offset: '09:00:00', detail: 'Thu 5 Mar, PST' },
            { key: 'queued', name: 'Queued', state: 'done', offset: '+0.04 s', detail: '32 slices cut' },
            { key: 'started', name: 'Started', state: 'now', offset: '+1.92 s', detail: 'first host 10.30.0.4' },
            { key: 'uploaded', name: 'Uploaded', state: 'ahead', detail: '—' },
          ]}
        />
        <SliceSquares slices={SLICES.map((state, index) => ({ key: `${state}-${index}`, state, title: `Slice ${index + 1}` }))} />
        <SliceLegend />
      </div>
    </Region>
  </>
);
