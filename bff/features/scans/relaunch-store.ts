import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import { type Instant, instant } from '../../domain/time/instant.ts';
import { type Executor, tables } from '../../storage/database.ts';

const { appliance, assetGroup, auditEntry, connector, optionProfile, schedule, tag } = tables;

/** What became of the schedule of a scan since it was launched. */
export interface ScheduleSince {
  readonly exists: boolean;
  /** The newest update of the task itself. Switching it on or off changes when it launches, not what: it is none (seed S13). */
  readonly updated: { readonly by: string; readonly at: Instant } | undefined;
}

export async function readScheduleSince(executor: Executor, scheduleId: string, revision: number): Promise<ScheduleSince> {
  const [row] = await executor.select({ id: schedule.id }).from(schedule).where(eq(schedule.id, scheduleId));
  const [entry] = await executor
    .select({ by: auditEntry.actorName, at: auditEntry.at })
    .from(auditEntry)
    .where(
      and(
        eq(auditEntry.objectType, 'schedule'),
        eq(auditEntry.objectId, scheduleId),
        eq(auditEntry.action, 'schedule.changed'),
        sql`(${auditEntry.before}->>'revision')::int >= ${revision}`,
      ),
    )
    .orderBy(desc(auditEntry.at), desc(auditEntry.id))
    .limit(1);
  return { exists: row !== undefined, updated: entry && { by: entry.by, at: instant(entry.at.getTime()) } };
}

const TABLES = { 'asset group': assetGroup, tag, connector } as const;

/** Those of the ids that still are. */
export async function stillThere(executor: Executor, what: keyof typeof TABLES, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const table = TABLES[what];
  const rows = await executor
    .select({ id: table.id })
    .from(table)
    .where(inArray(table.id, [...ids]));
  return new Set(rows.map(({ id }) => id));
}

/** The names of those appliances that are retired, and those that are in service. */
export async function readAppliances(executor: Executor, ids: readonly string[]) {
  if (ids.length === 0) return [];
  return executor
    .select({ id: appliance.id, name: appliance.name, retired: sql<boolean>`${appliance.retiredAt} is not null` })
    .from(appliance)
    .where(inArray(appliance.id, [...ids]));
}

/** The profile by its name, and whether it was deleted. */
export async function readProfile(executor: Executor, id: string) {
  const [row] = await executor
    .select({ name: optionProfile.name, removed: sql<boolean>`${optionProfile.removedAt} is not null` })
    .from(optionProfile)
    .where(eq(optionProfile.id, id));
  return row;
}
