import { useQuery } from '@tanstack/react-query';
import type { PlannedLaunch, Schedule } from '#contract/schedules';
import { Mark } from '../../ui/status/mark.tsx';
import { useTimes } from '../../ui/time/times.tsx';
import { launchZone } from './launch-zone.ts';
import { launchPreview, planOf } from './queries.ts';

const SHOWN = 5;

/** The launches that follow the next one, as the engine works them out. */
export function AfterThat({ schedule, next }: { readonly schedule: Schedule; readonly next: PlannedLaunch }) {
  const { format } = useTimes();
  const { endsAfter, ...plan } = planOf(schedule);
  // What is counted already is known to the schedule alone: the limit is applied here, to the launches that are left.
  const left = endsAfter === undefined ? SHOWN + 1 : Math.min(SHOWN + 1, endsAfter - schedule.occurrencesCounted);
  const { data } = useQuery(launchPreview({ ...plan, from: next.at, count: Math.max(1, left) }));
  const launches = data?.launches.filter(({ at }) => at !== next.at).slice(0, SHOWN) ?? [];
  if (data !== undefined && launches.length === 0) return <p className="text-2">Nothing: the next launch is the last.</p>;
  return (
    <ol className="after-that" aria-label="Launches after the next">
      {launches.map((launch) => {
        const zone = launchZone(launch, schedule.timeZone);
        return (
          <li key={launch.at}>
            <span className="tabular">{format(launch.at, { zone, style: 'day' })}</span>
            <span className="tabular">{format(launch.at, { zone, style: 'clock' })}</span>
            {launch.note !== undefined && <Mark kind={launch.note} />}
          </li>
        );
      })}
    </ol>
  );
}
