import { and, desc, eq, type SQL, sql } from 'drizzle-orm';
import { APPLIANCE_STATES, type ApplianceState } from '../../domain/appliances/appliance.ts';
import { POLL_GRACE_MS } from '../../domain/appliances/health.ts';
import type { Actor } from '../../domain/identity/role.ts';
import { type Instant, plus, toIso } from '../../domain/time/instant.ts';
import { type Executor, tables } from '../../storage/database.ts';
import type { SortFields } from '../../storage/keyset-page.ts';
import { visibleTo } from '../../storage/visible-to.ts';
import { stateRule } from './store.ts';

const { appliance, applianceUpdate, auditEntry, slice, sliceAttempt, scan } = tables;

/** Ascending: what needs a person first. States that are not named here are well. */
const URGENCY: readonly ApplianceState[] = ['missing', 'offline', 'late', 'never-connected'];

const rank = (now: Instant): SQL => {
  const urgent = URGENCY.map((state, at) => sql`when ${stateRule(state, now)} then ${sql.raw(String(at))}`);
  const last = sql`when ${stateRule('retired', now)} then 9 when ${stateRule('online', now)} then 8`;
  return sql`(case ${sql.join([...urgent, last], sql` `)} else 7 end)`;
};

/** Polls that were due, grace included, and did not come: the same as `missedPolls` of the domain. */
const missed = (now: Instant): SQL =>
  sql`(case when ${appliance.retiredAt} is not null or ${appliance.nextPollAt} is null then 0 else greatest(0, ceil(
    extract(epoch from ${toIso(plus(now, -POLL_GRACE_MS))}::timestamptz - ${appliance.nextPollAt}) / ${appliance.pollIntervalSeconds}))::bigint end)`;

/** What the list may be sorted by. Some of it depends on the time of the look. */
export const applianceSorts = (now: Instant): SortFields => ({
  fields: {
    name: { by: appliance.name, type: 'text' },
    createdAt: { by: appliance.createdAt, type: 'instant' },
    lastPollAt: { by: appliance.lastPollAt, type: 'instant', nullable: true },
    nextPollAt: { by: appliance.nextPollAt, type: 'instant', nullable: true },
    state: { by: rank(now), type: 'integer' },
    missedPolls: { by: missed(now), type: 'integer' },
    /** Share of the slots that are in use, per mille. */
    used: {
      by: sql`((${appliance.capacity}->>'used')::int * 1000 / nullif((${appliance.capacity}->>'slots')::int, 0))`,
      ...{ type: 'integer', nullable: true },
    },
    scand: { by: sql`(${appliance.versions}->>'scand')`, type: 'text', nullable: true },
    /** How far the clock is off, either way. */
    clockOffset: { by: sql`abs(${appliance.clockOffsetMs}::bigint)`, type: 'integer', nullable: true },
  },
  id: appliance.id,
  standard: 'name:asc',
});

export async function readSummary(executor: Executor, now: Instant) {
  const counts = Object.fromEntries(
    APPLIANCE_STATES.map((state) => [state, sql<number>`count(*) filter (where ${stateRule(state, now)})::int`]),
  );
  const sum = (field: 'used' | 'slots') =>
    sql<number>`coalesce(sum((${appliance.capacity}->>${sql.raw(`'${field}'`)})::int) filter (where ${appliance.retiredAt} is null), 0)::int`;
  const [row] = await executor.select({ ...counts, used: sum('used'), total: sum('slots') }).from(appliance);
  const { used, total, ...states } = row! as { used: number; total: number } & Record<ApplianceState, number>;
  return {
    states: APPLIANCE_STATES.flatMap((state) => (states[state] === 0 ? [] : [{ state, count: states[state] }])),
    slots: { used, total },
  };
}

/** More than anybody reads of one appliance at a look. */
const NEWEST = 50;

/** The slices that were offered to it, newest first, of scans that this person may see. */
export async function readJobs(executor: Executor, actor: Actor, applianceId: string) {
  return executor
    .select({
      ...{ sliceId: sliceAttempt.sliceId, attempt: sliceAttempt.attempt, scanId: scan.id, scanTitle: scan.title, index: slice.index },
      ...{ hostsDone: slice.hostsDone, hostsTotal: slice.hostsTotal, attempts: slice.attempts },
      ...{ offeredAt: sliceAttempt.offeredAt, acceptedAt: sliceAttempt.acceptedAt, startedAt: sliceAttempt.startedAt },
      ...{ endedAt: sliceAttempt.endedAt, outcome: sliceAttempt.outcome, reason: sliceAttempt.reason },
    })
    .from(sliceAttempt)
    .innerJoin(slice, eq(slice.id, sliceAttempt.sliceId))
    .innerJoin(scan, eq(scan.id, slice.scanId))
    .where(and(eq(sliceAttempt.applianceId, applianceId), visibleTo(actor, 'scans.read', scan)))
    .orderBy(desc(sliceAttempt.offeredAt), desc(sliceAttempt.sliceId))
    .limit(NEWEST);
}

export async function readUpdates(executor: Executor, applianceId: string) {
  return executor
    .select()
    .from(applianceUpdate)
    .where(eq(applianceUpdate.applianceId, applianceId))
    .orderBy(desc(applianceUpdate.at), desc(applianceUpdate.package))
    .limit(NEWEST);
}

/** What the audit kept of it, newest first. */
export const readAudit = (executor: Executor, applianceId: string) =>
  executor
    .select()
    .from(auditEntry)
    .where(and(eq(auditEntry.objectType, 'appliance'), eq(auditEntry.objectId, applianceId)))
    .orderBy(desc(auditEntry.at), desc(auditEntry.id))
    .limit(NEWEST);
