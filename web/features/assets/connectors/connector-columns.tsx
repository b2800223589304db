import type { Connector } from '#contract/connectors';
import { Status } from '../../../ui/status/status.tsx';
import type { Column, RowCard } from '../../../ui/table/columns.ts';
import { formatNumber } from '../../../ui/time/format-duration.ts';
import { RelativeTime } from '../../../ui/time/time-text.tsx';
import { usedByText } from '../used-by.tsx';

const STATES = { 'never-synced': 'never-connected', ok: 'succeeded', failing: 'failed' } as const;

/** How its last synchronisation went. */
export function SyncStatus({ connector: { state, lastTriedAt, lastError } }: { readonly connector: Connector }) {
  const reason = state === 'failing' ? lastError : lastTriedAt !== undefined && <RelativeTime at={lastTriedAt} />;
  return <Status name={STATES[state]} reason={reason === false || reason === undefined ? 'not yet' : reason} />;
}

export const instancesText = ({ instanceCount, scannableCount }: Connector) =>
  `${formatNumber(scannableCount)} of ${formatNumber(instanceCount)}`;

export const CONNECTOR_COLUMNS: readonly Column<Connector>[] = [
  {
    key: 'name',
    head: 'Cloud connector',
    cell: ({ name, regions }) => (
      <span className="two-lines">
        <span className="cell-name truncate">{name}</span>
        <span className="meta truncate">AWS EC2, {regions.join(', ')}</span>
      </span>
    ),
  },
  { key: 'sync', head: 'Last synchronisation', width: '34%', cell: (connector) => <SyncStatus connector={connector} /> },
  {
    key: 'instances',
    head: 'Scannable instances',
    width: '150px',
    align: 'right',
    cell: (connector) => <span className="tabular">{instancesText(connector)}</span>,
  },
  { key: 'used', head: 'Used by', width: '130px', cell: usedByText },
];

export const connectorCard = (connector: Connector): RowCard => ({
  title: connector.name,
  aside: <Status name={STATES[connector.state]} />,
  line: connector.state === 'failing' ? connector.lastError : `${instancesText(connector)} instances can be scanned`,
  meta: `AWS EC2, ${connector.regions.join(', ')} · ${usedByText(connector)}`,
});
