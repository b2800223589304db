import { and, eq, inArray } from 'drizzle-orm';
import type { ScanState } from '../../../domain/scans/scan.ts';
import type { Clock } from '../../../domain/time/instant.ts';
import { type Executor, tables } from '../../../storage/database.ts';
import type { ScanOrder, ScanStarter } from '../collaborators.ts';

const { scan } = tables;
const UNFINISHED: ScanState[] = ['queued', 'running', 'pausing', 'paused', 'canceling'];
const PROFILE = { engine: 'auto', ports: 'standard', intensity: 'normal', hostTimeoutSeconds: 60 } as const;

/** Opens scans as bare rows: enough for the launcher, which knows no more of a scan than its state. */
export function scanRows(clock: Clock, newId: () => string): ScanStarter & { readonly orders: ScanOrder[] } {
  const orders: ScanOrder[] = [];
  const startScans: ScanStarter['startScans'] = async (work, ordered) => {
    if (ordered.some(({ schedule }) => schedule.title === 'cannot start')) throw new Error('there is nothing to scan');
    const at = new Date(clock());
    const rows = ordered.map((order) => ({ ...toRow(order), id: newId(), queuedAt: at, createdAt: at }));
    await work.tx.insert(scan).values(rows);
    orders.push(...ordered);
    return rows.map(({ id }) => ({ scanId: id }));
  };
  return {
    orders,
    startScans,
    endEmpty: async () => {},
    startScan: async (work, order) => (await startScans(work, [order]))[0]!,
    countActive: (executor) => executor.$count(scan, inArray(scan.state, ['queued', 'running'])),
    unfinishedOf: async (executor, scheduleId) => {
      const [row] = await executor
        .select({ scanId: scan.id, state: scan.state })
        .from(scan)
        .where(and(eq(scan.scheduleId, scheduleId), inArray(scan.state, UNFINISHED)));
      return row;
    },
  };
}

function toRow({ schedule, dueAt }: ScanOrder) {
  const { id, revision, title, timeZone, target, optionProfileId, scanners, priority, duration, ownerId, businessUnitId } = schedule;
  const copied = { title, timeZone, target, optionProfileId, scanners, priority, duration, ownerId, businessUnitId };
  return {
    ...copied,
    scheduleId: id,
    scheduleRevision: revision,
    profile: PROFILE,
    state: 'queued',
    dueAt: new Date(dueAt),
    hostsTotal: 1,
  } as const;
}

/** What the scans feature would do to a scan's state. */
export async function setScanState(executor: Executor, id: string, state: ScanState): Promise<void> {
  await executor.update(scan).set({ state }).where(eq(scan.id, id));
}
