import { sql } from 'drizzle-orm';
import type { Transaction } from './database.ts';

/** Everybody who opens scans takes it first: two that count the active scans at once would both find the last free slot. */
const LAUNCH_SLOTS_LOCK = 7_215_001;

/** Waits until nobody else opens scans, on any replica; held to the end of the transaction. */
export async function lockLaunchSlots(tx: Transaction): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${LAUNCH_SLOTS_LOCK})`);
}
