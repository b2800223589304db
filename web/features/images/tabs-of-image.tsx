import { IconPackage } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { Software } from '#contract/container-parts';
import type { Image } from '#contract/images';
import { problemOf } from '../../api/problem.ts';
import { findingFilter } from '../../containers/finding-filter.ts';
import { FindingsTable } from '../../containers/findings-table.tsx';
import { rowsOf } from '../../containers/paged-read.ts';
import { TriggerHistory } from '../../containers/trigger-history.tsx';
import { FilterBar } from '../../ui/filter/filter-bar.tsx';
import { FilterBox } from '../../ui/filter/filter-box.tsx';
import { parseTerms } from '../../ui/filter/filter-terms.ts';
import { ListTable } from '../../ui/list/list-table.tsx';
import { useListUrlState } from '../../ui/list/use-list-url-state.ts';
import { EmptyState } from '../../ui/note/empty-state.tsx';
import { imageById, imageFindings, imageSoftware, imageTriggers } from './queries.ts';
import { SOFTWARE_COLUMNS, softwareCard, softwareKey } from './software-columns.tsx';

interface TabProps {
  readonly id: string;
}

const UNKNOWN = { title: 'Not known', text: 'It was not scanned with a manifest: nothing can be said of its vulnerabilities.' };
const NONE = { title: 'No findings', text: 'The manifest that it was matched with knows of no vulnerability in its packages.' };

const isKnown = (image: Image | undefined) => image?.vulnerabilities !== undefined && image.scanState !== 'not-matched';

export function FindingsTab({ id }: TabProps) {
  const list = useListUrlState('severity:desc');
  const image = useQuery(imageById(id)).data;
  const read = useInfiniteQuery(imageFindings(id, findingFilter(list.query)));
  return <FindingsTable read={read} problem={problemOf(read.error)} list={list} nothing={isKnown(image) ? NONE : UNKNOWN} />;
}

const NO_FIELDS = [] as const;

export function PackagesTab({ id }: TabProps) {
  const list = useListUrlState('name:asc');
  const search = parseTerms(list.query)
    .map(({ name, value }) => (name === undefined ? value : `${name}:${value}`))
    .join(' ');
  const read = useInfiniteQuery(imageSoftware(id, search));
  const total = read.data?.pages[0]?.total;
  return (
    <>
      <FilterBar things={total?.count === 1 ? 'package' : 'packages'} shown={total}>
        <FilterBox label="Find packages" query={list.query} onChange={list.setQuery} fields={NO_FIELDS} />
      </FilterBar>
      <ListTable
        things="packages"
        list={list}
        read={read}
        problem={problemOf(read.error)}
        label="Packages"
        columns={SOFTWARE_COLUMNS}
        rows={rowsOf(read)}
        rowKey={softwareKey}
        rowLabel={({ name, version }: Software) => `${name} ${version}`}
        density="one-line"
        card={softwareCard}
        onOpen="nothing"
        inline
        empty={
          <EmptyState icon={IconPackage} title="No packages">
            Either it was not scanned yet, or it holds none that a package manager knows: a static program.
          </EmptyState>
        }
      />
    </>
  );
}

export function HistoryTab({ id }: TabProps) {
  const read = useInfiniteQuery(imageTriggers(id));
  return <TriggerHistory read={read} problem={problemOf(read.error)} thing="image" />;
}
