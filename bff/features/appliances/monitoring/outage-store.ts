import { and, isNull, sql } from 'drizzle-orm';
import { POLL_GRACE_MS } from '../../../domain/appliances/health.ts';
import { type Instant, instant, MINUTE_MS, plus, toIso } from '../../../domain/time/instant.ts';
import { type Transaction, tables } from '../../../storage/database.ts';

const { applianceOutage: outage } = tables;

export interface Silent {
  readonly applianceId: string;
  readonly name: string;
  /** Last heard of. */
  readonly since: Instant;
}

/** A reboot or an update that was ordered may keep an appliance silent for so long before anybody is told. */
const PLANNED_MS = 15 * MINUTE_MS;

interface Look {
  readonly now: Instant;
  /** The platform itself has been listening since. */
  readonly watchingSince: Instant;
  readonly afterMissedPolls: number;
}

/** Appliances that missed so many polls while the platform listened, that nobody was told of, and that were not sent away. */
export async function findSilent(tx: Transaction, { now, watchingSince, afterMissedPolls }: Look): Promise<readonly Silent[]> {
  const { rows } = await tx.execute<{ id: string; name: string; since: number }>(sql`
    select a.id, a.name, (extract(epoch from a.last_poll_at) * 1000)::float8 as since
    from appliance a
    where a.retired_at is null and a.last_poll_at is not null
      and greatest(a.next_poll_at, ${toIso(watchingSince)}::timestamptz) + ${afterMissedPolls - 1} * a.poll_interval_seconds * interval '1 second'
        < ${toIso(plus(now, -POLL_GRACE_MS))}::timestamptz
      and not exists (select 1 from appliance_outage o where o.appliance_id = a.id and o.ended_at is null)
      and not exists (select 1 from appliance_command c where c.appliance_id = a.id and c.kind in ('reboot', 'update')
        and c.state in ('delivered', 'running') and coalesce(c.started_at, c.delivered_at) > ${toIso(plus(now, -PLANNED_MS))}::timestamptz)
    order by a.last_poll_at, a.id limit 1000`);
  return rows.map(({ id, name, since }) => ({ applianceId: id, name, since: instant(Math.round(since)) }));
}

/** Notes outages that begin to be told of; one that another replica notes this moment is left to it. */
export async function beginOutages(tx: Transaction, silent: readonly Silent[], now: Instant, newId: () => string) {
  const begun: (Silent & { readonly id: string })[] = [];
  for (const one of silent) {
    const id = newId();
    const [row] = await tx
      .insert(outage)
      .values({ id, applianceId: one.applianceId, since: new Date(one.since), toldAt: new Date(now) })
      .onConflictDoNothing()
      .returning({ id: outage.id });
    if (row !== undefined) begun.push({ ...one, id });
  }
  return begun;
}

/** Ends the outages of appliances that polled again. */
export async function endOutages(tx: Transaction) {
  const { rows } = await tx.execute<{ id: string; applianceId: string; name: string; since: number; backAt: number }>(sql`
    update appliance_outage o set ended_at = greatest(coalesce(a.online_since, a.last_poll_at), o.since)
    from appliance a where a.id = o.appliance_id and o.ended_at is null and a.last_poll_at > o.since
    returning o.id, o.appliance_id as "applianceId", a.name, (extract(epoch from o.since) * 1000)::float8 as since,
      (extract(epoch from o.ended_at) * 1000)::float8 as "backAt"`);
  return rows;
}

/** Of a retired appliance nobody is told that it is back. */
export async function endOfRetired(tx: Transaction, now: Instant): Promise<void> {
  await tx
    .update(outage)
    .set({ endedAt: new Date(now) })
    .where(
      and(isNull(outage.endedAt), sql`exists (select 1 from appliance a where a.id = ${outage.applianceId} and a.retired_at is not null)`),
    );
}
