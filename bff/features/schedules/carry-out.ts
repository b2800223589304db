import type { OwedNotice } from '../../domain/notifications/notice.ts';
import type { LaunchReason, Verdict } from '../../domain/schedules/launch.ts';
import type { LaunchDecision, LedgerRow } from '../../domain/schedules/launch-decision.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { isDatabaseError } from '../../storage/database-error.ts';
import type { Work } from '../../storage/unit-of-work.ts';
import type { NoticeBook, ScanOrder, ScanStarter, StartedScan } from './collaborators.ts';
import { launchNotices } from './launch-notices.ts';
import type { Ruling } from './launch-ruling.ts';
import { insertLaunches, type NewLaunch, redecide, saveProgressOfMany } from './launch-store.ts';
import type { ScheduleProgress } from './store.ts';

export interface CarryOutDeps {
  readonly newId: () => string;
  readonly scans: ScanStarter;
  readonly notices: NoticeBook;
  readonly now: Instant;
}

type Moved = ScheduleProgress & { readonly id: string };
/** The scan that was started for a schedule, or why it could not be. */
type Started = StartedScan | { readonly problem: string };

/**
 * Writes what was ruled: scans, ledger rows, the next dates. All in the transaction of `work`, in few statements for many schedules.
 * Answers the verdicts that were written, those on waiting launches among them.
 */
export async function carryOut(work: Work, rulings: readonly Ruling[], deps: CarryOutDeps): Promise<readonly Verdict[]> {
  const started = await startAll(work, rulings, deps.scans);
  const launches: NewLaunch[] = [];
  const moved: Moved[] = [];
  const redecided: Verdict[] = [];
  const notices: OwedNotice[] = [];
  for (const ruling of rulings) {
    const outcome = started.get(ruling.row.id);
    const failed = outcome !== undefined && 'problem' in outcome;
    const decision = failed ? outcome : ruling.decision;
    const scanId = failed ? undefined : outcome?.scanId;
    const written = 'problem' in decision ? quarantine(ruling, decision.problem, deps) : settle(ruling, decision, scanId, deps);
    launches.push(...written.launches);
    if (written.moved !== undefined) moved.push(written.moved);
    if (written.redecision !== undefined) {
      await rewrite(work, ruling, written.redecision);
      redecided.push(written.redecision.verdict);
    }
    const problem = 'problem' in decision ? decision.problem : undefined;
    notices.push(...launchNotices(ruling, { ...written, problem }, deps.now));
    if ('problem' in decision) await work.audit(quarantineNote(ruling, decision.problem));
  }
  await insertLaunches(work.tx, launches);
  await saveProgressOfMany(work.tx, moved);
  await deps.notices.owe(work, notices);
  await deps.scans.endEmpty(
    work,
    [...started.values()].flatMap((one) => ('scanId' in one ? [one] : [])),
  );
  for (const { id } of launches) work.announce('launches', id);
  for (const { id } of moved) work.announce('schedules', id);
  return [...launches.map(({ verdict }) => verdict), ...redecided];
}

interface Written {
  readonly launches: readonly NewLaunch[];
  readonly moved?: Moved;
  /** What becomes of the launch that waited. */
  readonly redecision?: Omit<LedgerRow, 'occurrence'> & { readonly scanId: string | undefined };
}

function settle(ruling: Ruling, decision: LaunchDecision, scanId: string | undefined, deps: CarryOutDeps): Written {
  const last = decision.rows.at(-1);
  if (ruling.waiting !== undefined) {
    if (last === undefined) return { launches: [] };
    return { launches: [], moved: move(ruling, decision, { scanId }), redecision: { ...last, scanId } };
  }
  const launches = decision.rows.map((row) => toLaunch(ruling, row, row === last ? scanId : undefined, deps.newId()));
  return { launches, moved: move(ruling, decision, { scanId, launchId: launches.at(-1)?.id }) };
}

