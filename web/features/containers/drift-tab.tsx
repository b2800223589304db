import { IconReplace } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ContainerDetail } from '#contract/containers';
import { EmptyState } from '../../ui/note/empty-state.tsx';
import { Region } from '../../ui/page/page.tsx';
import { Chip } from '../../ui/status/mark.tsx';
import type { Column, RowCard } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { ForeignText } from '../../ui/text/foreign-text.tsx';
import { formatNumber } from '../../ui/time/format-duration.ts';
import { TimeText } from '../../ui/time/time-text.tsx';
import { containerById } from './queries.ts';

type Software = ContainerDetail['driftSoftware'][number];
type File = ContainerDetail['driftFiles'][number];

const TONES = { added: 'ok', removed: 'bad', changed: 'accent' } as const;

const Change = ({ of }: { readonly of: Software['change'] }) => <Chip tone={TONES[of]}>{of}</Chip>;

const versions = ({ version, versionBefore }: Software) => (versionBefore === undefined ? version : `${versionBefore} → ${version}`);

const SOFTWARE: readonly Column<Software>[] = [
  { key: 'change', head: 'Change', width: '96px', cell: ({ change }) => <Change of={change} /> },
  {
    key: 'name',
    head: 'Package',
    cell: ({ name }) => (
      <span className="cell-name truncate drift-cell">
        <ForeignText>{name}</ForeignText>
      </span>
    ),
  },
  {
    key: 'version',
    head: 'Version',
    width: '34%',
    cell: (row) => (
      <span className="mono truncate drift-cell" title={versions(row)}>
        <ForeignText>{versions(row)}</ForeignText>
      </span>
    ),
  },
  { key: 'ecosystem', head: 'Ecosystem', width: '130px', cell: ({ ecosystem }) => ecosystem },
];

const FILES: readonly Column<File>[] = [
  { key: 'change', head: 'Change', width: '96px', cell: ({ change }) => <Change of={change} /> },
  {
    key: 'path',
    head: 'Path',
    cell: ({ path }) => (
      <span className="mono truncate drift-cell" title={path}>
        <ForeignText>{path}</ForeignText>
      </span>
    ),
  },
];

const softwareCard = (row: Software): RowCard => ({
  title: <ForeignText>{row.name}</ForeignText>,
  aside: <Change of={row.change} />,
  meta: <ForeignText>{versions(row)}</ForeignText>,
});

const fileCard = ({ path, change }: File): RowCard => ({ title: <ForeignText>{path}</ForeignText>, aside: <Change of={change} /> });

/** How it differs from its image, in software and in files (C7). */
export function DriftTab({ id }: { readonly id: string }) {
  const container = useQuery(containerById(id)).data;
  if (container === undefined) return null;
  const { drift, isDrift, driftSoftware, driftFiles } = container;
  if (drift.lookedAt === undefined) {
    return (
      <EmptyState icon={IconReplace} title="Not looked for yet">
        A running container is compared with its image 48 hours after its last scan, unless its sensor is told another time.
      </EmptyState>
    );
  }
  const looked = (
    <span className="meta">
      looked <TimeText at={drift.lookedAt} />
    </span>
  );
  if (!isDrift) {
    return (
      <EmptyState icon={IconReplace} title="As its image">
        No package and no file differed, {looked}.
      </EmptyState>
    );
  }
  return (
    <>
      <Region title={`Software, ${formatNumber(drift.softwareCount)}`} aside={looked} flush>
        {driftSoftware.length === 0 && <p className="meta drift-none">No package differs.</p>}
        {driftSoftware.length > 0 && (
          <DataTable
            label="Software that differs"
            columns={SOFTWARE}
            rows={driftSoftware}
            rowKey={({ change, ecosystem, name, version }) => [change, ecosystem, name, version].join(' ')}
            rowLabel={({ name }) => name}
            density="one-line"
            card={softwareCard}
            inline
          />
        )}
      </Region>
      <Region
        title={`Files, ${formatNumber(drift.fileCount)}`}
        aside={drift.fileCount > driftFiles.length && <span>the first {formatNumber(driftFiles.length)}</span>}
        flush
      >
        {driftFiles.length === 0 && <p className="meta drift-none">No file differs.</p>}
        {driftFiles.length > 0 && (
          <DataTable
            label="Files that differ"
            columns={FILES}
            rows={driftFiles}
            rowKey={({ change, path }) => `${change} ${path}`}
            rowLabel={({ path }) => path}
            density="one-line"
            card={fileCard}
            inline
          />
        )}
      </Region>
    </>
  );
}
