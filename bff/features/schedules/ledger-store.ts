import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Actor } from '../../domain/identity/role.ts';
import { anyText, choiceOf, daysLast, type ListFilter } from '../../domain/search/list-filter.ts';
import { DAY_MS, type Instant } from '../../domain/time/instant.ts';
import { type Executor, type Transaction, tables } from '../../storage/database.ts';
import { type KeysetPage, likePart, type SortFields } from '../../storage/keyset-page.ts';
import { eachBatch, type ListReading, readListPage } from '../../storage/list-page.ts';
import { visibleTo } from '../../storage/visible-to.ts';

const { launch, scan } = tables;

/** A row of the ledger, with the number by which people know its scan. */
export type LaunchView = typeof launch.$inferSelect & { readonly scanNumber: number | undefined };

/** The filter terms of the ledger. */
export const LEDGER_TERMS = {
  verdict: choiceOf(['launched', 'late', 'skipped', 'missed', 'waiting', 'held']),
  due: daysLast,
  /** Id or part of the title. */
  schedule: anyText,
};
export type LedgerFilter = ListFilter<typeof LEDGER_TERMS>;

export const LEDGER_SORTS: SortFields = {
  fields: { nominalAt: { by: launch.nominalAt, type: 'instant' } },
  id: launch.id,
  standard: 'nominalAt:desc',
};

export interface LedgerRequest {
  readonly actor: Actor;
  readonly filter: LedgerFilter;
  readonly page: KeysetPage;
  readonly now: Instant;
  /** The ledger of one schedule alone. */
  readonly scheduleId?: string | undefined;
}

const select = (executor: Executor, sortBy: SQL<string | null>) =>
  executor
    .select({ launch, id: launch.id, scanNumber: scan.number, sortValue: sortBy })
    .from(launch)
    .leftJoin(scan, eq(scan.id, launch.scanId));

type Selected = Awaited<ReturnType<typeof select>>[number];

function reading(executor: Executor, { actor, filter, page, now, scheduleId }: LedgerRequest): ListReading<Selected> {
  const one = scheduleId === undefined ? undefined : eq(launch.scheduleId, scheduleId);
  return {
    ...{ page, sorts: LEDGER_SORTS, matching: and(visibleTo(actor, 'schedules.read', launch), one, ...conditions(filter, now)) },
    rows: ({ where, orderBy, limit, sortValue }) => select(executor, sortValue).where(where).orderBy(orderBy).limit(limit),
    count: (where, limit) => executor.$count(executor.select({ id: launch.id }).from(launch).where(where).limit(limit).as('some')),
  };
}

const toView = (row: Selected): LaunchView => ({ ...row.launch, scanNumber: row.scanNumber ?? undefined });

export async function listLaunches(executor: Executor, request: LedgerRequest) {
  const { rows, nextCursor, total } = await readListPage(reading(executor, request));
  return { views: rows.map(toView), nextCursor, total };
}

/** The whole list, for a file. */
export async function* eachLaunchView(executor: Executor, request: LedgerRequest): AsyncGenerator<readonly LaunchView[]> {
  for await (const rows of eachBatch(reading(executor, request))) yield rows.map(toView);
}

const HELD = sql`(${launch.verdict} = 'waiting' and ${launch.reason}->>'code' = 'held')`;

function conditions({ terms, words }: LedgerFilter, now: Instant): SQL[] {
  const found: SQL[] = [];
  if (terms.verdict) found.push(verdictIn(terms.verdict));
  if (terms.due) found.push(sql`${launch.nominalAt} >= ${new Date(now - terms.due * DAY_MS)}`);
  for (const text of terms.schedule ?? []) found.push(ofSchedule(text));
  for (const word of words) found.push(sql`${launch.scheduleTitle} ilike ${likePart(word)}`);
  return found;
}

function verdictIn(verdicts: readonly string[]): SQL {
  const plain = verdicts.filter((verdict) => verdict !== 'held');
  const among = plain.length === 0 ? sql`false` : sql`${inArray(sql`${launch.verdict}`, plain)}`;
  return verdicts.includes('held') ? sql`(${among} or ${HELD})` : among;
}

const ofSchedule = (text: string): SQL =>
  sql`(${launch.scheduleId}::text = ${text.toLowerCase()} or ${launch.scheduleTitle} ilike ${likePart(text)})`;

/** What becomes of held launches. */
export type HeldDecision = Pick<Partial<typeof launch.$inferInsert>, 'verdict' | 'reason' | 'decidedAt'>;

/** Decides on held launches; without ids, on all of them. Answers those that were held. */
export const decideHeld = (tx: Transaction, ids: readonly string[] | undefined, decision: HeldDecision) =>
  tx
    .update(launch)
    .set(decision)
    .where(and(HELD, ids === undefined ? undefined : inArray(launch.id, [...ids])))
    .returning({ id: launch.id, scheduleId: launch.scheduleId });
