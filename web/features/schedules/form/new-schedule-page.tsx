import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { TimeZone } from '#contract/profiles';
import type { Schedule } from '#contract/schedules';
import { toProblem } from '../../../api/problem.ts';
import { FailureNote } from '../../../ui/note/note.tsx';
import { NotPermittedPage } from '../../../ui/page/not-permitted-page.tsx';
import { Page } from '../../../ui/page/page.tsx';
import { PageHead } from '../../../ui/page/page-head.tsx';
import { TableSkeleton } from '../../../ui/table/table-skeleton.tsx';
import { useTimes } from '../../../ui/time/times.tsx';
import { wallClock } from '../../../ui/time/wall-clock.ts';
import { allTimeZones } from '../../../zones/zone-queries.ts';
import { scheduleById } from '../queries.ts';
import { useMay } from '../use-me.ts';
import { formValuesOf } from './form-values-of.ts';
import { ScheduleForm } from './schedule-form.tsx';
import { blankValues, type ScheduleFormValues } from './schedule-form-values.ts';

const DAY_MS = 24 * 3600 * 1000;
const two = (value: number) => String(value).padStart(2, '0');

/** A suggestion to start from: tomorrow, where the viewer is. */
function suggestion(zones: readonly TimeZone[], viewerZone: string, nowMs: number): ScheduleFormValues {
  const zone = zones.find(({ id, keywords }) => id === viewerZone || keywords.includes(viewerZone));
  const { year, month, day } = wallClock(nowMs + DAY_MS, viewerZone);
  return blankValues(zone?.id ?? '', zone?.observesDst ?? false, `${year}-${two(month)}-${two(day)}`);
}

/** A copy is new: it has another title, and whoever makes it owns it. */
const copyOf = (schedule: Schedule): ScheduleFormValues => ({
  ...formValuesOf(schedule),
  title: `Copy of ${schedule.title}`,
  ownerId: '',
});

interface NewSchedulePageProps {
  /** Id of the schedule to start from. */
  readonly duplicate: string | undefined;
}

export function NewSchedulePage(props: NewSchedulePageProps) {
  if (useMay('schedules.write')) return <Preparing {...props} />;
  const sentence = 'Your role reads schedules and creates none. Managers, unit managers and scanners create them.';
  return <NotPermittedPage title="New schedule" parent={{ label: 'Schedules', to: '/schedules' }} sentence={sentence} />;
}

function Preparing({ duplicate }: NewSchedulePageProps) {
  const zones = useQuery(allTimeZones());
  const original = useQuery({ ...scheduleById(duplicate ?? ''), enabled: duplicate !== undefined });
  const failed = [zones, original].find(({ isError }) => isError);
  if (zones.data !== undefined && (duplicate === undefined || original.data !== undefined)) {
    return <OpenedForm zones={zones.data} original={original.data} />;
  }
  return (
    <Page>
      <PageHead title="New schedule" parent={{ label: 'Schedules', to: '/schedules' }} />
      {failed === undefined ? (
        <TableSkeleton columns={2} density="two-lines" rows={8} />
      ) : (
        <div className="list-note">
          <FailureNote title="The form could not be prepared." {...toProblem(failed.error)} onRetry={() => void failed.refetch()} />
        </div>
      )}
    </Page>
  );
}

interface OpenedFormProps {
  readonly zones: readonly TimeZone[];
  readonly original: Schedule | undefined;
}

function OpenedForm({ zones, original }: OpenedFormProps) {
  const { viewerZone, nowMs } = useTimes();
  const [initial] = useState(() => (original === undefined ? suggestion(zones, viewerZone, nowMs()) : copyOf(original)));
  return <ScheduleForm initial={initial} title="New schedule" />;
}
