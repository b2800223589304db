import { Button } from '@mantine/core';
import { IconFileImport, IconTag, IconTopologyStar3 } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { problemOf } from '../../../api/problem.ts';
import { FilterBar } from '../../../ui/filter/filter-bar.tsx';
import { FilterBox, type FilterField } from '../../../ui/filter/filter-box.tsx';
import { ListTable } from '../../../ui/list/list-table.tsx';
import { useListUrlState } from '../../../ui/list/use-list-url-state.ts';
import { EmptyState } from '../../../ui/note/empty-state.tsx';
import { Page, PageBody } from '../../../ui/page/page.tsx';
import { PageHead } from '../../../ui/page/page-head.tsx';
import { BulkBar } from '../../../ui/table/bulk-bar.tsx';
import { useSelection } from '../../../ui/table/use-selection.ts';
import { AssetsTabs } from '../assets-tabs.tsx';
import { assetList, useMay, useTags, useUnitNames } from '../queries.ts';
import { assetCard, assetColumns, assetTitle } from './asset-columns.tsx';
import { AssetPanel } from './asset-panel.tsx';
import { BulkTagPanel } from './bulk-tag-panel.tsx';
import { ImportDialog } from './import-dialog.tsx';
import '../assets.css';

const FIELDS: readonly FilterField[] = [
  { name: 'tag', hint: 'the name of a tag' },
  { name: 'network', hint: 'an address, range or network' },
  { name: 'product', hint: 'part of a product' },
  { name: 'source', hint: 'how it is known', values: ['scan', 'import', 'connector'] },
  { name: 'connector', hint: 'the name of a cloud connector' },
  { name: 'scannable', hint: 'whether a scan reaches it', values: ['yes', 'no'] },
];

/** What the page shows: rows, what is checked, and whose panel is open. */
function useAssets() {
  const list = useListUrlState('address:asc');
  const read = useInfiniteQuery(assetList(list.input));
  const rows = useMemo(() => read.data?.pages.flatMap(({ items }) => items) ?? [], [read.data]);
  const selection = useSelection();
  const [tagging, setTagging] = useState(false);
  const chosen = rows.filter(({ id }) => selection.selected.has(id));
  const stopTagging = () => {
    setTagging(false);
    selection.clear();
  };
  return { list, read, rows, selection, chosen, tagging, startTagging: () => setTagging(true), stopTagging };
}

/** Hosts that scans can aim at: found, imported, or told by a cloud. */
export function AssetsPage() {
  const { list, read, rows, selection, chosen, tagging, startTagging, stopTagging } = useAssets();
  const tags = useTags(rows.flatMap(({ tagIds }) => tagIds));
  const units = useUnitNames();
  const mayWrite = useMay('assets.write');
  const [importing, setImporting] = useState(false);
  const total = read.data?.pages[0]?.total;
  const names = { tags, units };
  const importButton = mayWrite && (
    <Button leftSection={<IconFileImport size={16} stroke={1.8} />} onClick={() => setImporting(true)}>
      Import CSV
    </Button>
  );
  const panel =
    tagging && chosen.length > 0 ? (
      <BulkTagPanel key={chosen.map(({ id }) => id).join()} chosen={chosen} onClose={stopTagging} />
    ) : (
      list.open !== undefined && (
        <AssetPanel key={list.open} id={list.open} unit={(id) => units.get(id ?? '')} onClose={() => list.setOpen(undefined)} />
      )
    );
  const empty = (
    <EmptyState icon={IconTopologyStar3} title="No assets yet" action={importButton}>
      Every host that a scan finds alive is listed here. You can also import a list, or connect a cloud account.
    </EmptyState>
  );
  return (
    <Page>
      <PageHead title="Assets" count={list.query === '' ? total : undefined} actions={importButton} />
      <AssetsTabs />
      <FilterBar things={total?.count === 1 ? 'asset' : 'assets'} shown={total}>
        <FilterBox label="Filter assets" query={list.query} onChange={list.setQuery} fields={FIELDS} />
      </FilterBar>
      <PageBody
        panel={panel}
        foot={
          <BulkBar count={chosen.length} onClear={stopTagging}>
            <Button variant="subtle" color="gray" leftSection={<IconTag size={16} stroke={1.7} />} onClick={startTagging}>
              Tags
            </Button>
          </BulkBar>
        }
      >
        <ListTable
          things="assets"
          list={list}
          read={read}
          problem={problemOf(read.error)}
          label="Assets"
          columns={assetColumns(names)}
          rows={rows}
          rowKey={({ id }) => id}
          rowLabel={assetTitle}
          {...(mayWrite && { selection })}
          card={assetCard(names)}
          empty={empty}
        />
      </PageBody>
      {importing && <ImportDialog onClose={() => setImporting(false)} />}
    </Page>
  );
}
