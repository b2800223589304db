import { and, eq, isNull, lte, or, sql } from 'drizzle-orm';
import { type Instant, instant } from '../../domain/time/instant.ts';
import { type Executor, type Transaction, tables } from '../../storage/database.ts';
import type { ConnectorRow } from './store.ts';

const { connector } = tables;

export interface Lease {
  readonly now: Instant;
  /** Nobody else synchronises it before that. */
  readonly until: Instant;
}

/** Takes the connector that is due the longest; those that another replica is taking this moment are left to it. */
export async function claimDue(tx: Transaction, lease: Lease): Promise<ConnectorRow | undefined> {
  const now = new Date(lease.now);
  const [due] = await tx
    .select()
    .from(connector)
    .where(and(lte(connector.nextSyncAt, now), or(isNull(connector.syncingUntil), lte(connector.syncingUntil, now))))
    .orderBy(connector.nextSyncAt, connector.id)
    .limit(1)
    .for('update', { skipLocked: true });
  return due && takeLease(tx, due.id, lease);
}

/** The row is locked. */
export async function takeLease(tx: Transaction, id: string, { now, until }: Lease): Promise<ConnectorRow> {
  const fields = { syncingUntil: new Date(until), lastTriedAt: new Date(now) };
  const [row] = await tx.update(connector).set(fields).where(eq(connector.id, id)).returning();
  return row!;
}

/** What became of a synchronisation. */
export type Synced = { readonly at: Instant; readonly nextAt: Instant; readonly error?: string | undefined };

/** Ends the lease with what came of it. A failure keeps what was known. */
export async function settleSync(tx: Transaction, id: string, { at, nextAt, error }: Synced): Promise<void> {
  const outcome = error === undefined ? { lastSyncAt: new Date(at), lastError: null } : { lastError: error };
  await tx
    .update(connector)
    .set({ ...outcome, nextSyncAt: new Date(nextAt), syncingUntil: null })
    .where(eq(connector.id, id));
}

/** Ends the lease without a word: it is as due as before. */
export async function releaseLease(tx: Transaction, id: string, until: Instant): Promise<void> {
  await tx
    .update(connector)
    .set({ syncingUntil: null })
    .where(and(eq(connector.id, id), eq(connector.syncingUntil, new Date(until))));
}

/** When the next one is due, or the lease of a replica that died runs out. */
export async function nextSyncAt(executor: Executor): Promise<Instant | undefined> {
  const at = sql<number | null>`(extract(epoch from min(greatest(${connector.nextSyncAt}, ${connector.syncingUntil}))) * 1000)::float8`;
  const [row] = await executor.select({ at }).from(connector);
  return row?.at == null ? undefined : instant(Math.ceil(row.at));
}
