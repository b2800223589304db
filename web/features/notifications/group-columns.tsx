import type { DistributionGroupRow } from '#contract/distribution-groups';
import type { Column, RowCard } from '../../ui/table/columns.ts';
import { formatNumber } from '../../ui/time/format-duration.ts';

const addresses = ({ emailCount, firstEmails }: DistributionGroupRow): string => {
  const more = emailCount - firstEmails.length;
  return `${firstEmails.join(', ')}${more > 0 ? ` and ${formatNumber(more)} more` : ''}`;
};

/** `2 schedules, alerts`. */
export function usedByWords({ usedBy, usedByAlerts }: Pick<DistributionGroupRow, 'usedBy' | 'usedByAlerts'>): string {
  const schedules = usedBy === 1 ? '1 schedule' : `${formatNumber(usedBy)} schedules`;
  if (!usedByAlerts) return schedules;
  return usedBy === 0 ? 'alerts' : `${schedules}, alerts`;
}

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
    width: '170px',
    align: 'right',
    cell: (group) => <span className="text-2 tabular">{usedByWords(group)}</span>,
  },
  { key: 'owner', head: 'Owner', width: '200px', cell: ({ owner }) => <span className="truncate">{owner.name}</span> },
];

export const groupCard = (group: DistributionGroupRow): RowCard => ({
  title: group.name,
  aside: <span className="tabular text-2">{formatNumber(group.emailCount)}</span>,
  line: addresses(group),
  meta: `Used by ${usedByWords(group)}, ${group.owner.name}`,
});
