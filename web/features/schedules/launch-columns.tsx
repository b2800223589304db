import type { Launch } from '#contract/launches';
import { PageLink } from '../../ui/page/page-link.tsx';
import { Mark } from '../../ui/status/mark.tsx';
import { Status } from '../../ui/status/status.tsx';
import type { Column, RowCard } from '../../ui/table/columns.ts';
import { formatDuration, formatNumber } from '../../ui/time/format-duration.ts';
import { TimeText } from '../../ui/time/time-text.tsx';
import { useTimes } from '../../ui/time/times.tsx';
import { zoneAbbreviation } from '../../ui/time/zone-abbreviation.ts';
import { launchZone } from './launch-zone.ts';
import { WhyPopover } from './why-popover.tsx';

/** How long after it was due it was decided upon. */
function afterDue({ verdict, nominalAt, decidedAt, lateBySeconds }: Launch): string {
  if (lateBySeconds !== undefined && lateBySeconds > 0) return formatDuration(lateBySeconds * 1000);
  if (verdict === 'skipped' || verdict === 'missed' || verdict === 'waiting') return '—';
  const ms = Math.max(0, Date.parse(decidedAt) - Date.parse(nominalAt));
  return ms < 60_000 ? `${(ms / 1000).toFixed(2)} s` : formatDuration(ms);
}

function Due({ launch }: { readonly launch: Launch }) {
  return (
    <span className="tabular">
      <TimeText
        at={launch.nominalAt}
        scheduleZone={launchZone({ at: launch.nominalAt, local: launch.local }, launch.timeZone)}
        style="seconds"
      />
    </span>
  );
}

function ZoneClock({ launch }: { readonly launch: Launch }) {
  const { format } = useTimes();
  const zone = launchZone({ at: launch.nominalAt, local: launch.local }, launch.timeZone);
  return <span className="text-2 tabular">{format(launch.nominalAt, { zone, style: 'clock' })}</span>;
}

function Verdict({ launch }: { readonly launch: Launch }) {
  if (launch.verdict === 'late' && launch.lateBySeconds !== undefined)
    return <Status name="late" qualifier={formatDuration(launch.lateBySeconds * 1000)} />;
  return <Status name={launch.verdict} />;
}

function ScanLink({ launch }: { readonly launch: Launch }) {
  if (launch.scanId === undefined) return <span className="text-3">none</span>;
  return (
    <PageLink to="/scans/$id" params={{ id: launch.scanId }}>
      {launch.scanNumber === undefined ? 'Scan' : formatNumber(launch.scanNumber)}
    </PageLink>
  );
}

const reasonOf = ({ verdict, reason }: Launch) => reason?.message ?? (verdict === 'launched' ? 'in time' : '');

function Reason({ launch }: { readonly launch: Launch }) {
  return (
    <span className="ledger-reason">
      <span className="truncate text-2">{reasonOf(launch)}</span>
      {launch.verdict !== 'launched' && <WhyPopover launch={launch} />}
    </span>
  );
}

const scheduleColumn: Column<Launch> = {
  key: 'schedule',
  head: 'Schedule',
  cell: (launch) => (
    <span className="ledger-schedule">
      <PageLink to="/schedules/$id" params={{ id: launch.scheduleId }} className="truncate">
        {launch.scheduleTitle}
      </PageLink>
      {launch.note !== undefined && <Mark kind={launch.note} />}
    </span>
  ),
};

/** "Due, mine (CET)": whose clock the first column shows. */
export function DueHead() {
  const { mode, viewerZone, nowMs } = useTimes();
  if (mode === 'utc') return 'Due (UTC)';
  return mode === 'schedule' ? 'Due, schedule zone' : `Due, mine (${zoneAbbreviation(nowMs(), viewerZone)})`;
}

/** The ledger; without the schedule's name on the page of one schedule. */
export const launchColumns = (ofOneSchedule: boolean): readonly Column<Launch>[] => [
  { key: 'due', head: <DueHead />, name: 'Due', sort: 'nominalAt', width: '208px', cell: (launch) => <Due launch={launch} /> },
  { key: 'zone', head: 'Schedule zone', width: '108px', cell: (launch) => <ZoneClock launch={launch} /> },
  ...(ofOneSchedule ? [] : [scheduleColumn]),
  { key: 'verdict', head: 'Verdict', width: '128px', cell: (launch) => <Verdict launch={launch} /> },
  {
    key: 'after',
    head: 'After due',
    width: '86px',
    align: 'right',
    cell: (launch) => <span className="text-2 tabular">{afterDue(launch)}</span>,
  },
  { key: 'reason', head: 'Reason', cell: (launch) => <Reason launch={launch} /> },
  { key: 'scan', head: 'Scan', width: '78px', align: 'right', cell: (launch) => <ScanLink launch={launch} /> },
];

export const launchCard = (launch: Launch): RowCard => ({
  title: (
    <PageLink to="/schedules/$id" params={{ id: launch.scheduleId }}>
      {launch.scheduleTitle}
    </PageLink>
  ),
  aside: <Verdict launch={launch} />,
  line: <Due launch={launch} />,
  meta: reasonOf(launch),
});
