import { Button } from '@mantine/core';
import { IconPlayerPlay, IconTrash } from '@tabler/icons-react';
import { FilterBar } from '../../ui/filter/filter-bar.tsx';
import { FilterBox } from '../../ui/filter/filter-box.tsx';
import { useListUrlState } from '../../ui/list/use-list-url-state.ts';
import { PageBody, Region } from '../../ui/page/page.tsx';
import { PanelSection, SidePanel } from '../../ui/panel/side-panel.tsx';
import { Fact, Facts } from '../../ui/stat/facts.tsx';
import { Status } from '../../ui/status/status.tsx';
import { BulkBar } from '../../ui/table/bulk-bar.tsx';
import type { Column } from '../../ui/table/columns.ts';
import { DataTable } from '../../ui/table/data-table.tsx';
import { useSelection } from '../../ui/table/use-selection.ts';

interface Row {
  readonly id: string;
  readonly title: string;
}

const ROWS: readonly Row[] = Array.from({ length: 100_000 }, (_, index) => ({ id: `row-${index}`, title: `Branch network ${index + 1}` }));

const COLUMNS: readonly Column<Row>[] = [
  {
    key: 'title',
    head: 'Schedule and target',
    sort: 'title',
    cell: ({ title }) => (
      <span className="two-lines">
        <span className="cell-name truncate">{title}</span>
        <span className="meta truncate">10.81.0.0/16</span>
      </span>
    ),
  },
  { key: 'words', head: 'Recurrence', cell: () => 'Every day at 04:00' },
  { key: 'status', head: 'Status', width: '120px', cell: () => <Status name="active" /> },
];

const FIELDS = [
  { name: 'status', hint: 'active or not', values: ['active', 'inactive'] },
  { name: 'owner', hint: 'whose it is' },
];

/** A list of 100,000 rows with everything that a list has. */
export function Tables() {
  const list = useListUrlState('title:asc');
  const selection = useSelection();
  const open = ROWS.find(({ id }) => id === list.open);
  return (
    <Region title="List" flush>
      <FilterBar shown={{ count: ROWS.length, exact: true }} things="schedules">
        <FilterBox label="Filter schedules" query={list.query} onChange={list.setQuery} fields={FIELDS} />
      </FilterBar>
      <div className="dev-ui-list">
        <PageBody
          panel={
            open !== undefined && (
              <SidePanel title={open.title} width={312} subtitle="Every day at 04:00, Tokyo time." onClose={() => list.setOpen(undefined)}>
                <PanelSection title="Next launch">
                  <p className="panel-loud tabular">Fri 6 Mar 04:00 JST</p>
                  <Facts>
                    <Fact label="Mine">Thu 5 Mar 20:00 CET</Fact>
                    <Fact label="UTC">Thu 5 Mar 19:00 UTC</Fact>
                  </Facts>
                </PanelSection>
              </SidePanel>
            )
          }
          foot={
            <BulkBar count={selection.selected.size} onClear={selection.clear}>
              <Button variant="subtle" leftSection={<IconPlayerPlay size={16} stroke={1.8} />}>
                Launch now
              </Button>
              <Button variant="subtle" leftSection={<IconTrash size={16} stroke={1.8} />}>
                Delete
              </Button>
            </BulkBar>
          }
        >
          <DataTable
            label="Schedules"
            columns={COLUMNS}
            rows={ROWS}
            rowKey={({ id }) => id}
            rowLabel={({ title }) => title}
            sort={list.sort}
            onSort={list.setSort}
            selection={selection}
            openKey={list.open}
            onOpen={({ id }) => list.setOpen(id)}
            card={({ title }) => ({ title, aside: <Status name="active" />, line: 'Fri 6 Mar 04:00 JST', meta: 'Every day at 04:00' })}
          />
        </PageBody>
      </div>
    </Region>
  );
}
