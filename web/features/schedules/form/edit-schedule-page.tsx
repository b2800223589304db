import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Schedule } from '#contract/schedules';
import { toProblem } from '../../../api/problem.ts';
import { FailureNote } from '../../../ui/note/note.tsx';
import { NotPermittedPage } from '../../../ui/page/not-permitted-page.tsx';
import { Page } from '../../../ui/page/page.tsx';
import { PageHead } from '../../../ui/page/page-head.tsx';
import { TableSkeleton } from '../../../ui/table/table-skeleton.tsx';
import { scheduleById } from '../queries.ts';
import { useMay } from '../use-me.ts';
import { formValuesOf } from './form-values-of.ts';
import { ScheduleForm } from './schedule-form.tsx';

export function EditSchedulePage({ id }: { readonly id: string }) {
  if (useMay('schedules.write')) return <Reading id={id} />;
  const sentence = 'Your role reads schedules and changes none. Its owner, managers and the managers of its unit change this one.';
  return <NotPermittedPage title="Edit the schedule" parent={{ label: 'Schedules', to: '/schedules' }} sentence={sentence} />;
}

/** The form opens on a schedule as it was read now, not on an older answer. */
function Reading({ id }: { readonly id: string }) {
  const { data, isError, error, refetch, isFetchedAfterMount } = useQuery({ ...scheduleById(id), refetchOnMount: 'always' });
  if (data !== undefined && isFetchedAfterMount) return <OpenedForm schedule={data} />;
  return (
    <Page>
      <PageHead title="Edit the schedule" parent={{ label: 'Schedules', to: '/schedules' }} />
      {isError ? (
        <div className="list-note">
          <FailureNote title="The schedule could not be read." {...toProblem(error)} onRetry={() => void refetch()} />
        </div>
      ) : (
        <TableSkeleton columns={2} density="two-lines" rows={8} />
      )}
    </Page>
  );
}

/** What live updates bring later does not overwrite what is being typed: saving tells of it. */
function OpenedForm({ schedule }: { readonly schedule: Schedule }) {
  const [opened] = useState(schedule);
  return <ScheduleForm schedule={opened} initial={formValuesOf(opened)} title={opened.title} />;
}
