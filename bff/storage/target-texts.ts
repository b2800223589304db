import { inArray } from 'drizzle-orm';
import { targetText } from '../domain/scans/target-text.ts';
import type { ScheduleTarget } from '../domain/schedules/schedule.ts';
import { type Executor, tables } from './database.ts';

const { assetGroup, connector, tag } = tables;

/** A schedule or a scan, as far as its target is to be told. */
export interface Aiming {
  readonly target: ScheduleTarget;
  readonly businessUnitId: string | null;
}

/**
 * Reads the names of all that the targets refer to, in a statement a kind, for texts such as `tags Web or Mail`. A group of another unit is
 * counted, not named: who sees the schedule need not see the group.
 */
export async function readTargetTexts(executor: Executor, things: readonly Aiming[]): Promise<(thing: Aiming) => string> {
  const tags = await namesOf(
    executor,
    tag,
    idsOf(things, ({ target }) => tagIdsOf(target)),
  );
  const connectors = await namesOf(
    executor,
    connector,
    idsOf(things, ({ target }) => (target.kind === 'cloud' ? [target.connectorId] : [])),
  );
  const groups = await readGroups(
    executor,
    idsOf(things, ({ target }) => (target.kind === 'hosts' ? target.assetGroupIds : [])),
  );
  return ({ target, businessUnitId }) => {
    const seen = groups.filter((one) => businessUnitId === null || one.businessUnitId === null || one.businessUnitId === businessUnitId);
    return targetText(target, { tags, connectors, assetGroups: new Map(seen.map(({ id, name }) => [id, name])) });
  };
}

const tagIdsOf = (target: ScheduleTarget): readonly string[] =>
  target.kind === 'hosts' ? [] : [...target.include.tagIds, ...(target.exclude?.tagIds ?? [])];

const idsOf = (things: readonly Aiming[], ids: (thing: Aiming) => readonly string[]): string[] => [...new Set(things.flatMap(ids))];

async function namesOf(executor: Executor, table: typeof tag | typeof connector, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await executor
    .select({ id: table.id, name: table.name })
    .from(table)
    .where(inArray(table.id, [...ids]));
  return new Map(rows.map(({ id, name }) => [id, name]));
}

async function readGroups(executor: Executor, ids: readonly string[]) {
  if (ids.length === 0) return [];
  const { id, name, businessUnitId } = assetGroup;
  return executor
    .select({ id, name, businessUnitId })
    .from(assetGroup)
    .where(inArray(id, [...ids]));
}
