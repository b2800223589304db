import { Button } from '@mantine/core';
import { IconAntenna, IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useKeptViews } from '../../api/kept-views.ts';
import { problemOf } from '../../api/problem.ts';
import { meOptions } from '../../api/session.ts';
import { rowsOf } from '../../containers/paged-read.ts';
import { FilterBar } from '../../ui/filter/filter-bar.tsx';
import { FilterBox, type FilterField } from '../../ui/filter/filter-box.tsx';
import { shownColumns } from '../../ui/list/chosen-columns.ts';
import { ColumnsMenu } from '../../ui/list/columns-menu.tsx';
import { ListTable } from '../../ui/list/list-table.tsx';
import { useListUrlState } from '../../ui/list/use-list-url-state.ts';
import { ViewsMenu } from '../../ui/list/views-menu.tsx';
import { EmptyState } from '../../ui/note/empty-state.tsx';
import { Page, PageBody } from '../../ui/page/page.tsx';
import { PageHead } from '../../ui/page/page-head.tsx';
import { useIsPhone } from '../../ui/use-is-phone.ts';
import { sensorList } from './queries.ts';
import { SENSOR_COLUMNS, sensorCard, sensorVersion } from './sensor-columns.tsx';
import { SensorPanel } from './sensor-panel.tsx';
import { useSensorActions } from './use-sensor-actions.tsx';
import './sensors.css';

const FIELDS: readonly FilterField[] = [
  { name: 'kind', hint: 'what it follows', values: ['general', 'cicd'] },
  { name: 'status', hint: 'its state', values: ['online', 'offline', 'unknown', 'never-connected', 'retired'] },
];

const keyOf = ({ id }: { readonly id: string }) => id;

/** The sensors: whether they are heard, what they follow, what they scan with. */
export function SensorsPage() {
  const list = useListUrlState('name:asc');
  const { data: me } = useSuspenseQuery(meOptions());
  const sensors = useInfiniteQuery(sensorList(list.input));
  const search: Record<string, unknown> = useSearch({ strict: false });
  const [asked] = useState(search['add'] === 'sensor');
  const mayWrite = me.permissions.includes('sensors.write');
  const actions = useSensorActions(asked && mayWrite);
  const views = useKeptViews('sensors');
  const phone = useIsPhone();
  const total = sensors.data?.pages[0]?.total;
  const add = mayWrite && (
    <Button leftSection={<IconPlus size={16} stroke={1.8} />} onClick={actions.add}>
      Add sensor
    </Button>
  );
  const listActions = (
    <>
      <ViewsMenu views={views} now={list} defaultSort={list.defaultSort} onRestore={list.restore} />
      {!phone && <ColumnsMenu columns={SENSOR_COLUMNS} chosen={list.columns} onChange={list.setColumns} />}
    </>
  );
  return (
    <Page>
      <PageHead title="Sensors" count={list.query === '' ? total : undefined} actions={add} />
      <FilterBar things={total?.count === 1 ? 'sensor' : 'sensors'} shown={total} actions={listActions}>
        <FilterBox label="Filter sensors" query={list.query} onChange={list.setQuery} fields={FIELDS} />
      </FilterBar>
      <PageBody panel={list.open !== undefined && <SensorPanel list={list} id={list.open} actions={mayWrite ? actions : undefined} />}>
        <ListTable
          things="sensors"
          list={list}
          read={sensors}
          problem={problemOf(sensors.error)}
          label="Sensors"
          columns={shownColumns(SENSOR_COLUMNS, list.columns)}
          rows={rowsOf(sensors)}
          rowKey={keyOf}
          rowLabel={({ name }) => name}
          version={sensorVersion}
          card={sensorCard}
          empty={
            <EmptyState icon={IconAntenna} title="No sensors yet" action={add}>
              A sensor stands on a container host or in a pipeline. It says which images and containers there are, scans them, and says why.
            </EmptyState>
          }
        />
      </PageBody>
      {actions.dialogs}
    </Page>
  );
}
