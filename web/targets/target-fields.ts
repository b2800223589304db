import type { ProblemIssue } from '../api/problem.ts';
import { atLine, targetTexts } from './target-lines.ts';
import type { TargetValues } from './target-values.ts';

/** Every field of a target at which an error can stand: its label, and the values that it edits. */
export const TARGET_FIELDS = {
  targetKind: { label: 'Targets by', values: ['targetKind'] },
  include: { label: 'Addresses, ranges, networks or names', values: ['include'] },
  exclude: { label: 'Except', values: ['exclude'] },
  assetGroupIds: { label: 'Asset groups', values: ['assetGroupIds'] },
  connectorId: { label: 'Cloud connector', values: ['connectorId'] },
  tagIds: { label: 'Tags', values: ['tagIds', 'tagMatch'] },
  exceptTagIds: {
    label: 'Except tags',
    values: ['exceptTagIds', 'exceptTagMatch'],
  },
} as const;

export type TargetField = keyof typeof TARGET_FIELDS;
export type TargetErrors = Partial<Record<TargetField, string>>;
export const TARGET_FIELD_NAMES = Object.keys(TARGET_FIELDS) as TargetField[];

/** What can be seen to be missing before the server is asked. */
export function targetErrors(values: TargetValues): TargetErrors {
  const { targetKind, include, assetGroupIds, tagIds, connectorId } = values;
  if (targetKind === 'hosts') {
    const nothing = targetTexts(include).length === 0 && assetGroupIds.length === 0;
    return nothing ? { include: 'Name at least one address, range, network or host name, or choose an asset group.' } : {};
  }
  return {
    ...(targetKind === 'cloud' && connectorId === '' && { connectorId: 'Choose a cloud connector.' }),
    ...(tagIds.length === 0 && { tagIds: 'Choose at least one tag.' }),
  };
}

/** The field at which an issue with the target stands; undefined: it is not about the target. */
export function targetFieldOf({ path: [root, part, detail] }: ProblemIssue, { targetKind }: TargetValues): TargetField | undefined {
  if (root !== 'target') return undefined;
  if (part === 'assetGroupIds' || part === 'connectorId') return part;
  const ofTags = detail === 'tagIds' || detail === 'match' || targetKind !== 'hosts';
  if (part === 'exclude') return ofTags ? 'exceptTagIds' : 'exclude';
  return ofTags ? 'tagIds' : 'include';
}

/** What an issue with the target says: one with a line of addresses names it. */
export function targetMessageOf({ path: [root, part, index], message }: ProblemIssue, values: TargetValues): string {
  if (root !== 'target' || typeof index !== 'number' || (part !== 'include' && part !== 'exclude')) return message;
  return atLine(values[part], index, message);
}
