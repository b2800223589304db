import type { Tag } from '#contract/tags';
import { formatTerms } from '../../../ui/filter/filter-terms.ts';
import { PageLink } from '../../../ui/page/page-link.tsx';
import type { Column, RowCard } from '../../../ui/table/columns.ts';
import { formatNumber } from '../../../ui/time/format-duration.ts';
import { usedByText } from '../used-by.tsx';
import { ruleText } from './tag-draft.ts';

const KINDS: Record<Tag['rule']['kind'], string> = {
  static: 'Assigned',
  network: 'Network',
  name: 'Name',
  product: 'Product',
  cloud: 'Cloud tag',
};

/** How many carry it, as a link to them. */
export function AssetCount({ tag: { name, assetCount } }: { readonly tag: Tag }) {
  return (
    <PageLink to="/assets" search={{ q: formatTerms([{ name: 'tag', value: name }]) }} className="tabular">
      {formatNumber(assetCount)}
    </PageLink>
  );
}

export const TAG_COLUMNS: readonly Column<Tag>[] = [
  {
    key: 'name',
    head: 'Tag',
    sort: 'name',
    cell: ({ name, rule }) => (
      <span className="two-lines">
        <span className="cell-name truncate">{name}</span>
        <span className="meta truncate">{ruleText(rule)}</span>
      </span>
    ),
  },
  { key: 'kind', head: 'By', width: '110px', cell: ({ rule }) => KINDS[rule.kind] },
  { key: 'assets', head: 'Assets', width: '100px', align: 'right', cell: (tag) => <AssetCount tag={tag} /> },
  { key: 'used', head: 'Used by', width: '150px', cell: usedByText },
];

export const tagCard = (tag: Tag): RowCard => ({
  title: tag.name,
  aside: (
    <span className="nowrap">
      {formatNumber(tag.assetCount)} {tag.assetCount === 1 ? 'asset' : 'assets'}
    </span>
  ),
  line: <span className="truncate">{ruleText(tag.rule)}</span>,
  meta: usedByText(tag),
});
