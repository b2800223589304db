import { sql } from 'drizzle-orm';
import type { Executor } from '../../storage/database.ts';
import { schedule } from '../../storage/schema/schedules.ts';

/** Titles of the active schedules whose scanner choice names this appliance and no other. */
export async function dependingOnlyOn(executor: Executor, applianceId: string): Promise<readonly string[]> {
  const rows = await executor
    .select({ title: schedule.title })
    .from(schedule)
    .where(sql`${schedule.active} and ${schedule.scanners} -> 'ids' = ${JSON.stringify([applianceId])}::jsonb`)
    .orderBy(schedule.title);
  return rows.map(({ title }) => title);
}
