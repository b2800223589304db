import { inArray, type SQL, sql } from 'drizzle-orm';
import { type Executor, type Transaction, tables } from '../../storage/database.ts';
import { matchingIds } from './list-store.ts';
import type { ScheduleRow } from './store.ts';

const { schedule } = tables;

/** The schedules that match, by title; at most `limit`. */
export async function idsMatching(executor: Executor, where: SQL | undefined, limit: number): Promise<string[]> {
  const rows = await matchingIds(executor, where, limit).orderBy(sql`lower(${schedule.title}), ${schedule.id}`);
  return rows.map(({ id }) => id);
}

const byId = (rows: readonly ScheduleRow[]): ReadonlyMap<string, ScheduleRow> => new Map(rows.map((row) => [row.id, row]));

export async function readSchedules(executor: Executor, ids: readonly string[]): Promise<ReadonlyMap<string, ScheduleRow>> {
  return byId(
    await executor
      .select()
      .from(schedule)
      .where(inArray(schedule.id, [...ids])),
  );
}

/** Reads them and keeps everybody else from changing them until the end of the transaction. Always in this order: two never wait for each other. */
export async function lockSchedules(tx: Transaction, ids: readonly string[]): Promise<ReadonlyMap<string, ScheduleRow>> {
  return byId(
    await tx
      .select()
      .from(schedule)
      .where(inArray(schedule.id, [...ids]))
      .orderBy(schedule.id)
      .for('update'),
  );
}
