import { Button } from '@mantine/core';
import { IconPlus, IconTags } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Tag } from '#contract/tags';
import { problemOf } from '../../../api/problem.ts';
import { FilterBar } from '../../../ui/filter/filter-bar.tsx';
import { FilterBox, type FilterField } from '../../../ui/filter/filter-box.tsx';
import { ListTable } from '../../../ui/list/list-table.tsx';
import { useListUrlState } from '../../../ui/list/use-list-url-state.ts';
import { EmptyState } from '../../../ui/note/empty-state.tsx';
import { Page, PageBody } from '../../../ui/page/page.tsx';
import { PageHead } from '../../../ui/page/page-head.tsx';
import { AssetsTabs } from '../assets-tabs.tsx';
import { tagList, useMay } from '../queries.ts';
import { TAG_COLUMNS, tagCard } from './tag-columns.tsx';
import { TagDialog } from './tag-dialog.tsx';
import { RemoveTag, TagPanel } from './tag-panel.tsx';
import '../assets.css';

const FIELDS: readonly FilterField[] = [
  { name: 'kind', hint: 'how it is carried', values: ['static', 'network', 'name', 'product', 'cloud'] },
];

/** Words on assets, for targets. */
export function TagsPage() {
  const list = useListUrlState('name:asc');
  const tags = useInfiniteQuery(tagList(list.input));
  const mayWrite = useMay('tags.write');
  const [editing, setEditing] = useState<Tag | 'new'>();
  const [removing, setRemoving] = useState<Tag>();
  const rows = tags.data?.pages.flatMap(({ items }) => items) ?? [];
  const total = tags.data?.pages[0]?.total;
  const open = rows.find(({ id }) => id === list.open);
  const create = mayWrite && (
    <Button leftSection={<IconPlus size={16} stroke={1.8} />} onClick={() => setEditing('new')}>
      New tag
    </Button>
  );
  const panel = open !== undefined && (
    <TagPanel
      tag={open}
      change={mayWrite ? { edit: () => setEditing(open), remove: () => setRemoving(open) } : undefined}
      onClose={() => list.setOpen(undefined)}
    />
  );
  const removed = () => {
    setRemoving(undefined);
    list.setOpen(undefined);
  };
  const empty = (
    <EmptyState icon={IconTags} title="No tags yet" action={create}>
      A tag says what assets are: assigned by people, or by a rule on network, name, product or cloud tag. Targets chosen by tags follow the
      assets.
    </EmptyState>
  );
  return (
    <Page>
      <PageHead title="Tags" count={list.query === '' ? total : undefined} actions={create} />
      <AssetsTabs />
      <FilterBar things={total?.count === 1 ? 'tag' : 'tags'} shown={total}>
        <FilterBox label="Filter tags" query={list.query} onChange={list.setQuery} fields={FIELDS} />
      </FilterBar>
      <PageBody panel={panel}>
        <ListTable
          things="tags"
          list={list}
          read={tags}
          problem={problemOf(tags.error)}
          label="Tags"
          columns={TAG_COLUMNS}
          rows={rows}
          rowKey={({ id }) => id}
          rowLabel={({ name }) => name}
          card={tagCard}
          empty={empty}
        />
      </PageBody>
      {editing !== undefined && <TagDialog tag={editing === 'new' ? undefined : editing} onClose={() => setEditing(undefined)} />}
      {removing !== undefined && <RemoveTag tag={removing} onClose={() => setRemoving(undefined)} onRemoved={removed} />}
    </Page>
  );
}
