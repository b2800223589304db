import { IconVersionsOff } from '@tabler/icons-react';
import type { Sensor } from '#contract/sensors';
import { countedContainers, countedImages } from '../../containers/counted.ts';
import { Status } from '../../ui/status/status.tsx';
import type { Column, RowCard } from '../../ui/table/columns.ts';
import { ForeignText } from '../../ui/text/foreign-text.tsx';
import { RelativeTime, TimeText } from '../../ui/time/time-text.tsx';
import { engineInWords, KINDS } from './sensor-words.ts';

/** Its version, and that a newer one is handed out. */
export function SensorVersion({ sensor: { version, updateAvailable } }: { readonly sensor: Sensor }) {
  if (version === undefined) return '—';
  if (updateAvailable === undefined) return <ForeignText>{version}</ForeignText>;
  return (
    <span className="tone-text sensor-outdated" data-tone="warn" title={`This server hands out ${updateAvailable}`}>
      <IconVersionsOff size={14} stroke={1.8} role="img" aria-label="Update available" /> <ForeignText>{version}</ForeignText>
    </span>
  );
}

function LastCheckIn({ sensor: { lastCheckInAt } }: { readonly sensor: Sensor }) {
  return lastCheckInAt === undefined ? <span className="meta">never</span> : <RelativeTime at={lastCheckInAt} always />;
}

/** The columns of the list. */
export const SENSOR_COLUMNS: readonly Column<Sensor>[] = [
  {
    key: 'name',
    head: 'Sensor, host',
    sort: 'name',
    cell: ({ name, hostName }) => (
      <span className="two-lines">
        <span className="cell-name truncate">{name}</span>
        <span className="meta truncate">
          <ForeignText>{hostName ?? 'no host yet'}</ForeignText>
        </span>
      </span>
    ),
  },
  {
    key: 'kind',
    head: 'Type, engine',
    name: 'Type',
    width: '126px',
    cell: (sensor) => (
      <span className="two-lines">
        <span>{KINDS[sensor.kind].word}</span>
        <span className="meta truncate" title={sensor.engine?.problem}>
          <ForeignText>{engineInWords(sensor)}</ForeignText>
        </span>
      </span>
    ),
  },
  {
    key: 'status',
    head: 'Status',
    width: '24%',
    cell: ({ state, stateReason }) => <Status name={state} reason={state === 'online' ? undefined : stateReason} />,
  },
  {
    key: 'checkIn',
    head: 'Last check-in',
    sort: 'lastCheckInAt',
    width: '104px',
    cell: (sensor) => <LastCheckIn sensor={sensor} />,
  },
  {
    key: 'version',
    head: 'Version, manifest',
    name: 'Version',
    width: '118px',
    cell: (sensor) => (
      <span className="two-lines sensor-versions">
        <SensorVersion sensor={sensor} />
        <span className="meta truncate" title={sensor.manifestVersion}>
          {sensor.manifestVersion ?? (sensor.registeredAt === undefined ? '—' : 'no manifest')}
        </span>
      </span>
    ),
  },
  {
    key: 'holds',
    head: 'On its host',
    width: '108px',
    align: 'right',
    cell: ({ imagesCount, containersCount }) => (
      <span className="two-lines">
        <span>{countedImages(imagesCount)}</span>
        <span className="meta">{countedContainers(containersCount)}</span>
      </span>
    ),
  },
  {
    key: 'addresses',
    head: 'Addresses',
    hidden: true,
    cell: ({ addresses }) => <span className="mono truncate">{addresses.join(', ') || '—'}</span>,
  },
  { key: 'created', head: 'Created', sort: 'createdAt', hidden: true, cell: ({ createdAt }) => <TimeText at={createdAt} /> },
];

/** A sensor as a phone shows it. */
export const sensorCard = (sensor: Sensor): RowCard => ({
  title: sensor.name,
  aside: <Status name={sensor.state} />,
  line: `${countedImages(sensor.imagesCount)}, ${countedContainers(sensor.containersCount)}`,
  meta: [KINDS[sensor.kind].word, sensor.hostName, sensor.lastCheckInAt === undefined ? sensor.stateReason : undefined]
    .filter(Boolean)
    .join(' · '),
});

export const sensorVersion = ({ state, revision, imagesCount, containersCount, version = '' }: Sensor): string =>
  `${state} ${revision} ${imagesCount} ${containersCount} ${version}`;
