import type { TargetField } from './target-fields.ts';
import { targetTexts } from './target-lines.ts';
import type { TargetValues } from './target-values.ts';
import type { TargetNames } from './use-target-names.ts';

const SHOWN = 3;
const KINDS = { hosts: 'hosts', tags: 'tags', cloud: 'a cloud account' } as const;

function listed(texts: readonly string[], word: string): string {
  const more = texts.length - SHOWN;
  return texts.length === 0 ? 'nothing' : `${texts.slice(0, SHOWN).join(word)}${more > 0 ? ` and ${more} more` : ''}`;
}

const namesOf = (ids: readonly string[], names: ReadonlyMap<string, string>) => ids.map((id) => names.get(id) ?? id);

/** What a field of the targets says, in a few words: after "was", and beside what somebody else has made of it. */
export function describeTargetField(field: TargetField, values: TargetValues, names: TargetNames): string {
  switch (field) {
    case 'targetKind':
      return KINDS[values.targetKind];
    case 'include':
    case 'exclude':
      return listed(targetTexts(values[field]), ', ');
    case 'assetGroupIds':
      return listed(namesOf(values.assetGroupIds, names.assetGroups), ', ');
    case 'connectorId':
      return values.connectorId === '' ? 'none' : listed(namesOf([values.connectorId], names.connectors), '');
    case 'tagIds':
      return listed(namesOf(values.tagIds, names.tags), values.tagMatch === 'all' ? ' and ' : ' or ');
    case 'exceptTagIds':
      return listed(namesOf(values.exceptTagIds, names.tags), values.exceptTagMatch === 'all' ? ' and ' : ' or ');
  }
}
