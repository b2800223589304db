import type { AssetGroup } from '#contract/asset-groups';
import type { Column, RowCard } from '../../../ui/table/columns.ts';
import { formatNumber } from '../../../ui/time/format-duration.ts';
import { usedByText } from '../used-by.tsx';

const SHOWN = 3;

function entriesText({ entries }: AssetGroup): string {
  const more = entries.length - SHOWN;
  return `${entries.slice(0, SHOWN).join(', ')}${more > 0 ? ` and ${formatNumber(more)} more` : ''}`;
}

export const hostsText = ({ hosts }: AssetGroup) => `${formatNumber(hosts)} ${hosts === 1 ? 'host' : 'hosts'}`;

/** The columns of the list; the unit only where there are units. */
export const groupColumns = (units: ReadonlyMap<string, string>): readonly Column<AssetGroup>[] => [
  {
    key: 'name',
    head: 'Asset group',
    sort: 'name',
    cell: (group) => (
      <span className="two-lines">
        <span className="cell-name truncate">{group.name}</span>
        <span className="meta truncate">{entriesText(group)}</span>
      </span>
    ),
  },
  {
    key: 'hosts',
    head: 'Hosts',
    width: '110px',
    align: 'right',
    cell: ({ hosts }) => <span className="tabular">{formatNumber(hosts)}</span>,
  },
  ...(units.size === 0
    ? []
    : [{ key: 'unit', head: 'Unit', width: '16%', cell: ({ businessUnitId }: AssetGroup) => units.get(businessUnitId ?? '') ?? '—' }]),
  { key: 'used', head: 'Used by', width: '150px', cell: usedByText },
];

export const groupCard = (group: AssetGroup): RowCard => ({
  title: group.name,
  aside: <span className="tabular nowrap">{hostsText(group)}</span>,
  line: <span className="truncate">{entriesText(group)}</span>,
  meta: usedByText(group),
});
