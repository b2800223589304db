import { Button } from '@mantine/core';
import { IconListDetails, IconPencil, IconPlayerPlay } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Schedule } from '#contract/schedules';
import { toProblem } from '../../api/problem.ts';
import { useListUrlState } from '../../ui/list/use-list-url-state.ts';
import { EmptyState } from '../../ui/note/empty-state.tsx';
import { FailureNote } from '../../ui/note/note.tsx';
import { Page, PageScroll, Region } from '../../ui/page/page.tsx';
import { PageHead } from '../../ui/page/page-head.tsx';
import { PageLink } from '../../ui/page/page-link.tsx';
import { DataTable } from '../../ui/table/data-table.tsx';
import { TableSkeleton } from '../../ui/table/table-skeleton.tsx';
import { AfterThat } from './after-that.tsx';
import { launchCard, launchColumns } from './launch-columns.tsx';
import { NextLaunch } from './next-launch-panel.tsx';
import { launchesOfSchedule, scheduleById } from './queries.ts';
import { LastResult, ScheduleStatus } from './schedule-cells.tsx';
import { ScheduleMenu } from './schedule-menu.tsx';
import { useCarryOut } from './use-carry-out.ts';
import { useMay } from './use-me.ts';
import { WhatWillRun } from './what-will-run.tsx';
import './schedules.css';

const PARENT = { label: 'Schedules', to: '/schedules' };

/** One schedule: its sentence, what comes, what was. */
export function ScheduleDetailPage({ id }: { readonly id: string }) {
  const { data: schedule, isError, error, refetch } = useQuery(scheduleById(id));
  if (schedule !== undefined) return <ScheduleDetail schedule={schedule} />;
  return (
    <Page>
      <PageHead title="Schedule" parent={PARENT} />
      {isError ? (
        <div className="list-note">
          <FailureNote title="The schedule could not be read." {...toProblem(error)} onRetry={() => void refetch()} />
        </div>
      ) : (
        <TableSkeleton columns={3} density="two-lines" rows={6} />
      )}
    </Page>
  );
}

function ScheduleDetail({ schedule }: { readonly schedule: Schedule }) {
  const { lastScan, nextLaunch, recurrence } = schedule;
  return (
    <Page>
      <PageHead
        title={schedule.title}
        parent={PARENT}
        aside={<ScheduleStatus schedule={schedule} withReason={false} />}
        actions={<DetailActions schedule={schedule} />}
      />
      <PageScroll>
        <p className="detail-sentence panel-sentence">{schedule.sentence}</p>
        <div className="detail-columns">
          <Region title="Next launch">
            <NextLaunch schedule={schedule} />
          </Region>
          {nextLaunch !== undefined && recurrence.kind !== 'once' && (
            <Region title="After that">
              <AfterThat schedule={schedule} next={nextLaunch} />
            </Region>
          )}
          <Region title="What will run">
            <WhatWillRun schedule={schedule} />
          </Region>
          <Region title="Last result">
            <LastResult schedule={schedule} />
            {lastScan !== undefined && (
              <p className="panel-link">
                <PageLink to="/scans/$id" params={{ id: lastScan.id }}>
                  See the scan
                </PageLink>
              </p>
            )}
            {!schedule.active && (
              <div className="detail-inactive">
                <ScheduleStatus schedule={schedule} />
              </div>
            )}
          </Region>
        </div>
        <Region title="Launches" flush>
          <LaunchesOfSchedule id={schedule.id} />
        </Region>
      </PageScroll>
    </Page>
  );
}

function DetailActions({ schedule }: { readonly schedule: Schedule }) {
  const navigate = useNavigate();
  const carryOut = useCarryOut();
  const [mayWrite, mayLaunch] = [useMay('schedules.write'), useMay('scans.launch')];
  const { id } = schedule;
  return (
    <>
      {mayLaunch && (
        <Button
          variant="default"
          leftSection={<IconPlayerPlay size={16} stroke={1.7} />}
          loading={carryOut.isPending}
          onClick={() => carryOut.mutate({ verb: 'launch', schedule })}
        >
          Launch now
        </Button>
      )}
      {mayWrite && (
        <Button
          leftSection={<IconPencil size={16} stroke={1.7} />}
          renderRoot={(root) => <Link {...root} to="/schedules/$id/edit" params={{ id }} />}
        >
          Edit
        </Button>
      )}
      <ScheduleMenu schedule={schedule} onRemoved={() => void navigate({ to: '/schedules' })} />
    </>
  );
}

/** The ledger of one schedule. */
function LaunchesOfSchedule({ id }: { readonly id: string }) {
  const list = useListUrlState('nominalAt:desc');
  const rows = useInfiniteQuery(launchesOfSchedule(id, { sort: list.sort }));
  const columns = useMemo(() => launchColumns(true), []);
  const launches = rows.data?.pages.flatMap(({ items }) => items) ?? [];
  if (rows.isError) {
    return (
      <div className="list-note">
        <FailureNote title="The launches could not be read." {...toProblem(rows.error)} onRetry={() => void rows.refetch()} />
      </div>
    );
  }
  if (rows.isPending) return <TableSkeleton columns={6} density="ledger" rows={5} />;
  return (
    <DataTable
      label="Launches"
      columns={columns}
      rows={launches}
      rowKey={(launch) => launch.id}
      rowLabel={({ scheduleTitle }) => scheduleTitle}
      density="ledger"
      sort={list.sort}
      onSort={list.setSort}
      card={launchCard}
      inline
      more={{ hasMore: rows.hasNextPage, loading: rows.isFetchingNextPage, onMore: () => void rows.fetchNextPage() }}
      empty={
        <EmptyState icon={IconListDetails} title="Not launched yet">
          Each launch is written down here: when it was due, what was decided, and why.
        </EmptyState>
      }
    />
  );
}
