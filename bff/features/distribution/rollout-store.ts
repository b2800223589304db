import { and, desc, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import type { ApplianceUpdate, ApplianceVersions } from '../../domain/appliances/appliance.ts';
import type { PackageName, Rollout } from '../../domain/distribution/rollout.ts';
import { instant } from '../../domain/time/instant.ts';
import { type Executor, type Transaction, tables } from '../../storage/database.ts';

const { rollout, appliance, applianceUpdate } = tables;
export type RolloutRow = typeof rollout.$inferSelect;

export const toRollout = (row: RolloutRow): Rollout => ({
  id: row.id,
  package: row.package as PackageName,
  version: row.version,
  formerVersion: row.formerVersion,
  phases: row.phases,
  phase: row.phase,
  phaseSince: instant(row.phaseSince.getTime()),
  state: row.state,
  maxFailedPercent: row.maxFailedPercent,
  failuresSince: instant(row.failuresSince.getTime()),
});

/** Newest first. */
export const listRollouts = (executor: Executor, limit: number): Promise<RolloutRow[]> =>
  executor.select().from(rollout).orderBy(desc(rollout.createdAt), desc(rollout.id)).limit(limit);

/** Those under way, and the last one that was completed of each package. */
export async function decidingRollouts(executor: Executor): Promise<RolloutRow[]> {
  const active = await executor
    .select()
    .from(rollout)
    .where(inArray(rollout.state, ['running', 'paused']));
  const completed = await executor
    .selectDistinctOn([rollout.package])
    .from(rollout)
    .where(eq(rollout.state, 'completed'))
    .orderBy(rollout.package, desc(rollout.endedAt), desc(rollout.id));
  return [...active, ...completed];
}

export async function readRollout(executor: Executor, id: string): Promise<RolloutRow | undefined> {
  const [row] = await executor.select().from(rollout).where(eq(rollout.id, id));
  return row;
}

/** Nobody else changes it until the end of the transaction. */
export async function lockRollout(tx: Transaction, id: string): Promise<RolloutRow | undefined> {
  const [row] = await tx.select().from(rollout).where(eq(rollout.id, id)).for('update');
  return row;
}

/** The one of a package that is under way. */
export async function lockActive(tx: Transaction, name: string): Promise<RolloutRow | undefined> {
  const [row] = await tx
    .select()
    .from(rollout)
    .where(and(eq(rollout.package, name), inArray(rollout.state, ['running', 'paused'])))
    .for('update');
  return row;
}

/** The version that the fleet runs apart from a roll-out under way. */
export async function completedVersion(executor: Executor, name: string): Promise<string | undefined> {
  const [row] = await executor
    .select({ version: rollout.version })
    .from(rollout)
    .where(and(eq(rollout.package, name), eq(rollout.state, 'completed')))
    .orderBy(desc(rollout.endedAt), desc(rollout.id))
    .limit(1);
  return row?.version;
}

export async function insertRollout(tx: Transaction, row: typeof rollout.$inferInsert): Promise<void> {
  await tx.insert(rollout).values(row);
}

export async function updateRollout(tx: Transaction, id: string, change: Partial<typeof rollout.$inferInsert>): Promise<RolloutRow> {
  const [row] = await tx
    .update(rollout)
    .set({ ...change, revision: sql`${rollout.revision} + 1` })
    .where(eq(rollout.id, id))
    .returning();
  return row!;
}

/** What a roll-out must know of an appliance. */
export interface FleetMember {
  readonly id: string;
  readonly name: string;
  readonly versions: ApplianceVersions | null;
  readonly updates: readonly ApplianceUpdate[] | null;
  readonly lastPollAt: Date | null;
}

/** Every appliance that is bound and not retired. */
export const readFleet = (executor: Executor): Promise<FleetMember[]> =>
  executor
    .select({
      id: appliance.id,
      name: appliance.name,
      versions: appliance.versions,
      updates: appliance.updates,
      lastPollAt: appliance.lastPollAt,
    })
    .from(appliance)
    .where(and(isNull(appliance.retiredAt), isNotNull(appliance.publicKey)))
    .orderBy(appliance.name);

/** What the appliances told of their packages, newest first. */
export const readHistory = (executor: Executor, about: { package: string; version: string; limit: number }) =>
  executor
    .select({
      applianceId: applianceUpdate.applianceId,
      name: appliance.name,
      state: applianceUpdate.state,
      fromVersion: applianceUpdate.fromVersion,
      toVersion: applianceUpdate.toVersion,
      reason: applianceUpdate.reason,
      at: applianceUpdate.at,
    })
    .from(applianceUpdate)
    .innerJoin(appliance, eq(appliance.id, applianceUpdate.applianceId))
    .where(and(eq(applianceUpdate.package, about.package), eq(applianceUpdate.toVersion, about.version)))
    .orderBy(desc(applianceUpdate.at), desc(applianceUpdate.receivedAt))
    .limit(about.limit);
