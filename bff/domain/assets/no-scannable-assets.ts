import type { ScheduleTarget } from '../schedules/schedule.ts';

/** The question of seed S14, word for word. */
export const NO_SCANNABLE_ASSETS =
  'No scannable assets match the select tags and connector details. Do you still want to schedule this scan job?';

/** Whether the person is to be asked when the target has no host now: it aims at a cloud, and they have not answered yet. */
export const asksBack = (target: ScheduleTarget, acknowledged: readonly string[] = []): boolean =>
  target.kind === 'cloud' && !acknowledged.includes('no-scannable-assets');
