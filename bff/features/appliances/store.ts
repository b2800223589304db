import { and, asc, eq, inArray, isNotNull, isNull, type SQL, sql } from 'drizzle-orm';
import type { Appliance, ApplianceState } from '../../domain/appliances/appliance.ts';
import { MISSING_AFTER_MS, OFFLINE_AFTER_POLLS, POLL_GRACE_MS, UPDATING_FOR_MS } from '../../domain/appliances/health.ts';
import type { Actor } from '../../domain/identity/role.ts';
import { type Instant, instant, plus, toIso } from '../../domain/time/instant.ts';
import { type Executor, type Transaction, tables } from '../../storage/database.ts';
import { afterCursor, type KeysetPage, likePart, pageOrder, rowsToRead, type SortFields, sortValue } from '../../storage/keyset-page.ts';
import { unlessTaken } from '../../storage/unless-taken.ts';
import { visibleTo } from '../../storage/visible-to.ts';
import type { AgentRow } from './agent-cache.ts';

const { appliance, slice, scan } = tables;
export type ApplianceRow = typeof appliance.$inferSelect;

const at = (date: Date | null): Instant | undefined => (date === null ? undefined : instant(date.getTime()));

export function toAppliance(row: ApplianceRow): Appliance {
  const { id, revision, name, pollIntervalSeconds, promptDelivery, addresses } = row;
  return {
    ...{ id, revision, name, pollIntervalSeconds, promptDelivery, addresses },
    location: row.location ?? undefined,
    registeredAt: at(row.registeredAt),
    codeExpiresAt: row.codeHash === null ? undefined : at(row.codeExpiresAt),
    retiredAt: at(row.retiredAt),
    lastPollAt: at(row.lastPollAt),
    nextPollAt: at(row.nextPollAt),
    onlineSince: at(row.onlineSince),
    bootId: row.bootId ?? undefined,
    hostName: row.hostName ?? undefined,
    capacity: row.capacity ?? undefined,
    versions: row.versions ?? undefined,
    clockOffsetMs: row.clockOffsetMs ?? undefined,
    updates: row.updates ?? undefined,
    createdAt: instant(row.createdAt.getTime()),
  };
}

export interface ApplianceFilter {
  /** Any of these; undefined: every state. */
  readonly states?: readonly ApplianceState[] | undefined;
  /** Only these, or (`is` false) only those that have polled and are none of these. */
  readonly outdated?: { readonly ids: readonly string[]; readonly is: boolean } | undefined;
  readonly words: readonly string[];
}

interface ListAt {
  readonly page: KeysetPage;
  readonly sorts: SortFields;
  readonly now: Instant;
}

const leasedToIt = sql`exists (select 1 from ${slice} where ${slice.applianceId} = ${appliance.id} and ${slice.state} = 'leased')`;

/** The rule of a state in SQL: the same as `applianceState` of the domain. */
export function stateRule(state: ApplianceState, now: Instant): SQL {
  const before = (durationMs: number) => sql`${toIso(plus(now, -durationMs))}::timestamptz`;
  const heardOf = sql`(${appliance.retiredAt} is null and ${appliance.lastPollAt} > ${before(MISSING_AFTER_MS)})`;
  const missed = (n: number) =>
    sql`(${appliance.nextPollAt} + ${n - 1} * ${appliance.pollIntervalSeconds} * interval '1 second' < ${before(POLL_GRACE_MS)})`;
  const updates = sql`exists (select 1 from jsonb_array_elements(coalesce(${appliance.updates}, '[]'::jsonb)) u
    where u->>'state' in ('downloading', 'installing') and (u->>'at')::float8 > ${now - UPDATING_FOR_MS})`;
  const rules: Record<ApplianceState, SQL> = {
    retired: sql`${appliance.retiredAt} is not null`,
    'never-connected': sql`${appliance.retiredAt} is null and ${appliance.lastPollAt} is null`,
    missing: sql`${appliance.retiredAt} is null and ${appliance.lastPollAt} <= ${before(MISSING_AFTER_MS)}`,
    offline: sql`${heardOf} and ${missed(OFFLINE_AFTER_POLLS)}`,
    late: sql`${heardOf} and ${missed(1)} and not ${missed(OFFLINE_AFTER_POLLS)}`,
    updating: sql`${heardOf} and not ${missed(1)} and ${updates}`,
    busy: sql`${heardOf} and not ${missed(1)} and not ${updates} and ${leasedToIt}`,
    online: sql`${heardOf} and not ${missed(1)} and not ${updates} and not ${leasedToIt}`,
  };
  return sql`(${rules[state]})`;
}

function filterRule(filter: ApplianceFilter, now: Instant): SQL | undefined {
  const states = filter.states?.map((state) => stateRule(state, now));
  const behind = filter.outdated && sql`${appliance.id} = any(${sql.param(filter.outdated.ids)}::uuid[])`;
  const byVersion = behind && (filter.outdated?.is ? behind : and(sql`not ${behind}`, isNotNull(appliance.versions)));
  const words = filter.words.map(
    (word) =>
      sql`concat_ws(' ', ${appliance.name}, ${appliance.location}, ${appliance.hostName}, ${appliance.addresses}::text) ilike ${likePart(word)}`,
  );
  return and(
    states === undefined ? undefined : states.length === 0 ? sql`false` : sql`(${sql.join(states, sql` or `)})`,
    byVersion,
    ...words,
  );
}

