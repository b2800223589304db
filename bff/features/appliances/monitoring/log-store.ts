import { and, eq, gte, inArray, lt, type SQL, sql } from 'drizzle-orm';
import type { LogEntry } from '#protocol/log';
import { anyText, choiceOf, type ListFilter } from '../../../domain/search/list-filter.ts';
import type { Instant } from '../../../domain/time/instant.ts';
import { type Executor, type Transaction, tables } from '../../../storage/database.ts';
import { insertMany } from '../../../storage/insert-many.ts';
import { type KeysetPage, likePart, type SortFields } from '../../../storage/keyset-page.ts';
import { eachBatch, readListPage } from '../../../storage/list-page.ts';

const { applianceLog: log, applianceLogStream: stream, applianceClock: clock, applianceUpdate: update, appliance } = tables;

export const LOG_TERMS = { level: choiceOf(['info', 'warn', 'error']), code: anyText, appliance: anyText };
export const LOG_SORTS: SortFields = {
  fields: { at: { by: log.at, type: 'instant' }, receivedAt: { by: log.receivedAt, type: 'instant' } },
  id: log.id,
  standard: 'at:desc',
};

/** Locks the stream for the transaction, and answers the last number that is known of it. */
export async function lockStream(tx: Transaction, applianceId: string, id: string): Promise<number> {
  await tx.insert(stream).values({ applianceId, stream: id, lastNumber: 0 }).onConflictDoNothing();
  const [row] = await tx
    .select({ last: stream.lastNumber })
    .from(stream)
    .where(and(eq(stream.applianceId, applianceId), eq(stream.stream, id)))
    .for('update');
  return row!.last;
}

export interface NewEntries {
  readonly applianceId: string;
  readonly stream: string;
  readonly entries: readonly LogEntry[];
  readonly receivedAt: Instant;
  readonly newId: () => string;
}

export async function addEntries(tx: Transaction, { applianceId, stream: id, entries, receivedAt, newId }: NewEntries): Promise<void> {
  const rows = entries.map(({ number, lost = 0, at, machineAt, level, code, message, details }) => ({
    ...{ id: newId(), applianceId, stream: id, number, lost, level, code, message, details: details ?? null },
    at: new Date(Math.min(at, receivedAt)),
    machineAt: new Date(machineAt),
    receivedAt: new Date(receivedAt),
  }));
  await insertMany(tx, log, rows);
  await tx
    .update(stream)
    .set({ lastNumber: entries.at(-1)!.number })
    .where(and(eq(stream.applianceId, applianceId), eq(stream.stream, id)));
}

export interface LogRequest {
  readonly filter: ListFilter<typeof LOG_TERMS>;
  readonly page: KeysetPage;
  readonly applianceId?: string | undefined;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
}

export type LogRow = typeof log.$inferSelect & { readonly name: string; readonly sortValue: string | null };

function matching({ filter: { terms, words }, applianceId, from, to }: LogRequest): SQL | undefined {
  const { level, code = [], appliance: names = [] } = terms;
  return and(
    applianceId === undefined ? undefined : eq(log.applianceId, applianceId),
    level === undefined ? undefined : level.length === 0 ? sql`false` : inArray(log.level, [...level]),
    ...code.map((one) => eq(log.code, one)),
    ...names.map((one) => sql`${appliance.name} ilike ${likePart(one)}`),
    ...words.map((word) => sql`concat_ws(' ', ${log.code}, ${log.message}, ${log.details}::text) ilike ${likePart(word)}`),
    from && gte(log.at, from),
    to && lt(log.at, to),
  );
}

const reading = (executor: Executor, request: LogRequest) => ({
  page: request.page,
  sorts: LOG_SORTS,
  matching: matching(request),
  rows: async ({
    where,
    orderBy,
    limit,
    sortValue,
  }: {
    where: SQL | undefined;
    orderBy: SQL;
    limit: number;
    sortValue: SQL<string | null>;
  }) => {
    const rows = await executor
      .select({ log, id: log.id, name: appliance.name, sortValue })
      .from(log)
      .innerJoin(appliance, eq(appliance.id, log.applianceId))
      .where(where)
      .orderBy(orderBy)
      .limit(limit);
    return rows.map(({ log: row, name, sortValue: value }): LogRow => ({ ...row, name, sortValue: value }));
  },
  count: async (where: SQL | undefined, limit: number) => {
    const some = executor
      .select({ id: log.id })
      .from(log)
      .innerJoin(appliance, eq(appliance.id, log.applianceId))
      .where(where)
      .limit(limit)
      .as('some');
    return executor.$count(some);
  },
});

export const listLog = (executor: Executor, request: LogRequest) => readListPage(reading(executor, request));
export const eachLog = (executor: Executor, request: LogRequest) => eachBatch(reading(executor, request));

/** The newest first. */
export const readClock = (executor: Executor, applianceId: string, limit: number) =>
  executor
    .select({ at: clock.at, offsetMs: clock.offsetMs })
    .from(clock)
    .where(eq(clock.applianceId, applianceId))
    .orderBy(sql`${clock.at} desc`)
    .limit(limit);

/** Forgets what was received before that instant: entries, clocks, and what became of updates. */
export async function forgetLog(executor: Executor, before: Date): Promise<void> {
  await executor.delete(log).where(lt(log.receivedAt, before));
  await executor.delete(clock).where(lt(clock.at, before));
  await executor.delete(update).where(lt(update.receivedAt, before));
}
