import { and, asc, desc, eq, inArray, lt, lte, or, sql } from 'drizzle-orm';
import type { CommandState } from '../../../domain/appliances/commands/command.ts';
import type { ReportedNetwork } from '../../../domain/appliances/commands/reported-network.ts';
import { type Instant, instant, toIso } from '../../../domain/time/instant.ts';
import { type Executor, type Transaction, tables } from '../../../storage/database.ts';
import { afterCursor, type KeysetPage, pageOrder, rowsToRead, type SortFields, sortValue } from '../../../storage/keyset-page.ts';

const { appliance, applianceCommand: command } = tables;
export type CommandRow = typeof command.$inferSelect;

const OPEN: CommandState[] = ['queued', 'delivered', 'running'];
const isOpen = inArray(command.state, OPEN);

export const COMMAND_SORTS: SortFields = {
  fields: { createdAt: { by: command.createdAt, type: 'instant' } },
  id: command.id,
  standard: 'createdAt:desc',
};

export async function listCommands(executor: Executor, applianceId: string, page: KeysetPage) {
  return executor
    .select({ row: command, id: command.id, sortValue: sortValue(page, COMMAND_SORTS) })
    .from(command)
    .where(and(eq(command.applianceId, applianceId), afterCursor(page, COMMAND_SORTS)))
    .orderBy(pageOrder(page, COMMAND_SORTS))
    .limit(rowsToRead(page));
}

export const countCommands = (executor: Executor, applianceId: string): Promise<number> =>
  executor.$count(command, eq(command.applianceId, applianceId));

export async function readCommand(executor: Executor, applianceId: string, id: string): Promise<CommandRow | undefined> {
  const [row] = await executor
    .select()
    .from(command)
    .where(and(eq(command.id, id), eq(command.applianceId, applianceId)));
  return row;
}

/** Those of these commands that were given to this appliance, kept from everybody else until the end of the transaction. */
export async function lockCommands(tx: Transaction, applianceId: string, ids: readonly string[]): Promise<readonly CommandRow[]> {
  return tx
    .select()
    .from(command)
    .where(and(inArray(command.id, [...ids]), eq(command.applianceId, applianceId)))
    .orderBy(asc(command.id))
    .for('update');
}

export async function lockOpenCommands(tx: Transaction, applianceId: string): Promise<readonly CommandRow[]> {
  return tx
    .select()
    .from(command)
    .where(and(eq(command.applianceId, applianceId), isOpen))
    .orderBy(asc(command.id))
    .for('update');
}

/** Forgets commands that ended before that instant. */
export async function forgetEnded(executor: Executor, before: Instant): Promise<void> {
  await executor.delete(command).where(lt(command.endedAt, new Date(before)));
}

/** The oldest command that has not ended. */
export async function oldestOpen(executor: Executor, applianceId: string): Promise<CommandRow | undefined> {
  const [row] = await executor
    .select()
    .from(command)
    .where(and(eq(command.applianceId, applianceId), isOpen))
    .orderBy(asc(command.createdAt), asc(command.id))
    .limit(1);
  return row;
}

/** How many commands of each appliance have not ended. */
export async function countOpen(executor: Executor, applianceIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows = await executor
    .select({ id: command.applianceId, count: sql<number>`count(*)::int` })
    .from(command)
    .where(and(inArray(command.applianceId, [...applianceIds]), isOpen))
    .groupBy(command.applianceId);
  return new Map(rows.map((row) => [row.id, row.count]));
}

export async function insertCommand(tx: Transaction, row: typeof command.$inferInsert): Promise<CommandRow> {
  const [inserted] = await tx.insert(command).values(row).returning();
  return inserted!;
}

export async function updateCommand(tx: Transaction, id: string, change: Partial<typeof command.$inferInsert>): Promise<CommandRow> {
  const [row] = await tx.update(command).set(change).where(eq(command.id, id)).returning();
  return row!;
}

/** Commands whose time is over, oldest first, kept from everybody else. */
export async function lockExpired(tx: Transaction, now: Instant, limit: number): Promise<readonly CommandRow[]> {
  return tx
    .select()
    .from(command)
    .where(and(isOpen, lte(command.expiresAt, new Date(now))))
    .orderBy(asc(command.expiresAt))
    .limit(limit)
    .for('update', { skipLocked: true });
}

/** When the next command expires, if any. */
export async function nextExpiryMs(executor: Executor): Promise<number | undefined> {
  const [row] = await executor.select({ at: command.expiresAt }).from(command).where(isOpen).orderBy(asc(command.expiresAt)).limit(1);
  return row?.at.getTime();
}

/** Keeps what the appliance read back, unless something newer is known. */
export async function keepNetwork(tx: Transaction, applianceId: string, network: ReportedNetwork): Promise<void> {
  await tx
    .update(appliance)
    .set({ network })
    .where(
      and(
        eq(appliance.id, applianceId),
        or(sql`${appliance.network} is null`, sql`(${appliance.network}->>'readAt')::bigint <= ${network.readAt}`),
      ),
    );
}

export async function readAppliances(executor: Executor, ids: readonly string[]) {
  return executor
    .select()
    .from(appliance)
    .where(inArray(appliance.id, [...ids]))
    .orderBy(asc(appliance.name), desc(appliance.id));
}

export const isoOf = (date: Date | null): string | undefined => (date === null ? undefined : toIso(instant(date.getTime())));
