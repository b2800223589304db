import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Actor } from '../../domain/identity/role.ts';
import { anyText, choiceOf, daysLast, type ListFilter } from '../../domain/search/list-filter.ts';
import { DAY_MS, type Instant } from '../../domain/time/instant.ts';
import { type Executor, type Transaction, tables } from '../../storage/database.ts';
import {
  afterCursor,
  type KeysetPage,
  likePart,
  pageOrder,
  rowsToRead,
  type SortFields,
  sortValue,
  toPage,
} from '../../storage/keyset-page.ts';
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

export async function listLaunches(executor: Executor, request: LedgerRequest) {
  const { actor, filter, page, now, scheduleId } = request;
  const one = scheduleId === undefined ? undefined : eq(launch.scheduleId, scheduleId);
  const matching = and(visibleTo(actor, 'schedules.read', launch), one, ...conditions(filter, now));
  const selected = await executor
    .select({ launch, id: launch.id, scanNumber: scan.number, sortValue: sortValue(page, LEDGER_SORTS) })
    .from(launch)
    .leftJoin(scan, eq(scan.id, launch.scanId))
    .where(and(matching, afterCursor(page, LEDGER_SORTS)))
    .orderBy(pageOrder(page, LEDGER_SORTS))
    .limit(rowsToRead(page));
  const [total] = await executor.select({ count: sql<number>`count(*)::int` }).from(launch).where(matching);
  const { rows, nextCursor } = toPage(selected, page);
  const views: LaunchView[] = rows.map((row) => ({ ...row.launch, scanNumber: row.scanNumber ?? undefined }));
  return { views, nextCursor, count: total?.count ?? 0 };
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

/** Lets held launches go: the launcher decides them again. Without ids: all of them. Answers the released ones. */
export async function releaseHeld(tx: Transaction, ids: readonly string[] | undefined, by: string) {
  return tx
    .update(launch)
    .set({ reason: { code: 'released', by } })
    .where(and(HELD, ids === undefined ? undefined : inArray(launch.id, [...ids])))
    .returning({ id: launch.id, scheduleId: launch.scheduleId });
}
