import { IconBox } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useKeptViews } from '../../api/kept-views.ts';
import { problemOf } from '../../api/problem.ts';
import { NoSensorsYet } from '../../containers/no-sensors-yet.tsx';
import { rowsOf } from '../../containers/paged-read.ts';
import { QqlSearch } from '../../qql/qql-search.tsx';
import { shownColumns } from '../../ui/list/chosen-columns.ts';
import { ListActions } from '../../ui/list/list-actions.tsx';
import { ListTable } from '../../ui/list/list-table.tsx';
import { useListUrlState } from '../../ui/list/use-list-url-state.ts';
import { Page, PageBody } from '../../ui/page/page.tsx';
import { PageHead } from '../../ui/page/page-head.tsx';
import { CONTAINER_COLUMNS, containerCard, containerVersion } from './container-columns.tsx';
import { containerList } from './queries.ts';
import './containers.css';

const keyOf = ({ id }: { readonly id: string }) => id;

/** The containers of all hosts: what they do, what is wrong with them, and how they differ from their images. */
export function ContainersPage() {
  const list = useListUrlState('updated:desc');
  const containers = useInfiniteQuery(containerList(list.input));
  const views = useKeptViews('containers');
  const navigate = useNavigate();
  return (
    <Page>
      <PageHead title="Containers" count={containers.data?.pages[0]?.total} />
      <QqlSearch
        entity="containers"
        list={list}
        actions={<ListActions name="containers" list={list} columns={CONTAINER_COLUMNS} views={views} />}
      />
      <PageBody>
        <ListTable
          things="containers"
          list={list}
          read={containers}
          problem={problemOf(containers.error)}
          label="Containers"
          columns={shownColumns(CONTAINER_COLUMNS, list.columns)}
          rows={rowsOf(containers)}
          rowKey={keyOf}
          rowLabel={({ name }) => name}
          onOpen={({ id }) => void navigate({ to: '/containers/$id', params: { id } })}
          version={containerVersion}
          card={containerCard}
          empty={
            <NoSensorsYet icon={IconBox} title="No containers yet" things="containers">
              A container is scanned when it runs for the first time, and looked at for drift from then on.
            </NoSensorsYet>
          }
        />
      </PageBody>
    </Page>
  );
}
