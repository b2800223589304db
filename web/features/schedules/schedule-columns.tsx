import { Link } from '@tanstack/react-router';
import type { Schedule } from '#contract/schedules';
import type { Column, RowCard } from '../../ui/table/columns.ts';
import { describeTarget } from './describe-target.ts';
import { LastResult, NextLaunchCell, NextLaunchLine, OwnerBadge, ScannersCell, ScheduleStatus } from './schedule-cells.tsx';
import { ScheduleMenu } from './schedule-menu.tsx';

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
        <span className="meta truncate">{describeTarget(schedule.target)}</span>
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
  { key: 'result', head: 'Last result', width: '11%', cell: (schedule) => <LastResult schedule={schedule} /> },
  { key: 'status', head: 'Status', width: '10%', cell: (schedule) => <ScheduleStatus schedule={schedule} /> },
  {
    key: 'actions',
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
