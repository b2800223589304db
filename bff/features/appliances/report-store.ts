import { sql } from 'drizzle-orm';
import { FINAL_SCAN_STATES } from '../../domain/scans/scan.ts';
import { DAY_MS, type Instant, instant, toIso } from '../../domain/time/instant.ts';
import type { AgentToken } from '../../http/agent-auth.ts';
import type { Executor, Transaction } from '../../storage/database.ts';

export type TokenUse = 'used' | 'token-replayed' | 'token-invalid' | 'appliance-retired' | 'appliance-unknown';

/** Uses the token up, if the appliance still has this key and is not retired. */
export async function takeToken(db: Executor, token: AgentToken): Promise<TokenUse> {
  const taken = await db.execute<{ retired: boolean; bound: boolean; fresh: boolean }>(sql`
    with known as (
      select id, retired_at is not null as retired, public_key is not distinct from ${token.publicKey} as bound
      from appliance where id = ${token.applianceId}::uuid
    ), used as (
      insert into used_token (appliance_id, jti, expires_at)
      select id, ${token.jti}::uuid, ${toIso(token.expiresAt)}::timestamptz from known where bound and not retired
      on conflict do nothing returning jti
    )
    select retired, bound, exists (select 1 from used) as fresh from known`);
  const known = taken.rows[0];
  if (known === undefined) return 'appliance-unknown';
  if (known.retired) return 'appliance-retired';
  if (!known.bound) return 'token-invalid';
  return known.fresh ? 'used' : 'token-replayed';
}

/** Forgets used tokens that have expired anyway. Returns how many. */
export async function purgeTokens(db: Executor, now: Instant): Promise<number> {
  const gone = await db.execute(sql`delete from used_token where expires_at < ${toIso(now)}::timestamptz`);
  return gone.rowCount ?? 0;
}

/** How long a message is remembered at least. A scan that has ended takes no report anyway: this only keeps the answers the same. */
export const APPLIED_KEPT_MS = 7 * DAY_MS;

/** Forgets applied messages of that age whose scan has ended or is gone: of a scan that goes on, a repeat must be known. */
export async function forgetApplied(db: Executor, now: Instant): Promise<void> {
  const before = toIso(instant(now - APPLIED_KEPT_MS));
  const ended = sql.join(
    FINAL_SCAN_STATES.map((state) => sql`${state}`),
    sql`, `,
  );
  await db.execute(sql`
    delete from applied_report r where r.received_at < ${before}::timestamptz and not exists (
      select 1 from slice s join scan c on c.id = s.scan_id where s.id = r.slice_id and c.state not in (${ended}))`);
}

/** Notes messages as applied. Returns those that were not known yet. */
export async function noteApplied(
  tx: Transaction,
  messages: readonly { readonly messageId: string; readonly sliceId: string }[],
  now: Instant,
): Promise<ReadonlySet<string>> {
  const rows = JSON.stringify(messages.map(({ messageId, sliceId }) => ({ message: messageId, slice: sliceId })));
  const noted = await tx.execute<{ message_id: string }>(sql`
    insert into applied_report (message_id, slice_id, received_at)
    select message, slice, ${toIso(now)}::timestamptz from jsonb_to_recordset(${rows}::jsonb) as m(message uuid, slice uuid)
    on conflict do nothing returning message_id`);
  return new Set(noted.rows.map((row) => row.message_id));
}
