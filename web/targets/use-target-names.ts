import { useQueries, useQuery } from '@tanstack/react-query';
import { cloudConnectors, groupById, tagById } from './target-queries.ts';
import type { TargetValues } from './target-values.ts';

/** What the ids of targets stand for, as far as it is known by now. */
export interface TargetNames {
  readonly tags: ReadonlyMap<string, string>;
  readonly assetGroups: ReadonlyMap<string, string>;
  readonly connectors: ReadonlyMap<string, string>;
}

const once = (ids: readonly string[]) => [...new Set(ids)];

const named = (items: readonly ({ readonly id: string; readonly name: string } | undefined)[]) =>
  new Map(items.flatMap((item): [string, string][] => (item === undefined ? [] : [[item.id, item.name]])));

/** The names of everything that these targets mention. */
export function useTargetNames(targets: readonly TargetValues[]): TargetNames {
  const tagIds = once(targets.flatMap((one) => [...one.tagIds, ...one.exceptTagIds]));
  const tags = useQueries({ queries: tagIds.map(tagById) });
  const groups = useQueries({ queries: once(targets.flatMap((one) => one.assetGroupIds)).map(groupById) });
  const connectors = useQuery({ ...cloudConnectors(), enabled: targets.some(({ connectorId }) => connectorId !== '') });
  return {
    tags: named(tags.map(({ data }) => data)),
    assetGroups: named(groups.map(({ data }) => data)),
    connectors: named(connectors.data?.items ?? []),
  };
}
