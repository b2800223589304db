import type { ExportInput } from '../../contract/export.ts';
import type { HostResult, Relaunch, Scan, SliceWait } from '../../contract/scans.ts';
import { asksBack } from '../../domain/assets/no-scannable-assets.ts';
import { chooseColumns, csvText } from '../../domain/csv/csv-columns.ts';
import { can, type Permission } from '../../domain/identity/can.ts';
import type { Actor } from '../../domain/identity/role.ts';
import type { Issue } from '../../domain/issue.ts';
import { refuse } from '../../domain/refusal.ts';
import type { Result } from '../../domain/result.ts';
import { describeTransitionRefusal, type ScanEvent } from '../../domain/scans/transition.ts';
import { parseListFilter } from '../../domain/search/list-filter.ts';
import type { Clock } from '../../domain/time/instant.ts';
import type { Database } from '../../storage/database.ts';
import { type PageRequest, readPageRequest } from '../../storage/keyset-page.ts';
import { lockLaunchSlots } from '../../storage/launch-slots.ts';
import type { ListPage } from '../../storage/list-page.ts';
import { SNAPSHOT } from '../../storage/snapshot.ts';
import { readTargetTexts } from '../../storage/target-texts.ts';
import type { UnitOfWork, Work } from '../../storage/unit-of-work.ts';
import { csvFile, type SentFile } from '../../text-file.ts';
import type { ScanChanger } from './change-scan.ts';
import { checkNewScan, type NewScan } from './check-new-scan.ts';
import type { SetupReader, SliceWaits, TargetReader, WaitingFor } from './collaborators.ts';
import { HOST_SORTS, HOST_TERMS, listHosts } from './host-list-store.ts';
import { createRelaunch } from './relaunch.ts';
import { SCAN_CSV } from './scan-csv.ts';
import { eachScanView, listScans, SCAN_SORTS, SCAN_TERMS, type ScanView, viewScan } from './scan-list-store.ts';
import { lockScan, type ScanRow } from './scan-store.ts';
import { hasLeased, listSlices } from './slice-store.ts';
import type { ScanStarter } from './start-scan.ts';
import { toContractHost, toContractScan, toContractSlice, toContractWait } from './to-contract.ts';

export interface ScansDeps {
  readonly db: Database;
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly starter: ScanStarter;
  readonly changer: ScanChanger;
  readonly waitingFor: WaitingFor;
  readonly waits: SliceWaits;
  readonly setup: SetupReader;
  readonly targets: TargetReader;
}

type ListRequest = PageRequest & { readonly query?: string | undefined };

/** What people do with scans. Every one of them sees and counts only what is theirs. */
export interface ScansService {
  readonly list: (actor: Actor, request: ListRequest) => Promise<ListPage<Scan>>;
  readonly get: (actor: Actor, id: string) => Promise<Scan>;
  /** The list as a file, whole. */
  readonly export: (actor: Actor, input: ExportInput) => Promise<SentFile>;
  /** What `create` would refuse. The input is unread JSON. */
  readonly check: (actor: Actor, input: unknown) => Promise<readonly Issue[]>;
  /** Launches now, without a schedule. */
  readonly create: (actor: Actor, input: NewScan) => Promise<Scan>;
  /** What launching it again would take (seed S13). */
  readonly relaunch: (actor: Actor, id: string) => Promise<Relaunch>;
  readonly pause: (actor: Actor, id: string) => Promise<Scan>;
  readonly resume: (actor: Actor, id: string) => Promise<Scan>;
  readonly cancel: (actor: Actor, id: string) => Promise<Scan>;
  readonly slices: (actor: Actor, id: string) => Promise<{ items: ReturnType<typeof toContractSlice>[] }>;
  /** What waits of it, for which appliances, and why each has not taken it. */
  readonly waits: (actor: Actor, id: string) => Promise<{ items: SliceWait[] }>;
  readonly results: (actor: Actor, id: string, request: ListRequest) => Promise<ListPage<HostResult>>;
}

export function createScansService(deps: ScansDeps): ScansService {
  const { db, uow, waitingFor } = deps;

  const toScans = async (views: readonly ScanView[]): Promise<Scan[]> => {
    const say = await readTargetTexts(
      db,
      views.map(({ row }) => row),
    );
    return Promise.all(
      views.map(async (view) => {
        const { id, scanners, state } = view.row;
        const why = state === 'queued' ? await waitingFor(db, { scanId: id, scanners }) : undefined;
        return toContractScan(view, { targetText: say(view.row), waitingFor: why });
      }),
    );
  };
  const require = async (actor: Actor, id: string): Promise<ScanView> => {
    const view = await viewScan(db, actor, id);
    if (view === undefined) throw refuse.notFound('scan');
    return view;
  };
  const get: ScansService['get'] = async (actor, id) => (await toScans([await require(actor, id)]))[0]!;
  const control = (action: PersonsAction) => async (actor: Actor, id: string) => {
    await require(actor, id);
    await uow((work) => controlScan({ ...deps, work, actor }, id, action));
    return get(actor, id);
  };

  return {
    get,
    list: async (actor, request) => {
      const filter = valid(parseListFilter(request.query, SCAN_TERMS));
      const page = valid(readPageRequest(request, SCAN_SORTS));
      const { views, nextCursor, total } = await listScans(db, { actor, filter, page });
      return { items: await toScans(views), nextCursor, total };
    },
    export: (actor, input) => exportScans(db, actor, input, toScans),
    check: (actor, input) => checkNewScan(db, input, { actor, targets: deps.targets }),
    create: async (actor, input) => get(actor, await launchNow(deps, actor, input)),
    relaunch: createRelaunch(deps),
    pause: control('pause'),
    resume: control('resume'),
    cancel: control('cancel'),
    slices: async (actor, id) => {
      await require(actor, id);
      return { items: (await listSlices(db, id)).map(toContractSlice) };
    },
    waits: async (actor, id) => {
      await require(actor, id);
      return { items: (await deps.waits(db, id)).map(toContractWait) };
    },
    results: async (actor, id, request) => {
      await require(actor, id);
      const filter = valid(parseListFilter(request.query, HOST_TERMS));
      const page = valid(readPageRequest(request, HOST_SORTS));
      const { hosts, nextCursor, total } = await listHosts(db, id, { filter, page });
      return { items: hosts.map(toContractHost), nextCursor, total };
    },
  };
}

