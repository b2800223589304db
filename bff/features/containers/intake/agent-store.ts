import { and, eq, isNull, sql } from 'drizzle-orm';
import type { SensorCheckInRequest } from '#protocol/sensor-check-in';
import type { SensorFacts } from '#protocol/sensor-registration';
import { type Instant, toIso } from '../../../domain/time/instant.ts';
import type { AgentToken } from '../../../http/agent-auth.ts';
import { type Executor, type Transaction, tables } from '../../../storage/database.ts';
import type { SensorRow } from '../sensor-store.ts';

const { sensor } = tables;

export type SensorTokenUse = 'used' | 'token-replayed' | 'token-invalid' | 'sensor-retired' | 'sensor-unknown';

/** Uses the token up, if the sensor still has this key and is not retired. */
export async function takeSensorToken(db: Executor, token: AgentToken): Promise<SensorTokenUse> {
  const taken = await db.execute<{ retired: boolean; bound: boolean; fresh: boolean }>(sql`
    with known as (
      select id, retired_at is not null as retired, public_key is not distinct from ${token.publicKey} as bound
      from sensor where id = ${token.applianceId}::uuid
    ), used as (
      insert into used_token (appliance_id, jti, expires_at)
      select id, ${token.jti}::uuid, ${toIso(token.expiresAt)}::timestamptz from known where bound and not retired
      on conflict do nothing returning jti
    )
    select retired, bound, exists (select 1 from used) as fresh from known`);
  const known = taken.rows[0];
  if (known === undefined) return 'sensor-unknown';
  if (known.retired) return 'sensor-retired';
  if (!known.bound) return 'token-invalid';
  return known.fresh ? 'used' : 'token-replayed';
}

/** The key of a sensor that is bound. */
export async function readSensorKey(
  db: Executor,
  id: string,
): Promise<{ readonly publicKey: string; readonly retired: boolean } | undefined> {
  const [row] = await db.select({ publicKey: sensor.publicKey, retiredAt: sensor.retiredAt }).from(sensor).where(eq(sensor.id, id));
  return row === undefined || row.publicKey === null ? undefined : { publicKey: row.publicKey, retired: row.retiredAt !== null };
}

/** The sensor that waits for this code, kept from others until the end of the transaction. */
export async function lockByCode(tx: Transaction, codeHash: string, now: Instant): Promise<SensorRow | undefined> {
  const [row] = await tx
    .select()
    .from(sensor)
    .where(and(eq(sensor.codeHash, codeHash), isNull(sensor.retiredAt), sql`${sensor.codeExpiresAt} > ${toIso(now)}::timestamptz`))
    .for('update');
  return row;
}

/** The sensor that was bound with this code and this key, before the code would have expired: its answer was lost. */
export async function findBound(
  tx: Transaction,
  bound: { codeHash: string; publicKey: string },
  now: Instant,
): Promise<SensorRow | undefined> {
  const [row] = await tx
    .select()
    .from(sensor)
    .where(
      and(
        eq(sensor.publicKey, bound.publicKey),
        eq(sensor.boundCodeHash, bound.codeHash),
        isNull(sensor.retiredAt),
        sql`${sensor.codeExpiresAt} > ${toIso(now)}::timestamptz`,
      ),
    );
  return row;
}

export async function isKeyTaken(tx: Transaction, publicKey: string, exceptId: string): Promise<boolean> {
  const [row] = await tx.select({ id: sensor.id }).from(sensor).where(eq(sensor.publicKey, publicKey));
  return row !== undefined && row.id !== exceptId;
}

/** Binds the key and the host, and uses the code up. The revision rises: what it is told is new to it. */
export async function bindSensor(
  tx: Transaction,
  id: string,
  bind: { readonly publicKey: string; readonly codeHash: string; readonly facts: SensorFacts; readonly at: Instant },
): Promise<SensorRow> {
  const { hostId, hostName, addresses, platform, sensorVersion } = bind.facts;
  const [row] = await tx
    .update(sensor)
    .set({
      ...{ publicKey: bind.publicKey, codeHash: null, boundCodeHash: bind.codeHash, registeredAt: new Date(bind.at), bootId: null },
      ...{ hostId, hostName, addresses, platform, version: sensorVersion },
      revision: sql`${sensor.revision} + 1`,
    })
    .where(eq(sensor.id, id))
    .returning();
  return row!;
}

/** What the sensor says of itself. A host that is called otherwise now is so beside its containers too. */
export async function noteCheckIn(tx: Transaction, before: SensorRow, request: SensorCheckInRequest, now: Instant): Promise<void> {
  const { hostName, addresses, platform, sensorVersion } = request.facts;
  await tx
    .update(sensor)
    .set({
      ...{
        hostName,
        addresses,
        platform,
        version: sensorVersion,
        bootId: request.bootId,
        lastCheckInAt: new Date(now),
        unknownSince: null,
      },
      ...{ engine: request.engine ?? null, manifestVersion: request.manifest ?? null, waitingReports: request.waitingReports ?? null },
      clockOffsetMs: Math.max(-2_000_000_000, Math.min(2_000_000_000, Math.round(request.sentAt - now))),
    })
    .where(eq(sensor.id, before.id));
  if (before.hostName === hostName) return;
  await tx.update(tables.container).set({ hostName }).where(eq(tables.container.sensorId, before.id));
}

export async function noteReported(tx: Transaction, id: string, now: Instant): Promise<void> {
  await tx
    .update(sensor)
    .set({ lastReportAt: new Date(now) })
    .where(eq(sensor.id, id));
}
