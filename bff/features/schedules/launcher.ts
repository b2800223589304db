import type { Verdict } from '../../domain/schedules/launch.ts';
import type { ScheduleTarget } from '../../domain/schedules/schedule.ts';
import { instant } from '../../domain/time/instant.ts';
import { lockLaunchSlots } from '../../storage/launch-slots.ts';
import type { UnitOfWork, Work } from '../../storage/unit-of-work.ts';
import { carryOut } from './carry-out.ts';
import type { NoticeBook, ScanStarter, SetupReader, TargetReader } from './collaborators.ts';
import { type Facts, type Round, type Ruling, ruleOnDue, ruleOnWaiting } from './launch-ruling.ts';
import {
  claimDue,
  claimWaiting,
  decidedKey,
  decidedSince,
  type LaunchRow,
  unfinishedScans,
  type WaitingChoice,
  type WaitingLaunch,
} from './launch-store.ts';
import { type ScheduleRow, toSchedule } from './store.ts';

export interface LauncherDeps {
  readonly uow: UnitOfWork;
  readonly newId: () => string;
  readonly setup: SetupReader;
  readonly scans: ScanStarter;
  readonly notices: NoticeBook;
  readonly targets: Pick<TargetReader, 'resolve'>;
  /** Told of every decision, once it is committed. */
  readonly launchDecided?: ((verdict: Verdict) => void) | undefined;
}

/** Due schedules of one transaction: enough to share its cost, few enough that nobody waits long for a lock. */
export const BATCH = 250;

/** Where the next batch of waiting launches goes on. */
export type WaitingCursor = Pick<LaunchRow, 'nominalAt' | 'id'>;

export interface Launcher {
  /** Decides on up to `BATCH` due schedules in one transaction; on one alone when its id is given. Answers how many it saw. */
  readonly launchDue: (round: Round, id?: string) => Promise<number>;
  /** Decides again on up to `BATCH` waiting launches; answers the last one, or nothing when there is none. */
  readonly launchWaiting: (
    round: Round,
    which: WaitingChoice & { readonly after?: WaitingCursor | undefined },
  ) => Promise<WaitingCursor | undefined>;
  /** Takes a due schedule out of the launcher's way: the database refused what was decided on it. */
  readonly quarantine: (round: Round, id: string, error: unknown) => Promise<void>;
}

export function createLauncher(deps: LauncherDeps): Launcher {
  const decide = decideInTransaction(deps);
  return {
    launchDue: (round, id) =>
      decide(round, async (work, carry) => {
        await lockLaunchSlots(work.tx);
        const rows = await claimDue(work.tx, round.now, BATCH, id);
        if (rows.length === 0) return 0;
        const facts = await readFacts(deps, work, round, rows);
        const decided = await decidedSince(work.tx, idsOf(rows), instant(Math.min(...rows.map(dueAt))));
        const rulings = rows.map((row) => ruleOnDue(row, facts, (occurrence) => decided.has(decidedKey(row.id, occurrence.at))));
        await carry(rulings);
        return rows.length;
      }),
    launchWaiting: (round, which) =>
      decide(round, async (work, carry) => {
        await lockLaunchSlots(work.tx);
        const waiting = oncePerSchedule(await claimWaiting(work.tx, { ...which, limit: BATCH }));
        if (waiting.length === 0) return undefined;
        const rows = waiting.map(({ schedule }) => schedule);
        const facts = await readFacts(deps, work, round, rows);
        const rulings = waiting.map((one) => ruleOnWaiting(one, facts));
        await carry(rulings);
        return waiting.at(-1)?.launch;
      }),
    quarantine: (round, id, error) =>
      decide(round, async (work, carry) => {
        const decision = { problem: error instanceof Error ? error.message : String(error) };
        const rows = await claimDue(work.tx, round.now, 1, id);
        await carry(rows.map((row) => ({ row, schedule: toSchedule(row), decision })));
      }),
  };
}

type Story<T> = (work: Work, carry: (rulings: readonly Ruling[]) => Promise<void>) => Promise<T>;

/** One transaction; what it decided is told of after its commit, never when it came to nothing. */
const decideInTransaction =
  (deps: LauncherDeps) =>
  async <T>(round: Round, story: Story<T>): Promise<T> => {
    const decided: Verdict[] = [];
    const carryIn = (work: Work) => async (rulings: readonly Ruling[]) => {
      decided.push(...(await carryOut(work, rulings, { ...deps, now: round.now })));
    };
    const result = await deps.uow((work) => story(work, carryIn(work)));
    for (const verdict of decided) deps.launchDecided?.(verdict);
    return result;
  };

const idsOf = (rows: readonly ScheduleRow[]): string[] => rows.map((row) => row.id);
const dueAt = (row: ScheduleRow): number => row.nextLaunchAt?.getTime() ?? 0;

async function readFacts(deps: LauncherDeps, work: Work, round: Round, rows: readonly ScheduleRow[]): Promise<Facts> {
  const setup = await deps.setup.scheduledScans(work.tx);
  const unfinished = await unfinishedScans(work.tx, idsOf(rows));
  const nothingToScan = await findHostless(deps, work, rows);
  return { ...round, setup, unfinished, nothingToScan, activeScans: await deps.scans.countActive(work.tx) };
}

/** Those of the continuous schedules whose target has no host at this moment, and why. */
async function findHostless({ targets }: LauncherDeps, work: Work, rows: readonly ScheduleRow[]): Promise<ReadonlyMap<string, string>> {
  const asked = rows.filter(({ recurrence, target }) => recurrence.kind === 'continuous' && mayBeEmpty(target));
  if (asked.length === 0) return new Map();
  const wanted = asked.map(({ target, ownerId, businessUnitId }) => ({ target, ownerId, businessUnitId: businessUnitId ?? undefined }));
  const resolved = await targets.resolve(work.tx, wanted);
  return new Map(
    asked.flatMap(({ id }, i) => {
      const { hosts, whyEmpty } = resolved[i]!;
      return hosts.length > 0 ? [] : [[id, whyEmpty ?? 'No host: the target names none.'] as const];
    }),
  );
}

/** What names its hosts itself was checked when it was saved. */
const mayBeEmpty = (target: ScheduleTarget): boolean => target.kind !== 'hosts' || target.assetGroupIds.length > 0;

// A schedule's second waiting launch is decided after its first, in a transaction of its own: the count must not be lost.
function oncePerSchedule(waiting: readonly WaitingLaunch[]): readonly WaitingLaunch[] {
  const seen = new Set<string>();
  const repeated = waiting.findIndex(({ schedule }) => seen.size === seen.add(schedule.id).size);
  return repeated === -1 ? waiting : waiting.slice(0, repeated);
}
