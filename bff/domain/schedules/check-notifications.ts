import type { Issue } from '../issue.ts';
import type { ScheduleNotifications } from './schedule.ts';

/** How long before a launch a notification may be sent, per unit; both ends inclusive. */
const BEFORE = { minutes: { least: 5, most: 120 }, hours: { least: 1, most: 24 }, days: { least: 1, most: 31 } } as const;

/** What is wrong with the notifications of a schedule (seed S6). */
export function checkNotifications({ before, distributionGroupIds }: ScheduleNotifications): Issue[] {
  const issues: Issue[] = [];
  if (before !== undefined) {
    const { least, most } = BEFORE[before.unit];
    if (before.amount < least || before.amount > most) {
      const message = `Between ${least} and ${most} ${before.unit} before the launch would do`;
      issues.push({ path: ['notifications', 'before', 'amount'], code: 'notice-out-of-range', message });
    }
  }
  for (const i of distributionGroupIds.keys()) {
    const message = 'There is no such distribution group: notifications go to the owner';
    issues.push({ path: ['notifications', 'distributionGroupIds', i], code: 'distribution-group-unknown', message });
  }
  return issues;
}
