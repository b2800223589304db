import { Link } from '@tanstack/react-router';
import type { Schedule } from '#contract/schedules';
import type { Column, RowCard } from '../../ui/table/columns.ts';
import { formatNumber } from '../../ui/time/format-duration.ts';
import { TimeText } from '../../ui/time/time-text.tsx';
import { LastResult, NextLaunchCell, NextLaunchLine, OwnerBadge, ScannersCell, ScheduleStatus } from './schedule-cells.tsx';
import { ScheduleMenu } from './schedule-menu.tsx';
import { WhyPopover } from './why-popover.tsx';

/** The table of schedules. */
export const SCHEDULE_COLUMNS: readonly Column<Schedule>[] = [
  {
    key: 'title',
    head: 'Schedule and target',
    sort: 'title',
    cell: (schedule) => (
      <span className="two-lines">
        <Link to="/schedules/$id" params={{ id: schedule.id }} className="cell-name cell-link truncate">
          {schedule.title}
        </Link>
        <span className="meta truncate">{schedule.targetText}</span>
      </span>
    ),
  },
  {
    key: 'next',
    head: 'Next launch, and mine',
    sort: 'nextLaunchAt',
    // A launch of another year, with its zone: "Sun 14 Mar 2027 03:30 AEDT".
    width: '212px',
    cell: (schedule) => <NextLaunchCell schedule={schedule} />,
  },
  {
    key: 'recurrence',
    head: 'Recurrence',
    width: '13%',
    cell: ({ shortSentence }) => <span className="recurrence-cell">{shortSentence}</span>,
  },
  { key: 'scanners', head: 'Scanners', width: '9.5%', cell: (schedule) => <ScannersCell schedule={schedule} /> },
  { key: 'owner', head: 'Owner', width: '58px', cell: ({ owner }) => <OwnerBadge name={owner.name} /> },
  {
    key: 'result',
    head: 'Last result',
    width: '14%',
    cell: (schedule) => (
      <span className="ledger-reason">
        <LastResult schedule={schedule} />
        {schedule.lastLaunch !== undefined && schedule.lastLaunch.verdict !== 'launched' && <WhyPopover launch={schedule.lastLaunch} />}
      </span>
    ),
  },
  { key: 'status', head: 'Status', width: '10%', cell: (schedule) => <ScheduleStatus schedule={schedule} /> },
  { key: 'zone', head: 'Time zone', width: '170px', hidden: true, cell: ({ timeZone }) => <span className="truncate">{timeZone}</span> },
  { key: 'priority', head: 'Priority', width: '72px', align: 'right', hidden: true, cell: ({ priority }) => priority },
  {
    key: 'counted',
    head: 'Launches done',
    width: '104px',
    align: 'right',
    hidden: true,
    cell: ({ occurrencesCounted, endsAfter }) => (
      <span className="tabular">
        {formatNumber(occurrencesCounted)}
        {endsAfter !== undefined && ` of ${formatNumber(endsAfter)}`}
      </span>
    ),
  },
  {
    key: 'created',
    head: 'Created',
    width: '168px',
    hidden: true,
    cell: ({ createdAt, timeZone }) => <TimeText at={createdAt} scheduleZone={timeZone} />,
  },
  {
    key: 'actions',
    fixed: true,
    head: <span className="visually-hidden">Actions</span>,
    width: '56px',
    cell: (schedule) => <ScheduleMenu schedule={schedule} />,
  },
];

/** The same on a phone. */
export const scheduleCard = (schedule: Schedule): RowCard => ({
  title: schedule.title,
  aside: schedule.active ? <LastResult schedule={schedule} oneLine /> : <ScheduleStatus schedule={schedule} withReason={false} />,
  line: <NextLaunchLine schedule={schedule} />,
  meta: schedule.shortSentence,
});
