import { planSlices } from '../../domain/scans/pools.ts';
import type { ScanEvent } from '../../domain/scans/transition.ts';
import type { ScanDuration, ScannerChoice, ScheduleTarget } from '../../domain/schedules/schedule.ts';
import type { Clock, Instant } from '../../domain/time/instant.ts';
import type { Executor } from '../../storage/database.ts';
import type { Work } from '../../storage/unit-of-work.ts';
import type { ResolvedTarget, TargetReader } from './collaborators.ts';
import { countActiveScans, findUnfinished, insertScans, lockScan, type NewScanRow, readProfiles, type ScanRow } from './scan-store.ts';
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

/** A scan that was started. `whyEmpty`: its target holds no host, so that nothing will ever report for it. */
export interface StartedScan {
  readonly scanId: string;
  readonly whyEmpty?: string | undefined;
}

/** Starts scans and tells about those that have not ended. Used by the launcher in its own transaction. */
export interface ScanStarter {
  readonly startScan: (work: Work, order: ScanOrder) => Promise<StartedScan>;
  /** The same for many, in a handful of statements altogether. The answers are in the order of the orders. */
  readonly startScans: (work: Work, orders: readonly ScanOrder[]) => Promise<readonly StartedScan[]>;
  /**
   * Ends those of them that are empty, with all that follows from the end of a scan. Called in the same transaction, once everything else
   * about their launch is written: the next launch of a continuous schedule follows from the end of this one.
   */
  readonly endEmpty: (work: Work, started: readonly StartedScan[]) => Promise<void>;
  readonly countActive: (executor: Executor) => Promise<number>;
  readonly unfinishedOf: (
    executor: Executor,
    scheduleId: string,
  ) => Promise<{ readonly scanId: string; readonly state: ScanRow['state'] } | undefined>;
}

export interface ScanStarterDeps {
  readonly clock: Clock;
  readonly newId: () => string;
  readonly targets: TargetReader;
  /** Carries out an event of a scan that is locked. */
  readonly change: (work: Work, scan: ScanRow, event: ScanEvent) => Promise<unknown>;
}

export function createScanStarter({ clock, newId, targets, change }: ScanStarterDeps): ScanStarter {
  const startScans: ScanStarter['startScans'] = async (work, orders) => {
    const at = clock();
    const profiles = await readProfiles(work.tx, [...new Set(orders.flatMap(({ schedule }) => schedule.optionProfileId ?? []))]);
    const scans: NewScanRow[] = [];
    const slices: NewSlice[] = [];
    const resolved = await targets.resolve(
      work.tx,
      orders.map(({ schedule }) => schedule),
    );
    const pools = orders.some(({ schedule }) => schedule.scanners.kind === 'any') ? await targets.pools(work.tx) : [];
    for (const [i, order] of orders.entries()) {
      const { schedule } = order;
      const profileId = schedule.optionProfileId ?? profiles.defaultId ?? '';
      const profile = profiles.byId.get(profileId);
      if (profile === undefined) throw new Error(`no option profile for "${schedule.title}"`);
      const { hosts, notes } = resolved[i]!;
      const id = newId();
      scans.push({ ...toRow(order, { id, at }), optionProfileId: profileId, profile, hostsTotal: hosts.length, notes: [...notes] });
      for (const [index, plan] of planSlices(hosts, schedule.scanners, pools).entries()) {
        slices.push({ id: newId(), scanId: id, index, priority: schedule.priority, ...plan });
      }
    }
    await insertScans(work.tx, scans);
    await insertSlices(work.tx, slices, at);
    for (const [i, { id }] of scans.entries()) await announceStart(work, id, orders[i]!);
    return scans.map(({ id }, i) => startedScan(id, resolved[i]!));
  };

  return {
    startScans,
    startScan: async (work, order) => (await startScans(work, [order]))[0]!,
    endEmpty: async (work, started) => {
      for (const { scanId, whyEmpty } of started) {
        const scan = whyEmpty === undefined ? undefined : await lockScan(work.tx, scanId);
        if (scan !== undefined) await change(work, scan, { kind: 'all-done', outcome: 'no-host-alive', missing: whyEmpty, at: clock() });
      }
    },
    countActive: countActiveScans,
    unfinishedOf: findUnfinished,
  };
}

const startedScan = (scanId: string, { hosts, whyEmpty }: ResolvedTarget): StartedScan =>
  hosts.length > 0 ? { scanId } : { scanId, whyEmpty: whyEmpty ?? 'No host: the target names none.' };

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
