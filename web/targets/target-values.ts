import type { Schedule } from '#contract/schedules';
import { targetTexts } from './target-lines.ts';

export type Target = Schedule['target'];
export type TargetKind = Target['kind'];
export type TagMatch = 'any' | 'all';

/** What is aimed at, as it is typed. What belongs to another kind is kept while that kind is not chosen; tags and cloud share their tags. */
export interface TargetValues {
  readonly targetKind: TargetKind;
  /** One address, range, network or name a line. */
  readonly include: string;
  readonly exclude: string;
  readonly assetGroupIds: readonly string[];
  readonly tagMatch: TagMatch;
  readonly tagIds: readonly string[];
  readonly exceptTagMatch: TagMatch;
  readonly exceptTagIds: readonly string[];
  /** Empty while none is chosen. */
  readonly connectorId: string;
}

export const BLANK_TARGET: TargetValues = {
  targetKind: 'hosts',
  include: '',
  exclude: '',
  assetGroupIds: [],
  tagMatch: 'any',
  tagIds: [],
  exceptTagMatch: 'any',
  exceptTagIds: [],
  connectorId: '',
};

/** The values with which a form opens for a target that exists. */
export function targetValuesOf(target: Target): TargetValues {
  if (target.kind === 'hosts') {
    const { include, exclude, assetGroupIds } = target;
    return { ...BLANK_TARGET, include: include.join('\n'), exclude: exclude.join('\n'), assetGroupIds };
  }
  const { include, exclude } = target;
  return {
    ...BLANK_TARGET,
    targetKind: target.kind,
    tagMatch: include.match,
    tagIds: include.tagIds,
    ...(exclude !== undefined && { exceptTagMatch: exclude.match, exceptTagIds: exclude.tagIds }),
    ...(target.kind === 'cloud' && { connectorId: target.connectorId }),
  };
}

/** What is sent: the chosen kind alone. */
export function toTarget(values: TargetValues): Target {
  if (values.targetKind === 'hosts') {
    const { include, exclude, assetGroupIds } = values;
    return { kind: 'hosts', include: targetTexts(include), exclude: targetTexts(exclude), assetGroupIds: [...assetGroupIds] };
  }
  const { tagMatch, tagIds, exceptTagMatch, exceptTagIds, connectorId } = values;
  const tags = {
    include: { match: tagMatch, tagIds: [...tagIds] },
    ...(exceptTagIds.length > 0 && { exclude: { match: exceptTagMatch, tagIds: [...exceptTagIds] } }),
  };
  return values.targetKind === 'tags' ? { kind: 'tags', ...tags } : { kind: 'cloud', connectorId, ...tags };
}
