import { cutSlices } from '../../domain/scans/slices.ts';
import { resolveHosts } from '../../domain/scans/targets.ts';
import type { ScanDuration, ScannerChoice, ScheduleTarget } from '../../domain/schedules/schedule.ts';
import type { Clock, Instant } from '../../domain/time/instant.ts';
import type { Executor } from '../../storage/database.ts';
import type { Work } from '../../storage/unit-of-work.ts';
import { countActiveScans, findUnfinished, insertScans, type NewScanRow, readProfiles, type ScanRow } from './scan-store.ts';
import { insertSlices, type NewSlice } from './slice-store.ts';

/** What is to be scanned: a schedule's settings as they are at launch, or the same without a schedule. */
export interface ScanOrder {
  readonly schedule: {
    /** Absent: launched by hand, without a schedule. */
    readonly id?: string | undefined;
    readonly revision?: number | undefined;
    readonly title: string;
    readonly timeZone?: string | undefined;
    /** Checked before. */
    readonly target: ScheduleTarget;
    /** Absent: the default profile. */
    readonly optionProfileId?: string | undefined;
    readonly scanners: ScannerChoice;
    readonly priority: number;
    readonly duration?: ScanDuration | undefined;
    readonly ownerId: string;
    readonly businessUnitId?: string | undefined;
  };
  readonly nominalAt?: Instant | undefined;
  readonly dueAt?: Instant | undefined;
  /** The person who asked for it; absent: the schedule did. Goes to the audit log. */
  readonly startedBy?: { readonly userId: string; readonly name: string } | undefined;
}

/** Starts scans and tells about those that have not ended. Used by the launcher in its own transaction. */
export interface ScanStarter {
  readonly startScan: (work: Work, order: ScanOrder) => Promise<{ readonly scanId: string }>;
  /** The same for many, in a handful of statements altogether. The answers are in the order of the orders. */
  readonly startScans: (work: Work, orders: readonly ScanOrder[]) => Promise<readonly { readonly scanId: string }[]>;
  readonly countActive: (executor: Executor) => Promise<number>;
  readonly unfinishedOf: (
    executor: Executor,
    scheduleId: string,
  ) => Promise<{ readonly scanId: string; readonly state: ScanRow['state'] } | undefined>;
}

export function createScanStarter({ clock, newId }: { clock: Clock; newId: () => string }): ScanStarter {
  const startScans: ScanStarter['startScans'] = async (work, orders) => {
    const at = clock();
    const profiles = await readProfiles(work.tx, [...new Set(orders.flatMap(({ schedule }) => schedule.optionProfileId ?? []))]);
    const scans: NewScanRow[] = [];
    const slices: NewSlice[] = [];
    for (const order of orders) {
      const { schedule } = order;
      const profileId = schedule.optionProfileId ?? profiles.defaultId ?? '';
      const profile = profiles.byId.get(profileId);
      if (profile === undefined) throw new Error(`no option profile for "${schedule.title}"`);
      const hosts = resolveHosts(schedule.target);
      const id = newId();
      scans.push({ ...toRow(order, { id, at }), optionProfileId: profileId, profile, hostsTotal: hosts.length });
      for (const [index, part] of cutSlices(hosts).entries()) {
        slices.push({ id: newId(), scanId: id, index, hosts: part, priority: schedule.priority, scanners: schedule.scanners });
      }
    }
    await insertScans(work.tx, scans);
    await insertSlices(work.tx, slices, at);
    for (const [i, { id }] of scans.entries()) await announceStart(work, id, orders[i]!);
    return scans.map(({ id }) => ({ scanId: id }));
  };

  return {
    startScans,
    startScan: async (work, order) => (await startScans(work, [order]))[0]!,
    countActive: countActiveScans,
    unfinishedOf: findUnfinished,
  };
}

type OrderColumns = Omit<NewScanRow, 'optionProfileId' | 'profile' | 'hostsTotal'>;

function toRow({ schedule, dueAt }: ScanOrder, { id, at }: { id: string; at: Instant }): OrderColumns & { id: string } {
  return {
    id,
    scheduleId: schedule.id ?? null,
    scheduleRevision: schedule.revision ?? null,
    title: schedule.title,
    timeZone: schedule.timeZone ?? null,
    target: schedule.target,
    scanners: schedule.scanners,
    priority: schedule.priority,
    duration: schedule.duration ?? null,
    ownerId: schedule.ownerId,
    businessUnitId: schedule.businessUnitId ?? null,
    state: 'queued',
    dueAt: dueAt === undefined ? null : new Date(dueAt),
    queuedAt: new Date(at),
    createdAt: new Date(at),
  };
}

async function announceStart(work: Work, scanId: string, { schedule, startedBy }: ScanOrder): Promise<void> {
  work.announce('scans', scanId);
  work.announce('slices', scanId);
  if (startedBy === undefined) return;
  const after = { title: schedule.title, target: schedule.target, scheduleId: schedule.id };
  await work.audit({ actor: startedBy, action: 'scan.launched', objectType: 'scan', objectId: scanId, after });
}
