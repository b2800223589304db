import type { Asset } from '#contract/assets';
import type { Tag } from '#contract/tags';
import { PageLink } from '../../../ui/page/page-link.tsx';
import { Chip } from '../../../ui/status/mark.tsx';
import type { Column, RowCard } from '../../../ui/table/columns.ts';
import { RelativeTime } from '../../../ui/time/time-text.tsx';

export const SOURCES: Record<Asset['source'], string> = { scan: 'found by a scan', import: 'imported', connector: 'cloud connector' };

/** What an asset is called: its address, else its name. */
export const assetTitle = ({ address, name, cloud }: Asset): string => address ?? name ?? cloud?.instanceId ?? 'unnamed';

const systemText = ({ operatingSystem, cloud }: Asset) =>
  operatingSystem ?? (cloud === undefined ? 'system unknown' : `EC2 ${cloud.state}`);

const SHOWN = 2;

interface TagChipsProps {
  readonly tags: readonly Tag[];
  /** All of them, over several lines. */
  readonly all?: boolean;
}

/** Tags as chips: in a row the first two, and how many more. */
export function TagChips({ tags, all = false }: TagChipsProps) {
  const shown = all ? tags : tags.slice(0, SHOWN);
  const more = tags.length - shown.length;
  if (tags.length === 0) return <span className="text-3">—</span>;
  return (
    <span className="asset-tags" data-wrap={all || undefined} title={all ? undefined : tags.map(({ name }) => name).join(', ')}>
      {shown.map(({ id, name }) => (
        <Chip key={id}>
          <span className="truncate">{name}</span>
        </Chip>
      ))}
      {more > 0 && <span className="meta">+{more}</span>}
    </span>
  );
}

export const tagsOf = ({ tagIds }: Asset, tags: ReadonlyMap<string, Tag>): readonly Tag[] =>
  tagIds.flatMap((id) => {
    const tag = tags.get(id);
    return tag === undefined ? [] : [tag];
  });

interface Names {
  readonly tags: ReadonlyMap<string, Tag>;
  readonly units: ReadonlyMap<string, string>;
}

/** The columns of the list; the unit only where there are units. */
export const assetColumns = ({ tags, units }: Names): readonly Column<Asset>[] => [
  {
    key: 'address',
    head: 'Asset',
    sort: 'address',
    cell: (asset) => (
      <span className="two-lines">
        <span className="cell-name truncate">{assetTitle(asset)}</span>
        <span className="meta truncate">{asset.address === undefined ? 'no address' : (asset.name ?? 'no name')}</span>
      </span>
    ),
  },
  {
    key: 'system',
    head: 'System and products',
    width: '24%',
    cell: (asset) => (
      <span className="two-lines" title={asset.products.join(', ')}>
        <span className="truncate">{systemText(asset)}</span>
        <span className="meta truncate">{asset.products.length === 0 ? 'no products known' : asset.products.join(', ')}</span>
      </span>
    ),
  },
  { key: 'tags', head: 'Tags', width: '22%', cell: (asset) => <TagChips tags={tagsOf(asset, tags)} /> },
  ...(units.size === 0
    ? []
    : [{ key: 'unit', head: 'Unit', width: '12%', cell: ({ businessUnitId }: Asset) => units.get(businessUnitId ?? '') ?? '—' }]),
  {
    key: 'seen',
    head: 'Last seen',
    sort: 'lastSeenAt',
    width: '140px',
    cell: (asset) => (
      <span className="two-lines">
        <span className="truncate">{asset.lastSeenAt === undefined ? 'never' : <RelativeTime at={asset.lastSeenAt} />}</span>
        <span className="meta truncate">{SOURCES[asset.source]}</span>
      </span>
    ),
  },
  { key: 'scan', head: 'Last scan', width: '118px', cell: (asset) => <LastScan asset={asset} /> },
];

export function LastScan({ asset: { lastScanId, scannable } }: { readonly asset: Asset }) {
  if (lastScanId === undefined) return <span className="text-3 nowrap">{scannable ? 'none' : 'not scannable'}</span>;
  return (
    <PageLink to="/scans/$id" params={{ id: lastScanId }}>
      See scan
    </PageLink>
  );
}

export const assetCard =
  ({ tags }: Names) =>
  (asset: Asset): RowCard => ({
    title: assetTitle(asset),
    aside: asset.lastSeenAt === undefined ? <span className="meta">never seen</span> : <RelativeTime at={asset.lastSeenAt} />,
    line: <TagChips tags={tagsOf(asset, tags)} />,
    meta: [asset.address === undefined ? undefined : asset.name, systemText(asset)].filter(Boolean).join(' · '),
  });
