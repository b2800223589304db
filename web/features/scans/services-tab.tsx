import type { Column, RowCard } from '../../ui/table/columns.ts';
import { type ServiceRow, serviceRows } from './result-rows.ts';
import { RowsOfHosts } from './rows-of-hosts.tsx';

const productOf = ({ product, version }: ServiceRow) => [product, version].filter(Boolean).join(' ') || '—';

const COLUMNS: readonly Column<ServiceRow>[] = [
  { key: 'host', head: 'Host', cell: ({ host }) => <span className="cell-name">{host}</span> },
  { key: 'port', head: 'Port', width: '110px', cell: ({ port, protocol }) => <span className="mono">{`${port}/${protocol}`}</span> },
  { key: 'name', head: 'Service', width: '18%', cell: ({ name }) => name ?? '—' },
  { key: 'product', head: 'Product, version', width: '28%', cell: productOf },
  { key: 'tls', head: 'TLS', width: '80px', cell: ({ tls }) => (tls ? 'yes' : 'no') },
];

const card = (row: ServiceRow): RowCard => ({
  title: `${row.port}/${row.protocol}${row.name === undefined ? '' : ` ${row.name}`}`,
  line: productOf(row),
  meta: `${row.host}${row.tls ? ', TLS' : ''}`,
});

/** The open services that a scan found, host by host. */
export const ServicesTab = ({ id }: { readonly id: string }) => (
  <RowsOfHosts
    id={id}
    things="services"
    hostOrder="address:asc"
    label="Services"
    columns={COLUMNS}
    rowsOf={serviceRows}
    rowLabel={({ host, port }) => `${host} ${port}`}
    version={productOf}
    card={card}
  />
);
