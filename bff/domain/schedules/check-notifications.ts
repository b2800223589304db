import type { Issue } from '../issue.ts';
import type { ScheduleNotifications } from './schedule.ts';

/** How long before a launch a notification may be sent, per unit; both ends inclusive. */
const BEFORE = { minutes: { least: 5, most: 120 }, hours: { least: 1, most: 24 }, days: { least: 1, most: 31 } } as const;

/** What is wrong with the notifications of a schedule (seed S6). */
export function checkNotifications({ before }: Pick<ScheduleNotifications, 'before'>): Issue[] {
  const issues: Issue[] = [];
  if (before !== undefined) {
    const { least, most } = BEFORE[before.unit];
    if (before.amount < least || before.amount > most) {
      const message = `Between ${least} and ${most} ${before.unit} before the launch would do`;
      issues.push({ path: ['notifications', 'before', 'amount'], code: 'notice-out-of-range', message });
    }
  }
  return issues;
}

/** Every group that a schedule cannot tell: it does not exist, or is not for this person to see. */
export const checkGroups = (groupIds: readonly string[], known: ReadonlySet<string>): Issue[] =>
  groupIds.flatMap((id, i): Issue[] => {
    const message = 'There is no such distribution group, or it is not yours to see: choose one from the list';
    return known.has(id) ? [] : [{ path: ['notifications', 'distributionGroupIds', i], code: 'distribution-group-unknown', message }];
  });
