import type { Appliance } from '#contract/appliances';
import { Status } from '../../ui/status/status.tsx';
import type { Column, RowCard } from '../../ui/table/columns.ts';
import { TimeText } from '../../ui/time/time-text.tsx';
import { ApplianceStatus, Capacity, ClockOffset, MissedPolls, NextPoll, RunningVersion, slicesInWords } from './appliance-cells.tsx';

/** The columns of the list. Sorting by status asks for what needs a person first. */
export const APPLIANCE_COLUMNS: readonly Column<Appliance>[] = [
  {
    key: 'name',
    head: 'Appliance',
    sort: 'name',
    cell: ({ name, location, hostName }) => (
      <span className="two-lines">
        <span className="cell-name truncate">{name}</span>
        <span className="meta truncate">{location ?? hostName ?? 'no location'}</span>
      </span>
    ),
  },
  { key: 'status', head: 'Status', sort: 'state', width: '21%', cell: (appliance) => <ApplianceStatus appliance={appliance} /> },
  {
    key: 'poll',
    head: 'Next poll',
    sort: 'nextPollAt',
    width: '88px',
    align: 'right',
    cell: (appliance) => <NextPoll appliance={appliance} />,
  },
  { key: 'capacity', head: 'Capacity', sort: 'used', width: '112px', cell: (appliance) => <Capacity appliance={appliance} /> },
  {
    key: 'versions',
    head: 'scand, manifest',
    name: 'Versions',
    sort: 'scand',
    width: '108px',
    cell: (appliance) => <RunningVersion appliance={appliance} />,
  },
  {
    key: 'missed',
    head: 'Missed',
    name: 'Missed polls',
    sort: 'missedPolls',
    hidden: true,
    width: '72px',
    align: 'right',
    cell: (appliance) => <MissedPolls appliance={appliance} />,
  },
  {
    key: 'clock',
    head: 'Clock',
    sort: 'clockOffset',
    width: '92px',
    align: 'right',
    cell: ({ clockOffsetMs }) => <ClockOffset offsetMs={clockOffsetMs} />,
  },
  {
    key: 'addresses',
    head: 'Addresses',
    hidden: true,
    cell: ({ addresses }) => <span className="mono truncate">{addresses.join(', ') || '—'}</span>,
  },
  {
    key: 'registered',
    head: 'Registered',
    hidden: true,
    cell: ({ registeredAt }) => (registeredAt === undefined ? 'not yet' : <TimeText at={registeredAt} />),
  },
];

/** An appliance as a phone shows it. */
export const applianceCard = (appliance: Appliance): RowCard => ({
  title: appliance.name,
  aside: <Status name={appliance.state} />,
  line: (
    <span className="appliance-card-line">
      <Capacity appliance={appliance} />
      <NextPoll appliance={appliance} />
    </span>
  ),
  meta: [
    appliance.location,
    appliance.lastPollAt === undefined ? appliance.stateReason : slicesInWords(appliance.runningSlices.length),
    appliance.outdated.length > 0 && 'outdated',
  ]
    .filter(Boolean)
    .join(' · '),
});

export const applianceVersion = ({ state, runningSlices, revision, versions, outdated }: Appliance): string =>
  `${state} ${runningSlices.length} ${revision} ${versions?.scand ?? ''} ${outdated.length}`;
