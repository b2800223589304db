import { IconStack2 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { problemOf } from '../../api/problem.ts';
import { ShortDigest } from '../../ui/image/digest.tsx';
import { EmptyState } from '../../ui/note/empty-state.tsx';
import { FailureNote } from '../../ui/note/note.tsx';
import type { Column, RowCard } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { TableSkeleton } from '../../ui/table/table-skeleton.tsx';
import { ForeignText } from '../../ui/text/foreign-text.tsx';
import { formatBytes, formatNumber } from '../../ui/time/format-duration.ts';
import { imageLayers } from './queries.ts';

interface LayerRow {
  readonly place: number;
  readonly digest: string;
  readonly size: number;
  readonly createdBy?: string | undefined;
  readonly softwareCount: number;
  readonly findingsCount: number;
}

const COLUMNS: readonly Column<LayerRow>[] = [
  { key: 'place', head: 'No.', width: '64px', cell: ({ place }) => <span className="tabular">{place}</span> },
  {
    key: 'step',
    head: 'Build step',
    cell: ({ createdBy = 'not told' }) => (
      <span className="mono truncate package-cell" title={createdBy}>
        <ForeignText>{createdBy}</ForeignText>
      </span>
    ),
  },
  { key: 'digest', head: 'Digest', width: '124px', cell: ({ digest }) => <ShortDigest digest={digest} /> },
  { key: 'size', head: 'Size', width: '90px', align: 'right', cell: ({ size }) => formatBytes(size) },
  { key: 'packages', head: 'Packages', width: '90px', align: 'right', cell: ({ softwareCount }) => formatNumber(softwareCount) },
  { key: 'findings', head: 'Findings', width: '90px', align: 'right', cell: ({ findingsCount }) => formatNumber(findingsCount) },
];

const card = ({ place, createdBy = 'not told', size, softwareCount, findingsCount }: LayerRow): RowCard => ({
  title: <ForeignText>{`${place}. ${createdBy}`}</ForeignText>,
  meta: `${formatBytes(size)} · ${formatNumber(softwareCount)} packages · ${formatNumber(findingsCount)} findings`,
});

/** The layers, oldest first: what each brought in. */
export function LayersTab({ id }: { readonly id: string }) {
  const read = useQuery(imageLayers(id));
  const problem = problemOf(read.error);
  return (
    <>
      {problem !== undefined && (
        <div className="list-note">
          <FailureNote title="The layers could not be read." {...problem} onRetry={() => void read.refetch()} />
        </div>
      )}
      {read.isPending && <TableSkeleton columns={5} density="one-line" rows={6} />}
      {read.data !== undefined && (
        <DataTable
          label="Layers"
          columns={COLUMNS}
          rows={read.data.items.map((layer, index) => ({ ...layer, place: index + 1 }))}
          rowKey={({ place }) => String(place)}
          rowLabel={({ place }) => `Layer ${place}`}
          density="one-line"
          card={card}
          inline
          empty={
            <EmptyState icon={IconStack2} title="No layers known">
              The first scan of the image tells its layers.
            </EmptyState>
          }
        />
      )}
    </>
  );
}
