import { SeverityChip } from '../../ui/severity/severity-bar.tsx';
import type { Column, RowCard } from '../../ui/table/columns.ts';
import { type FindingRow, findingRows } from './result-rows.ts';
import { RowsOfHosts } from './rows-of-hosts.tsx';

const portOf = ({ port, protocol }: FindingRow) => (port === undefined ? '—' : `${port}/${protocol ?? 'tcp'}`);

const CVES_SHOWN = 3;

/** A package that was not updated for a year lacks dozens; the panel of the host has all of them. */
const cvesInWords = ({ cves }: FindingRow) =>
  cves.length > CVES_SHOWN ? `${cves.slice(0, CVES_SHOWN).join(', ')} and ${cves.length - CVES_SHOWN} more` : cves.join(', ');

const COLUMNS: readonly Column<FindingRow>[] = [
  { key: 'severity', head: 'Severity', width: '84px', cell: ({ severity }) => <SeverityChip severity={severity} /> },
  { key: 'title', head: 'Finding', cell: ({ title }) => <span className="cell-name">{title}</span> },
  { key: 'host', head: 'Host', width: '20%', cell: ({ host }) => host },
  { key: 'port', head: 'Port', width: '96px', cell: (row) => <span className="mono">{portOf(row)}</span> },
  { key: 'fixed', head: 'Fixed in', width: '16%', cell: ({ fixedVersion }) => <span className="mono">{fixedVersion ?? '—'}</span> },
  { key: 'cves', head: 'CVE', width: '16%', cell: (row) => <span className="mono">{cvesInWords(row) || '—'}</span> },
];

const card = (row: FindingRow): RowCard => ({
  title: row.title,
  aside: <SeverityChip severity={row.severity} />,
  line: `${row.host}, ${portOf(row)}`,
  ...(row.cves.length > 0 && { meta: cvesInWords(row) }),
});

const versionOf = ({ evidence }: FindingRow) => evidence;

/** The findings of a scan, worst first. */
export const FindingsTab = ({ id }: { readonly id: string }) => (
  <RowsOfHosts
    id={id}
    things="findings"
    hostOrder="severity:desc"
    label="Findings"
    columns={COLUMNS}
    rowsOf={findingRows}
    rowLabel={({ title, host }) => `${title}, ${host}`}
    version={versionOf}
    card={card}
  />
);
