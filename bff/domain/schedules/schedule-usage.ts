/** What schedules use, and what can therefore not be deleted. */
export type UsedThing = 'asset-group' | 'tag' | 'connector' | 'option-profile';

/** The schedules that use a thing: all counted, the first few that the person may see named. */
export interface ScheduleUsage {
  readonly count: number;
  readonly schedules: { readonly id: string; readonly title: string }[];
}

export const UNUSED: ScheduleUsage = { count: 0, schedules: [] };

const NOUNS: Record<UsedThing, string> = {
  'asset-group': 'asset group',
  tag: 'tag',
  connector: 'connector',
  'option-profile': 'option profile',
};

/** Why the thing cannot be deleted, with the schedules that use it; undefined when none does. */
export function whyStillUsed(thing: UsedThing, { count, schedules }: ScheduleUsage): string | undefined {
  if (count === 0) return undefined;
  const named = schedules.map(({ title }) => `“${title.length > 60 ? `${title.slice(0, 59)}…` : title}”`).join(', ');
  const more = count - schedules.length;
  const all = schedules.length === 0 ? `${count} that you may not see` : more === 0 ? named : `${named} and ${more} more`;
  return `Schedules use this ${NOUNS[thing]}: ${all}. Edit or delete them first.`;
}
