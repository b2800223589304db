import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Facts } from '#protocol/registration';
import { type Instant, toIso } from '../../domain/time/instant.ts';
import { type Executor, type Transaction, tables } from '../../storage/database.ts';
import type { ApplianceRow } from './store.ts';

const { appliance } = tables;

/** The appliance that waits for this code, kept from others until the end of the transaction. */
export async function lockByCode(tx: Transaction, codeHash: string, now: Instant): Promise<ApplianceRow | undefined> {
  const [row] = await tx
    .select()
    .from(appliance)
    .where(and(eq(appliance.codeHash, codeHash), isNull(appliance.retiredAt), sql`${appliance.codeExpiresAt} > ${toIso(now)}::timestamptz`))
    .for('update');
  return row;
}

/** The appliance that was bound with this code and this key, before the code would have expired: its answer was lost. */
export async function findBound(
  executor: Executor,
  bound: { codeHash: string; publicKey: string },
  now: Instant,
): Promise<ApplianceRow | undefined> {
  const [row] = await executor
    .select()
    .from(appliance)
    .where(
      and(
        eq(appliance.publicKey, bound.publicKey),
        eq(appliance.boundCodeHash, bound.codeHash),
        isNull(appliance.retiredAt),
        sql`${appliance.codeExpiresAt} > ${toIso(now)}::timestamptz`,
      ),
    );
  return row;
}

export async function isKeyTaken(executor: Executor, publicKey: string, exceptId: string): Promise<boolean> {
  const [row] = await executor.select({ id: appliance.id }).from(appliance).where(eq(appliance.publicKey, publicKey));
  return row !== undefined && row.id !== exceptId;
}

/** Binds the key and uses the code up. The revision rises: what it is told is new to it. */
export async function bindKey(
  tx: Transaction,
  id: string,
  bind: { readonly publicKey: string; readonly codeHash: string; readonly facts: Facts; readonly at: Instant },
): Promise<ApplianceRow> {
  const [row] = await tx
    .update(appliance)
    .set({
      publicKey: bind.publicKey,
      codeHash: null,
      boundCodeHash: bind.codeHash,
      registeredAt: new Date(bind.at),
      hostName: bind.facts.hostName,
      addresses: bind.facts.addresses,
      bootId: null,
      revision: sql`${appliance.revision} + 1`,
    })
    .where(eq(appliance.id, id))
    .returning();
  return row!;
}