/** It launches nothing until a person has looked. The occurrence at which it was due has its row all the same. */
function quarantine(ruling: Ruling, problem: string, { now, newId }: CarryOutDeps): Written {
  const { row, schedule, waiting } = ruling;
  const verdict = { verdict: 'missed', reason: { code: 'not-evaluable', problem }, decidedAt: now } as const;
  const decision = { rows: [], occurrencesCounted: row.occurrencesCounted, inactive: 'quarantined' } as const;
  if (waiting !== undefined) return { launches: [], moved: move(ruling, decision, {}), redecision: { ...verdict, scanId: undefined } };
  const occurrence = schedule.next ?? { at: now, local: schedule.start, offsetMinutes: 0 };
  const launch = toLaunch(ruling, { ...verdict, occurrence }, undefined, newId());
  return { launches: [launch], moved: move(ruling, decision, { launchId: launch.id }) };
}

function toLaunch({ row }: Ruling, ledger: LedgerRow, scanId: string | undefined, id: string): NewLaunch {
  const { occurrence, verdict, decidedAt, lateBySeconds } = ledger;
  const previous = row.recurrence.kind === 'continuous' && verdict === 'launched' ? row.lastScanId : null;
  const reason: LaunchReason | undefined = previous === null ? ledger.reason : { code: 'previous-ended', scanId: previous };
  const { at: nominalAt, local, note } = occurrence;
  return { id, scheduleId: row.id, of: row, nominalAt, local, note, verdict, reason, decidedAt, lateBySeconds, scanId };
}

function move({ row }: Ruling, decision: LaunchDecision, last: { scanId?: string | undefined; launchId?: string | undefined }): Moved {
  return {
    id: row.id,
    next: decision.next,
    occurrencesCounted: decision.occurrencesCounted,
    errorsInARow: row.errorsInARow,
    active: decision.inactive === undefined,
    inactiveReason: decision.inactive,
    lastScanId: last.scanId,
    lastLaunchId: last.launchId,
  };
}

async function rewrite(work: Work, { waiting }: Ruling, decided: NonNullable<Written['redecision']>): Promise<void> {
  if (waiting === undefined) return;
  const { verdict, reason, decidedAt, lateBySeconds, scanId } = decided;
  await redecide(work.tx, { id: waiting.id, verdict, reason, decidedAt, lateBySeconds, scanId });
  work.announce('launches', waiting.id);
}

const quarantineNote = ({ row }: Ruling, problem: string) => ({
  actor: null,
  action: 'schedule.quarantined',
  objectType: 'schedule',
  objectId: row.id,
  after: { title: row.title, problem },
});

/** Starts the scans of all rulings at once. When one of them cannot be started, each is tried for itself. */
async function startAll(work: Work, rulings: readonly Ruling[], scans: ScanStarter): Promise<ReadonlyMap<string, Started>> {
  const orders = rulings.flatMap((ruling) => orderOf(ruling) ?? []);
  if (orders.length === 0) return new Map();
  try {
    const started = await scans.startScans(work, orders);
    return new Map(orders.map(({ schedule }, i) => [schedule.id, started[i]!]));
  } catch (error) {
    // After an error of the database the transaction is over.
    if (isDatabaseError(error)) throw error;
    const each = new Map<string, Started>();
    for (const order of orders) each.set(order.schedule.id, await startOne(work, order, scans));
    return each;
  }
}

async function startOne(work: Work, order: ScanOrder, scans: ScanStarter): Promise<Started> {
  try {
    return await scans.startScan(work, order);
  } catch (error) {
    if (isDatabaseError(error)) throw error;
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

function orderOf({ schedule, decision }: Ruling): ScanOrder | undefined {
  if ('problem' in decision || decision.launches === undefined) return undefined;
  const { at } = decision.launches;
  return { schedule, nominalAt: at, dueAt: at, launchKind: schedule.recurrence.kind === 'continuous' ? 'continuous' : 'scheduled' };
}
