import type { Asset } from '#contract/assets';
import type { Tag } from '#contract/tags';

export type TagStep = 'add' | 'remove';

/** What adding or removing tags does to an asset. `nothing`: it stays as it is and is left out. */
export interface TagOutcome {
  readonly kind: 'does' | 'nothing';
  readonly text: string;
  /** All assigned tags that it has afterwards. */
  readonly tagIds: readonly string[];
}

const nameOf = (id: string, tags: ReadonlyMap<string, Tag>) => tags.get(id)?.name ?? 'a tag';

/** The tags that people have assigned to it; those by rule assign themselves. */
export const assignedTags = ({ tagIds }: Asset, tags: ReadonlyMap<string, Tag>): readonly string[] =>
  tagIds.filter((id) => tags.get(id)?.rule.kind === 'static');

/** The outcome for one asset, before it happens. */
export function tagOutcome(step: TagStep, asset: Asset, chosen: readonly string[], tags: ReadonlyMap<string, Tag>): TagOutcome {
  const assigned = assignedTags(asset, tags);
  const touched = chosen.filter((id) => assigned.includes(id) !== (step === 'add'));
  if (touched.length === 0)
    return { kind: 'nothing', text: step === 'add' ? 'carries them already' : 'carries none of them', tagIds: assigned };
  const names = touched.map((id) => nameOf(id, tags)).join(', ');
  return step === 'add'
    ? { kind: 'does', text: `gets ${names}`, tagIds: [...assigned, ...touched] }
    : { kind: 'does', text: `loses ${names}`, tagIds: assigned.filter((id) => !touched.includes(id)) };
}
