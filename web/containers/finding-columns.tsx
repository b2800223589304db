import type { ContainerFinding } from '#contract/container-parts';
import { ShortDigest } from '../ui/image/digest.tsx';
import { SeverityChip } from '../ui/severity/severity-bar.tsx';
import type { Column, RowCard } from '../ui/table/columns.ts';
import { ForeignText } from '../ui/text/foreign-text.tsx';

const CVES_SHOWN = 2;

/** The first few; the panel of the finding has all of them. */
export const cvesInShort = ({ cveids }: ContainerFinding): string =>
  cveids.length > CVES_SHOWN ? `${cveids.slice(0, CVES_SHOWN).join(', ')} and ${cveids.length - CVES_SHOWN} more` : cveids.join(', ');

/** One per advisory, package and place. */
export const findingKey = ({ advisoryId, package: name, installedVersion, path = '', layer = '' }: ContainerFinding): string =>
  [advisoryId, name, installedVersion, path, layer].join(' ');

export const FINDING_COLUMNS: readonly Column<ContainerFinding>[] = [
  { key: 'severity', head: 'Severity', width: '84px', cell: ({ severity }) => <SeverityChip severity={severity} /> },
  {
    key: 'title',
    head: 'Finding',
    cell: ({ title, advisoryId }) => (
      <span className="two-lines">
        <span className="cell-name truncate" title={title}>
          <ForeignText>{title}</ForeignText>
        </span>
        <span className="meta mono truncate">{advisoryId}</span>
      </span>
    ),
  },
  {
    key: 'package',
    head: 'Package, installed',
    width: '20%',
    cell: ({ package: name, installedVersion }) => (
      <span className="two-lines">
        <span className="truncate" title={name}>
          <ForeignText>{name}</ForeignText>
        </span>
        <span className="meta mono truncate" title={installedVersion}>
          <ForeignText>{installedVersion}</ForeignText>
        </span>
      </span>
    ),
  },
  { key: 'fixed', head: 'Fixed in', width: '16%', cell: (finding) => <FixedIn finding={finding} /> },
  { key: 'cves', head: 'CVE', width: '16%', cell: (finding) => <span className="mono">{cvesInShort(finding) || '—'}</span> },
  {
    key: 'layer',
    head: 'Brought by',
    width: '124px',
    cell: ({ layer, origin }) => (origin === 'drift' ? 'drift' : layer === undefined ? '—' : <ShortDigest digest={layer} />),
  },
];

function FixedIn({ finding: { fixedVersion } }: { readonly finding: ContainerFinding }) {
  if (fixedVersion === undefined) return <span className="meta">no fix yet</span>;
  return (
    <span className="mono truncate tone-text finding-fixed" data-tone="ok" title={fixedVersion}>
      <ForeignText>{fixedVersion}</ForeignText>
    </span>
  );
}

export const findingCard = (finding: ContainerFinding): RowCard => ({
  title: <ForeignText>{finding.title}</ForeignText>,
  aside: <SeverityChip severity={finding.severity} />,
  line: (
    <span className="truncate">
      <ForeignText>{`${finding.package} ${finding.installedVersion}`}</ForeignText>
    </span>
  ),
  meta: [finding.fixedVersion === undefined ? 'no fix yet' : `fixed in ${finding.fixedVersion}`, cvesInShort(finding)]
    .filter(Boolean)
    .join(' · '),
});
