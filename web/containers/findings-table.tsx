import { IconShieldCheck } from '@tabler/icons-react';
import type { ContainerFinding } from '#contract/container-parts';
import type { Problem } from '../api/problem.ts';
import { FilterBar } from '../ui/filter/filter-bar.tsx';
import { FilterBox } from '../ui/filter/filter-box.tsx';
import { ListTable } from '../ui/list/list-table.tsx';
import type { ListUrlState } from '../ui/list/use-list-url-state.ts';
import { EmptyState } from '../ui/note/empty-state.tsx';
import { FINDING_COLUMNS, findingCard, findingKey } from './finding-columns.tsx';
import { FINDING_FIELDS } from './finding-filter.ts';
import { type PagedRead, rowsOf } from './paged-read.ts';
import './containers.css';

interface FindingsTableProps {
  readonly read: PagedRead<ContainerFinding>;
  readonly problem: Problem | undefined;
  readonly list: ListUrlState;
  /** What stands there when nothing was found, or nothing was looked for. */
  readonly nothing: { readonly title: string; readonly text: string };
}

const labelOf = ({ title, package: name }: ContainerFinding) => `${title}, ${name}`;

/** The known vulnerabilities of an image or a container, worst first. */
export function FindingsTable({ read, problem, list, nothing }: FindingsTableProps) {
  const total = read.data?.pages[0]?.total;
  return (
    <>
      <FilterBar things={total?.count === 1 ? 'finding' : 'findings'} shown={total}>
        <FilterBox label="Filter findings" query={list.query} onChange={list.setQuery} fields={FINDING_FIELDS} />
      </FilterBar>
      <ListTable
        things="findings"
        list={list}
        read={read}
        problem={problem}
        label="Findings"
        columns={FINDING_COLUMNS}
        rows={rowsOf(read)}
        rowKey={findingKey}
        rowLabel={labelOf}
        card={findingCard}
        inline
        empty={
          <EmptyState icon={IconShieldCheck} title={nothing.title}>
            {nothing.text}
          </EmptyState>
        }
      />
    </>
  );
}
