import type { Schedule } from '#contract/schedules';

interface Told {
  readonly when: string;
  readonly who: string;
}

const UNITS = { minutes: 'min', hours: 'h', days: 'd' } as const;

/** Who is told of a launch, and when: "2 h before", "Completed", … */
export function toldOf(notifications: Schedule['notifications'], ownerName: string, groups: ReadonlyMap<string, string>): Told[] {
  const { before, completed, delayed, skipped, deactivated, distributionGroupIds } = notifications;
  const who = [ownerName, ...distributionGroupIds.map((id) => groups.get(id) ?? 'a distribution group')].join(', ');
  const rows: [string, object | undefined][] = [
    [before === undefined ? '' : `${before.amount} ${UNITS[before.unit]} before`, before],
    ['Completed', completed],
    ['Delayed', delayed],
    ['Skipped', skipped],
    ['Deactivated', deactivated],
  ];
  return rows.flatMap(([when, wanted]) => (wanted === undefined ? [] : [{ when, who }]));
}
