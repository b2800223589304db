import type { Container } from '#contract/containers';
import { findingsInWords, LastScanned, LastTrigger, Vulnerabilities } from '../../containers/last-scan.tsx';
import { ShortDigest } from '../../ui/image/digest.tsx';
import { ImageName } from '../../ui/image/image-name.tsx';
import { PageLink } from '../../ui/page/page-link.tsx';
import type { Column, RowCard } from '../../ui/table/columns.ts';
import { ForeignText } from '../../ui/text/foreign-text.tsx';
import { RelativeTime, TimeText } from '../../ui/time/time-text.tsx';
import { ContainerState } from './container-state.tsx';
import { DriftCell } from './drift-cell.tsx';

function ImageLink({ container: { image } }: { readonly container: Container }) {
  return (
    <span className="two-lines">
      <PageLink to="/images/$id" params={{ id: image.id }} className="container-image">
        <ImageName name={image.name ?? `image ${image.imageId}`} />
      </PageLink>
      <span className="meta">
        <ShortDigest digest={image.sha} />
      </span>
    </span>
  );
}

function Host({ container: { host } }: { readonly container: Container }) {
  return (
    <span className="two-lines">
      <span className="truncate">
        <ForeignText>{host.hostname ?? host.sensorName}</ForeignText>
      </span>
      <PageLink to="/sensors" search={{ open: host.sensorUuid }} className="meta truncate">
        {host.sensorName}
      </PageLink>
    </span>
  );
}

/** The columns of the list. */
export const CONTAINER_COLUMNS: readonly Column<Container>[] = [
  {
    key: 'name',
    head: 'Container',
    sort: 'name',
    cell: ({ name, sha }) => (
      <span className="two-lines">
        <span className="cell-name truncate" title={name}>
          <ForeignText>{name}</ForeignText>
        </span>
        <span className="meta">
          <ShortDigest digest={sha} />
        </span>
      </span>
    ),
  },
  { key: 'image', head: 'Image', width: '17%', cell: (container) => <ImageLink container={container} /> },
  { key: 'host', head: 'Host', width: '11%', cell: (container) => <Host container={container} /> },
  {
    key: 'state',
    head: 'State',
    sort: 'stateChanged',
    width: '112px',
    cell: ({ state, stateChanged }) => <ContainerState state={state} reason={<RelativeTime at={stateChanged} always />} />,
  },
  { key: 'created', head: 'Created', sort: 'created', hidden: true, width: '140px', cell: ({ created }) => <TimeText at={created} /> },
  {
    key: 'vulnerabilities',
    head: 'Vulnerabilities',
    sort: 'severity',
    width: '178px',
    cell: (container) => <Vulnerabilities of={container} />,
  },
  { key: 'drift', head: 'Drift', width: '174px', cell: (container) => <DriftCell container={container} /> },
  {
    key: 'lastVmScanDate',
    head: 'Last scanned',
    sort: 'lastVmScanDate',
    width: '108px',
    cell: (container) => <LastScanned of={container} />,
  },
  { key: 'trigger', head: 'Trigger', width: '158px', cell: (container) => <LastTrigger of={container} /> },
  { key: 'updated', head: 'Changed', sort: 'updated', hidden: true, width: '140px', cell: ({ updated }) => <TimeText at={updated} /> },
];

/** A container as a phone shows it. */
export const containerCard = (container: Container): RowCard => ({
  title: <ForeignText>{container.name}</ForeignText>,
  aside: <ContainerState state={container.state} />,
  line: (
    <span className="container-card-line">
      <Vulnerabilities of={container} />
      <DriftCell container={container} />
    </span>
  ),
  meta: (
    <span className="truncate container-card-meta">
      <ForeignText>
        {[container.host.hostname ?? container.host.sensorName, container.image.name ?? container.image.imageId].join(' · ')}
      </ForeignText>
    </span>
  ),
});

export const containerVersion = (container: Container): string =>
  [container.state, container.lastTriedAt, findingsInWords(container), container.isDrift].join(' ');
