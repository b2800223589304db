import type { Appliance } from '#contract/appliances';
import { Status } from '../../ui/status/status.tsx';
import type { Column, RowCard } from '../../ui/table/columns.ts';
import { ApplianceStatus, Capacity, ClockOffset, NextPoll, RunningVersion, slicesInWords } from './appliance-cells.tsx';

/** The columns of the list; of these the server sorts by name alone. */
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
  { key: 'status', head: 'Status', width: '21%', cell: (appliance) => <ApplianceStatus appliance={appliance} /> },
  { key: 'poll', head: 'Next poll', width: '78px', align: 'right', cell: (appliance) => <NextPoll appliance={appliance} /> },
  { key: 'capacity', head: 'Capacity', width: '118px', cell: (appliance) => <Capacity appliance={appliance} /> },
  {
    key: 'scand',
    head: 'scand',
    width: '76px',
    cell: (appliance) => <RunningVersion appliance={appliance} />,
  },
  { key: 'missed', head: 'Missed', width: '62px', align: 'right', cell: ({ missedPolls }) => missedPolls },
  { key: 'clock', head: 'Clock', width: '86px', align: 'right', cell: ({ clockOffsetMs }) => <ClockOffset offsetMs={clockOffsetMs} /> },
];

/** An appliance as a phone shows it. */
export const applianceCard = (appliance: Appliance): RowCard => ({
  title: appliance.name,
  aside: <Status name={appliance.state} />,
  line: <Capacity appliance={appliance} />,
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