type ToScans = (views: readonly ScanView[]) => Promise<Scan[]>;

async function exportScans(db: Database, actor: Actor, input: ExportInput, toScans: ToScans): Promise<SentFile> {
  const columns = valid(chooseColumns(SCAN_CSV, input.columns));
  const filter = valid(parseListFilter(input.query, SCAN_TERMS));
  const page = valid(readPageRequest({ ...input, limit: 1 }, SCAN_SORTS));
  return db.transaction(
    (tx) => csvFile('scans', csvText(columns, presented(eachScanView(tx, { actor, filter, page }), toScans))),
    SNAPSHOT,
  );
}

async function* presented(batches: AsyncIterable<readonly ScanView[]>, toScans: ToScans): AsyncGenerator<Scan[]> {
  for await (const views of batches) yield await toScans(views);
}

async function launchNow(deps: ScansDeps, actor: Actor, { acknowledge, ...input }: NewScan): Promise<string> {
  const { db, uow, clock, starter, targets } = deps;
  const issues = await checkNewScan(db, input, { actor, targets });
  if (issues.length > 0) throw refuse.invalid(issues);
  return uow(async (work) => {
    await takeSlot(work, deps);
    const schedule = { ...input, ownerId: actor.userId, businessUnitId: actor.businessUnitId };
    if (asksBack(input.target, acknowledge)) {
      const [resolved] = await targets.resolve(work.tx, [schedule]);
      if (resolved?.hosts.length === 0) throw refuse.noScannableAssets();
    }
    const started = await starter.startScan(work, { schedule, startedBy: actor, dueAt: clock() });
    await starter.endEmpty(work, [started]);
    return started.scanId;
  });
}

/** Nobody else opens a scan until the end of the transaction: the count stays true. */
async function takeSlot(work: Work, { setup, starter }: Pick<ScansDeps, 'setup' | 'starter'>): Promise<void> {
  await lockLaunchSlots(work.tx);
  const { maxConcurrentScans } = await setup.scheduledScans(work.tx);
  const active = await starter.countActive(work.tx);
  if (active < maxConcurrentScans) return;
  throw refuse.conflict(
    `The concurrent-scan limit is full: ${active} of ${maxConcurrentScans} queued or running. Try again when one has ended, or raise the limit in Setup`,
  );
}

function valid<T>(result: Result<T, readonly Issue[]>): T {
  if (!result.ok) throw refuse.invalid(result.error);
  return result.value;
}

type PersonsAction = 'pause' | 'resume' | 'cancel';

const PAST = { pause: 'paused', resume: 'resumed', cancel: 'canceled' } as const;
const CONTROL: Permission = 'scans.control';

type ControlContext = Pick<ScansDeps, 'clock' | 'changer'> & {
  readonly work: Parameters<Parameters<UnitOfWork>[0]>[0];
  readonly actor: Actor;
};

/** A person goes before the duration and the schedule: who did it is part of the state (seed S15). */
async function controlScan({ work, actor, clock, changer }: ControlContext, id: string, action: PersonsAction): Promise<void> {
  const scan = await lockScan(work.tx, id);
  if (scan === undefined) throw refuse.notFound('scan');
  if (!can(actor, CONTROL, owned(scan))) throw refuse.notPermitted();
  const leased = await hasLeased(work.tx, id);
  const events: Record<PersonsAction, ScanEvent> = {
    pause: { kind: 'pause-asked', by: 'person', leased },
    resume: { kind: 'resume-asked', by: 'person' },
    cancel: { kind: 'cancel-asked', by: 'person', leased, at: clock() },
  };
  const changed = await changer.change(work, scan, events[action]);
  if (!changed.ok) throw refuse.conflict(describeTransitionRefusal(changed.error));
  const state = (row: ScanRow) => ({ state: row.state, pausedBy: row.pausedBy });
  const note = { objectType: 'scan', objectId: id, before: state(scan), after: state(changed.value) };
  await work.audit({ actor, action: `scan.${PAST[action]}`, ...note });
}

const owned = (scan: ScanRow) => ({ ownerId: scan.ownerId, businessUnitId: scan.businessUnitId ?? undefined });
