import { useQuery } from '@tanstack/react-query';
import type { Schedule } from '#contract/schedules';
import { useTimes } from '../../ui/time/times.tsx';
import { FactList } from './fact-list.tsx';
import { launchZone } from './launch-zone.ts';
import { allAppliances, optionProfiles } from './queries.ts';

const READY: readonly string[] = ['online', 'busy', 'updating', 'late'];

/** Targets, scanners and profile of the next launch, and when its duration stops and resumes it. */
export function WhatWillRun({ schedule }: { readonly schedule: Schedule }) {
  const { data: profiles } = useQuery(optionProfiles());
  const { data: appliances } = useQuery(allAppliances());
  const profile = profiles?.items.find(({ id }) => id === schedule.optionProfileId);
  const chosen = new Set(schedule.scanners.kind === 'appliances' ? schedule.scanners.ids : []);
  const allowed = appliances?.items.filter(({ id, state }) => (chosen.size === 0 ? state !== 'retired' : chosen.has(id)));
  const ready = allowed?.filter(({ state }) => READY.includes(state)).length;
  const names = schedule.scannerNames.join(', ') || 'Any appliance';
  const stop = useStopTimes(schedule);
  return (
    <FactList
      facts={[
        { label: 'Targets', value: schedule.targetText },
        { label: 'Scanners', value: allowed === undefined ? names : `${names}: ${ready} of ${allowed.length} online` },
        { label: 'Profile', value: profile?.name ?? '' },
        { label: 'Priority', value: schedule.priority === 0 ? 'None' : String(schedule.priority) },
        ...(stop === undefined ? [] : [stop]),
      ]}
    />
  );
}

function useStopTimes({ nextLaunch, duration, timeZone }: Schedule) {
  const { format } = useTimes();
  if (nextLaunch === undefined || duration === undefined) return undefined;
  const zone = launchZone(nextLaunch, timeZone);
  const startDay = format(nextLaunch.at, { zone, style: 'day' });
  const show = (at: string) => {
    const sameDay = format(at, { zone, style: 'day' }) === startDay;
    return format(at, { zone, withoutZone: true, ...(sameDay && { style: 'clock' }) });
  };
  if (nextLaunch.cancelsAt !== undefined) return { label: 'Cancel', value: `${show(nextLaunch.cancelsAt)}` };
  if (nextLaunch.pausesAt === undefined) return undefined;
  const resumes = nextLaunch.resumesAt === undefined ? 'resumed by a person' : `resumes ${show(nextLaunch.resumesAt)}`;
  return { label: 'Pause', value: `${show(nextLaunch.pausesAt)}, ${resumes}` };
}