/** A page of the list. `sorts`: as they are at `now`. */
export async function listAppliances(executor: Executor, filter: ApplianceFilter, { page, sorts, now }: ListAt) {
  const rows = await executor
    .select({ row: appliance, id: appliance.id, sortValue: sortValue(page, sorts) })
    .from(appliance)
    .where(and(filterRule(filter, now), afterCursor(page, sorts)))
    .orderBy(pageOrder(page, sorts))
    .limit(rowsToRead(page));
  return rows;
}

export async function countAppliances(executor: Executor, filter: ApplianceFilter, now: Instant): Promise<number> {
  return executor.$count(appliance, filterRule(filter, now));
}

/** What runs on these appliances; `isShown`: this person may see its scan. Without an actor: the service itself, which may. */
export async function runningSlices(executor: Executor, actor: Actor | null, applianceIds: readonly string[]) {
  if (applianceIds.length === 0) return [];
  return executor
    .select({
      applianceId: slice.applianceId,
      sliceId: slice.id,
      index: slice.index,
      scanId: slice.scanId,
      scanTitle: scan.title,
      hostsDone: slice.hostsDone,
      hostsTotal: slice.hostsTotal,
      leaseExpiresAt: slice.leaseExpiresAt,
      isShown: actor === null ? sql<boolean>`true` : sql<boolean>`${visibleTo(actor, 'scans.read', scan)}`,
    })
    .from(slice)
    .innerJoin(scan, eq(scan.id, slice.scanId))
    .where(and(inArray(slice.applianceId, [...applianceIds]), eq(slice.state, 'leased')))
    .orderBy(asc(slice.id));
}
export type RunningSliceRow = Awaited<ReturnType<typeof runningSlices>>[number];

export async function readAppliance(executor: Executor, id: string): Promise<ApplianceRow | undefined> {
  const [row] = await executor.select().from(appliance).where(eq(appliance.id, id));
  return row;
}

/** Reads it and keeps everybody else from changing it until the end of the transaction. */
export async function lockAppliance(tx: Transaction, id: string): Promise<ApplianceRow | undefined> {
  const [row] = await tx.select().from(appliance).where(eq(appliance.id, id)).for('update');
  return row;
}

/** False if the name, or another unique thing of it, is taken. */
export async function insertAppliance(tx: Transaction, row: typeof appliance.$inferInsert): Promise<boolean> {
  const inserted = await tx.insert(appliance).values(row).onConflictDoNothing().returning({ id: appliance.id });
  return inserted.length === 1;
}

/** A change by a person: the revision rises. */
export async function updateAppliance(tx: Transaction, id: string, change: Partial<typeof appliance.$inferInsert>): Promise<ApplianceRow> {
  const [row] = await tx
    .update(appliance)
    .set({ ...change, revision: sql`${appliance.revision} + 1` })
    .where(eq(appliance.id, id))
    .returning();
  return row!;
}

/** As `updateAppliance`; somebody else may be giving another appliance the same name this moment. */
export async function renameAppliance(
  tx: Transaction,
  id: string,
  change: Partial<typeof appliance.$inferInsert>,
): Promise<ApplianceRow | 'taken'> {
  const answer = await unlessTaken(tx, 'appliance_name_unique', (inner) => updateAppliance(inner, id, change));
  return answer === 'taken' ? answer : (await readAppliance(tx, id))!;
}

/** What the appliances run that have polled and are not retired. */
export const readVersions = (executor: Executor) =>
  executor
    .select({ id: appliance.id, versions: appliance.versions })
    .from(appliance)
    .where(and(isNull(appliance.retiredAt), isNotNull(appliance.versions)));

/** What every request of a bound appliance needs. */
export async function readAgent(executor: Executor, id: string): Promise<AgentRow | undefined> {
  const row = await readAppliance(executor, id);
  if (row === undefined || row.publicKey === null) return undefined;
  const { publicKey, revision, name, pollIntervalSeconds, promptDelivery } = row;
  return { publicKey, revision, name, pollIntervalSeconds, promptDelivery, retired: row.retiredAt !== null };
}

/** Appliances that crossed the line to late or offline in (from, to]. */
export async function crossedLines(executor: Executor, from: Instant, to: Instant): Promise<readonly string[]> {
  const line = (n: number) => sql`${appliance.nextPollAt} + ${n - 1} * ${appliance.pollIntervalSeconds} * interval '1 second'`;
  const crossed = (n: number) =>
    sql`(${line(n)} >= ${toIso(plus(from, -POLL_GRACE_MS))}::timestamptz and ${line(n)} < ${toIso(plus(to, -POLL_GRACE_MS))}::timestamptz)`;
  const rows = await executor
    .select({ id: appliance.id })
    .from(appliance)
    .where(and(isNull(appliance.retiredAt), sql`(${crossed(1)} or ${crossed(OFFLINE_AFTER_POLLS)})`));
  return rows.map((row) => row.id);
}
