import type { AssetGroup } from '#contract/asset-groups';
import type { ProblemIssue } from '../../../api/problem.ts';
import { atLine, targetTexts } from '../../../targets/target-lines.ts';

/** What a person decides about an asset group. */
export interface GroupDraft {
  readonly name: string;
  /** One address, range, network or name a line. */
  readonly entries: string;
  /** Empty: no unit. */
  readonly businessUnitId: string;
  /** Empty: any appliance scans its hosts. */
  readonly applianceIds: readonly string[];
}

export const GROUP_FIELDS = { name: 'Name', entries: 'Hosts', businessUnitId: 'Business unit', applianceIds: 'Scanned by' } as const;
export type GroupField = keyof typeof GROUP_FIELDS;

export const toGroupDraft = (group: AssetGroup | undefined): GroupDraft => ({
  name: group?.name ?? '',
  entries: group?.entries.join('\n') ?? '',
  businessUnitId: group?.businessUnitId ?? '',
  applianceIds: group?.applianceIds ?? [],
});

export const toGroupInput = ({ name, entries, businessUnitId, applianceIds }: GroupDraft) => ({
  name: name.trim(),
  entries: targetTexts(entries),
  applianceIds: [...applianceIds],
  ...(businessUnitId !== '' && { businessUnitId }),
});

export const wrongInGroup = ({ name, entries }: GroupDraft): Partial<Record<GroupField, string>> => ({
  ...(name.trim() === '' && { name: 'Give it a name.' }),
  ...(targetTexts(entries).length === 0 && { entries: 'Name at least one address, range, network or host name.' }),
});

/** A problem with one entry names its line. */
export function sayGroupIssue({ path: [field, index], message }: ProblemIssue, { entries }: GroupDraft): string {
  return field === 'entries' && typeof index === 'number' ? atLine(entries, index, message) : message;
}
