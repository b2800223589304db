import type { ExportInput } from '../../../contract/export.ts';
import type { ApplianceLogEntry, LogSpan } from '../../../contract/monitoring.ts';
import type { ListInput } from '../../../contract/page.ts';
import { CLOCK_ALARM_MS } from '../../../domain/appliances/clock-alarm.ts';
import { type CsvColumn, chooseColumns, csvText } from '../../../domain/csv/csv-columns.ts';
import { refuse } from '../../../domain/refusal.ts';
import { parseListFilter } from '../../../domain/search/list-filter.ts';
import { instant, toIso } from '../../../domain/time/instant.ts';
import { unwrap } from '../../../domain/unwrap.ts';
import type { Database } from '../../../storage/database.ts';
import { readPageRequest } from '../../../storage/keyset-page.ts';
import type { ListPage } from '../../../storage/list-page.ts';
import { SNAPSHOT } from '../../../storage/snapshot.ts';
import { csvFile } from '../../../text-file.ts';
import { readAppliance } from '../store.ts';
import * as store from './log-store.ts';

const LOG_CSV: readonly CsvColumn<ApplianceLogEntry>[] = [
  { key: 'at', heads: ['at_utc', 'machine_utc', 'received_utc'], cells: ({ at, machineAt, receivedAt }) => [at, machineAt, receivedAt] },
  {
    key: 'appliance',
    heads: ['appliance', 'number', 'lost_before'],
    cells: ({ applianceName, number, lost }) => [applianceName, number, lost],
  },
  { key: 'level', heads: ['level'], cells: ({ level }) => [level] },
  { key: 'code', heads: ['code'], cells: ({ code }) => [code] },
  { key: 'message', heads: ['message', 'details'], cells: ({ message, details }) => [message, details && JSON.stringify(details)] },
];
/** More of the clock's history than a picture of it can show. */
const CLOCK_ROWS = 1000;

const isoOf = (date: Date): string => toIso(instant(date.getTime()));
const backwards = { path: ['to'], code: 'span-empty', message: 'Nothing can lie between: "to" must be later than "from"' };

function spanOf({ from, to }: LogSpan) {
  const span = { from: from === undefined ? undefined : new Date(from), to: to === undefined ? undefined : new Date(to) };
  if (span.from !== undefined && span.to !== undefined && span.from >= span.to) throw refuse.invalid([backwards]);
  return span;
}

const present = (row: store.LogRow): ApplianceLogEntry => ({
  ...{ id: row.id, applianceId: row.applianceId, applianceName: row.name, number: row.number, lost: row.lost },
  ...{ at: isoOf(row.at), machineAt: isoOf(row.machineAt), receivedAt: isoOf(row.receivedAt) },
  ...{ level: row.level, code: row.code, message: row.message },
  ...(row.details === null ? {} : { details: row.details }),
});

async function* presented(batches: AsyncIterable<readonly store.LogRow[]>) {
  for await (const rows of batches) yield rows.map(present);
}

/** Reads what the appliances told. */
export function createLogSearch({ db }: { readonly db: Database }) {
  const requireAppliance = async (id: string | undefined) => {
    if (id !== undefined && (await readAppliance(db, id)) === undefined) throw refuse.notFound('appliance');
  };
  return {
    list: async (input: ListInput & LogSpan, applianceId?: string): Promise<ListPage<ApplianceLogEntry>> => {
      await requireAppliance(applianceId);
      const request = unwrap({ filter: parseListFilter(input.query, store.LOG_TERMS), page: readPageRequest(input, store.LOG_SORTS) });
      const { rows, nextCursor, total } = await store.listLog(db, { ...request, ...spanOf(input), applianceId });
      return { items: rows.map(present), nextCursor, total };
    },
    export: async (input: ExportInput & LogSpan, applianceId?: string) => {
      await requireAppliance(applianceId);
      const { columns, ...request } = unwrap({
        columns: chooseColumns(LOG_CSV, input.columns),
        filter: parseListFilter(input.query, store.LOG_TERMS),
        page: readPageRequest({ ...input, limit: 1 }, store.LOG_SORTS),
      });
      const send = (tx: Parameters<typeof store.eachLog>[0]) =>
        csvFile('appliance-log', csvText(columns, presented(store.eachLog(tx, { ...request, ...spanOf(input), applianceId }))));
      return db.transaction(send, SNAPSHOT);
    },
    clock: async (applianceId: string) => {
      await requireAppliance(applianceId);
      const rows = await store.readClock(db, applianceId, CLOCK_ROWS);
      return { items: rows.map(({ at, offsetMs }) => ({ at: isoOf(at), offsetMs })), alarmMs: CLOCK_ALARM_MS };
    },
  };
}
