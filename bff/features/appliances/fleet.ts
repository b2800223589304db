import type { ApplianceAuditNote, ApplianceJob, ApplianceUpdateNote, FleetSummary } from '../../contract/appliance-fleet.ts';
import type { Appliance } from '../../contract/appliances.ts';
import type { ExportInput } from '../../contract/export.ts';
import { changedFields } from '../../domain/audit/changed-fields.ts';
import { type CsvColumn, chooseColumns, csvText } from '../../domain/csv/csv-columns.ts';
import type { Actor } from '../../domain/identity/role.ts';
import { type Clock, instant, toIso } from '../../domain/time/instant.ts';
import { unwrap } from '../../domain/unwrap.ts';
import type { Database } from '../../storage/database.ts';
import { csvFile, type SentFile } from '../../text-file.ts';
import { readAudit, readJobs, readSummary, readUpdates } from './fleet-store.ts';
import type { ApplianceService } from './service.ts';

/** The columns of the list as a file, by the keys of the console's columns. */
const APPLIANCE_CSV: readonly CsvColumn<Appliance>[] = [
  { key: 'name', heads: ['name', 'location', 'host_name'], cells: ({ name, location, hostName }) => [name, location, hostName] },
  {
    key: 'status',
    heads: ['state', 'since_utc', 'reason', 'slices_running'],
    cells: ({ state, stateSince, stateReason, runningSlices }) => [state, stateSince, stateReason, runningSlices.length],
  },
  { key: 'poll', heads: ['last_poll_utc', 'next_poll_utc'], cells: ({ lastPollAt, nextPollAt }) => [lastPollAt, nextPollAt] },
  { key: 'missed', heads: ['polls_missed'], cells: ({ missedPolls }) => [missedPolls] },
  { key: 'capacity', heads: ['slots_used', 'slots'], cells: ({ capacity }) => [capacity?.used, capacity?.slots] },
  {
    key: 'versions',
    heads: ['scand', 'signatures', 'appliance'],
    cells: ({ versions }) => [versions?.scand, versions?.signatures, versions?.appliance],
  },
  { key: 'clock', heads: ['clock_offset_ms'], cells: ({ clockOffsetMs }) => [clockOffsetMs] },
  { key: 'addresses', heads: ['addresses'], cells: ({ addresses }) => [addresses.join(' ')] },
  { key: 'registered', heads: ['registered_utc'], cells: ({ registeredAt }) => [registeredAt] },
];

interface FleetDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly appliances: Pick<ApplianceService, 'list' | 'get'>;
}

/** What is read of the whole fleet, and of the past of an appliance. */
export interface Fleet {
  readonly summary: () => Promise<FleetSummary>;
  /** The list as a file, whole. */
  readonly export: (input: ExportInput) => Promise<SentFile>;
  readonly jobs: (actor: Actor, id: string) => Promise<{ items: ApplianceJob[] }>;
  readonly updates: (id: string) => Promise<{ items: ApplianceUpdateNote[] }>;
  readonly audit: (id: string) => Promise<{ items: ApplianceAuditNote[] }>;
}

export function createFleet({ db, clock, appliances }: FleetDeps): Fleet {
  return {
    summary: () => readSummary(db, clock()),
    export: async (input) => {
      const { columns } = unwrap({ columns: chooseColumns(APPLIANCE_CSV, input.columns) });
      return csvFile('appliances', csvText(columns, eachPage(appliances, input)));
    },
    jobs: async (actor, id) => {
      await appliances.get(actor, id);
      return { items: (await readJobs(db, actor, id)).map(toJob) };
    },
    updates: async (id) => {
      await appliances.get(null, id);
      return { items: (await readUpdates(db, id)).map(toUpdateNote) };
    },
    audit: async (id) => {
      await appliances.get(null, id);
      return { items: (await readAudit(db, id)).map(toAuditNote) };
    },
  };
}

async function* eachPage({ list }: FleetDeps['appliances'], { query, sort }: ExportInput) {
  let cursor: string | undefined;
  do {
    const { items, nextCursor } = await list(null, { query, sort, limit: 200, cursor });
    yield items;
    cursor = nextCursor ?? undefined;
  } while (cursor !== undefined);
}

const isoOf = (date: Date): string => toIso(instant(date.getTime()));
const isoOr = (date: Date | null): string | undefined => (date === null ? undefined : isoOf(date));

const toJob = ({ attempts, ...row }: Awaited<ReturnType<typeof readJobs>>[number]): ApplianceJob => ({
  ...row,
  // What others did of the slice before or after is not its own.
  hostsDone: row.attempt === attempts ? row.hostsDone : 0,
  offeredAt: isoOf(row.offeredAt),
  acceptedAt: isoOr(row.acceptedAt),
  startedAt: isoOr(row.startedAt),
  endedAt: isoOr(row.endedAt),
  outcome: row.outcome ?? undefined,
  reason: row.reason ?? undefined,
});

const toUpdateNote = (row: Awaited<ReturnType<typeof readUpdates>>[number]): ApplianceUpdateNote => ({
  ...{ package: row.package, at: isoOf(row.at), state: row.state },
  fromVersion: row.fromVersion ?? undefined,
  toVersion: row.toVersion ?? undefined,
  reason: row.reason ?? undefined,
});

const toAuditNote = ({ id, at, actorName, action, before, after }: Awaited<ReturnType<typeof readAudit>>[number]): ApplianceAuditNote => ({
  ...{ id, at: isoOf(at), by: actorName, action },
  // An id says nothing to people.
  changes: changedFields(before, after).filter(({ field }) => field !== 'commandId'),
});
