import { IconStack2 } from '@tabler/icons-react';
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
import { IMAGE_COLUMNS, imageCard, imageLabel, imageVersion } from './image-columns.tsx';
import { imageList } from './queries.ts';
import './images.css';

const keyOf = ({ id }: { readonly id: string }) => id;

/** The images on all hosts, by digest: what they are called, what is wrong with them, and why they were scanned. */
export function ImagesPage() {
  const list = useListUrlState('updated:desc');
  const images = useInfiniteQuery(imageList(list.input));
  const views = useKeptViews('images');
  const navigate = useNavigate();
  const total = images.data?.pages[0]?.total;
  return (
    <Page>
      <PageHead title="Images" count={total} />
      <QqlSearch entity="images" list={list} actions={<ListActions name="images" list={list} columns={IMAGE_COLUMNS} views={views} />} />
      <PageBody>
        <ListTable
          things="images"
          list={list}
          read={images}
          problem={problemOf(images.error)}
          label="Images"
          columns={shownColumns(IMAGE_COLUMNS, list.columns)}
          rows={rowsOf(images)}
          rowKey={keyOf}
          rowLabel={imageLabel}
          onOpen={({ id }) => void navigate({ to: '/images/$id', params: { id } })}
          version={imageVersion}
          card={imageCard}
          empty={
            <NoSensorsYet icon={IconStack2} title="No images yet" things="images">
              Every image that is pulled, loaded, imported or built on a host of a sensor is scanned once, and stands here with why.
            </NoSensorsYet>
          }
        />
      </PageBody>
    </Page>
  );
}
