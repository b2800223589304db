import type { DistributionGroupRow } from '#contract/distribution-groups';
import type { Column, RowCard } from '../../ui/table/columns.ts';
import { formatNumber } from '../../ui/time/format-duration.ts';

const addresses = ({ emailCount, firstEmails }: DistributionGroupRow): string => {
  const more = emailCount - firstEmails.length;
  return `${firstEmails.join(', ')}${more > 0 ? ` and ${formatNumber(more)} more` : ''}`;
};

export const GROUP_COLUMNS: readonly Column<DistributionGroupRow>[] = [
  {
    key: 'name',
    head: 'Name',
    sort: 'name',
    cell: (group) => (
      <span className="two-lines">
        <span className="cell-name truncate">{group.name}</span>
        <span className="meta truncate">{addresses(group)}</span>
      </span>
    ),
  },
  {
    key: 'count',
    head: 'Addresses',
    width: '100px',
    align: 'right',
    cell: ({ emailCount }) => <span className="tabular">{formatNumber(emailCount)}</span>,
  },
  {
    key: 'usedBy',
    head: 'Used by',
    width: '130px',
    align: 'right',
    cell: ({ usedBy }) => <span className="text-2 tabular">{usedBy === 1 ? '1 schedule' : `${formatNumber(usedBy)} schedules`}</span>,
  },
  { key: 'owner', head: 'Owner', width: '200px', cell: ({ owner }) => <span className="truncate">{owner.name}</span> },
];

export const groupCard = (group: DistributionGroupRow): RowCard => ({
  title: group.name,
  aside: <span className="tabular text-2">{formatNumber(group.emailCount)}</span>,
  line: addresses(group),
  meta: `Used by ${group.usedBy === 1 ? '1 schedule' : `${formatNumber(group.usedBy)} schedules`}, ${group.owner.name}`,
});
