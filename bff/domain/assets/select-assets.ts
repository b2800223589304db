import type { TagSelection } from '../schedules/schedule.ts';

/** What of a target says which assets it means. */
export interface AssetSelection {
  readonly include: TagSelection;
  readonly exclude?: TagSelection | undefined;
}

/** Whether an asset that carries these tags is meant. An empty selection includes nothing and excludes nothing. */
export function isSelected({ include, exclude }: AssetSelection, carried: ReadonlySet<string>): boolean {
  return carries(include, carried) && (exclude === undefined || !carries(exclude, carried));
}

/** Whether these tags fit the selection. */
export function carries({ match, tagIds }: TagSelection, carried: ReadonlySet<string>): boolean {
  if (tagIds.length === 0) return false;
  return match === 'any' ? tagIds.some((id) => carried.has(id)) : tagIds.every((id) => carried.has(id));
}

/** Why a launch found nothing to scan. `empty`: the included tags that no scannable asset carries, in the words of people. */
export function whyNothingScannable(empty: readonly string[], { include, exclude }: AssetSelection): string {
  if (empty.length > 0) return `No host: no scannable asset carries the ${tagsText(empty)}.`;
  if (include.match === 'all' && include.tagIds.length > 1) return 'No host: no scannable asset carries all of the tags together.';
  return exclude === undefined
    ? 'No host: no scannable asset carries the tags.'
    : 'No host: every scannable asset of the tags is excluded.';
}

/** What a launch says of tags that it skipped. */
export const skippedTags = (empty: readonly string[]): string =>
  `Skipped the ${tagsText(empty)}: no scannable asset carries ${empty.length === 1 ? 'it' : 'them'}.`;

/** What a launch says of hosts that another way would have led to an excluded asset. */
export const leftOutAsExcluded = (hosts: number): string =>
  `Left out ${hosts === 1 ? '1 host' : `${hosts} hosts`}: an excluded asset has the same address or name.`;

/** `tag “A”`, `tags “A” and “B”`, `tags “A”, “B” and 7 more`. */
function tagsText(names: readonly string[]): string {
  const shown = names.slice(0, 5).map((name) => `“${name}”`);
  const rest = names.length - shown.length;
  const last = rest > 0 ? `${rest} more` : shown.length > 1 ? shown.pop() : undefined;
  return `${names.length === 1 ? 'tag' : 'tags'} ${shown.join(', ')}${last === undefined ? '' : ` and ${last}`}`;
}
