import type { Schedule } from '#contract/schedules';

/** What stands where a schedule has no next launch: a continuous one follows its scan, or a launch that waits. */
export function noNextLaunch({ active, recurrence, lastLaunch }: Schedule): string {
  if (!active || recurrence.kind !== 'continuous') return 'No next launch';
  if (lastLaunch?.verdict !== 'waiting') return 'When this scan ends';
  return lastLaunch.reason?.code === 'nothing-to-scan' ? 'When there is a host to scan' : 'When its launch need not wait';
}
