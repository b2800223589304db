import { IconServer } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ImageHost } from '#contract/images';
import { problemOf } from '../../api/problem.ts';
import { countedContainers } from '../../containers/counted.ts';
import { TagChips } from '../../ui/image/tag-chips.tsx';
import { EmptyState } from '../../ui/note/empty-state.tsx';
import { FailureNote } from '../../ui/note/note.tsx';
import { PageLink } from '../../ui/page/page-link.tsx';
import type { Column, RowCard } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { TableSkeleton } from '../../ui/table/table-skeleton.tsx';
import { ForeignText } from '../../ui/text/foreign-text.tsx';
import { formatNumber } from '../../ui/time/format-duration.ts';
import { RelativeTime, TimeText } from '../../ui/time/time-text.tsx';
import { imageById, imageHosts } from './queries.ts';

const columns = (sha: string | undefined): readonly Column<ImageHost>[] => [
  {
    key: 'host',
    head: 'Host, sensor',
    width: '26%',
    cell: ({ hostName, sensorName, sensorId }) => (
      <span className="two-lines">
        <span className="cell-name truncate">
          <ForeignText>{hostName ?? sensorName}</ForeignText>
        </span>
        <PageLink to="/sensors" search={{ open: sensorId }} className="meta truncate">
          {sensorName}
        </PageLink>
      </span>
    ),
  },
  { key: 'names', head: 'Its names there', cell: ({ repoTags }) => <TagChips tags={repoTags} atMost={4} /> },
  {
    key: 'containers',
    head: 'Containers',
    width: '104px',
    align: 'right',
    cell: ({ containersCount: count, hostName }) =>
      count === 0 || sha === undefined ? (
        formatNumber(count)
      ) : (
        <PageLink to="/containers" search={{ q: `imageSha:${sha}${hostName === undefined ? '' : ` and host.hostname:\`${hostName}\``}` }}>
          {formatNumber(count)}
        </PageLink>
      ),
  },
  { key: 'first', head: 'First seen', width: '150px', cell: ({ firstSeenAt }) => <TimeText at={firstSeenAt} /> },
  { key: 'last', head: 'Last told', width: '110px', cell: ({ lastSeenAt }) => <RelativeTime at={lastSeenAt} /> },
];

const card = ({ hostName, sensorName, repoTags, containersCount }: ImageHost): RowCard => ({
  title: <ForeignText>{hostName ?? sensorName}</ForeignText>,
  line: <TagChips tags={repoTags} atMost={2} />,
  meta: `${countedContainers(containersCount)} · ${sensorName}`,
});

/** The hosts that have it, what they call it, and how many containers of it they run. */
export function HostsTab({ id }: { readonly id: string }) {
  const read = useQuery(imageHosts(id));
  const sha = useQuery(imageById(id)).data?.sha;
  const problem = problemOf(read.error);
  return (
    <>
      {problem !== undefined && (
        <div className="list-note">
          <FailureNote title="The hosts could not be read." {...problem} onRetry={() => void read.refetch()} />
        </div>
      )}
      {read.isPending && <TableSkeleton columns={5} density="two-lines" rows={4} />}
      {read.data !== undefined && (
        <DataTable
          label="Hosts"
          columns={columns(sha)}
          rows={read.data.items}
          rowKey={({ sensorId }) => sensorId}
          rowLabel={({ hostName, sensorName }) => hostName ?? sensorName}
          card={card}
          inline
          empty={
            <EmptyState icon={IconServer} title="On no host">
              It was on one, and what was found stays until the retention time is over.
            </EmptyState>
          }
        />
      )}
    </>
  );
}
