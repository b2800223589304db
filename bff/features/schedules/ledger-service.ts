import type { ExportInput } from '../../contract/export.ts';
import type { Launch } from '../../contract/launches.ts';
import type { ListInput } from '../../contract/page.ts';
import { chooseColumns, csvText } from '../../domain/csv/csv-columns.ts';
import type { Actor } from '../../domain/identity/role.ts';
import { parseListFilter } from '../../domain/search/list-filter.ts';
import type { Clock, Instant } from '../../domain/time/instant.ts';
import { unwrap } from '../../domain/unwrap.ts';
import type { Database } from '../../storage/database.ts';
import { readPageRequest } from '../../storage/keyset-page.ts';
import type { ListPage } from '../../storage/list-page.ts';
import { SNAPSHOT } from '../../storage/snapshot.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import { csvFile, type SentFile } from '../../text-file.ts';
import { LAUNCH_CSV } from './launch-csv.ts';
import {
  decideHeld,
  eachLaunchView,
  type HeldDecision,
  type LaunchView,
  LEDGER_SORTS,
  LEDGER_TERMS,
  listLaunches,
} from './ledger-store.ts';
import { requirePermission } from './permission.ts';
import { presentLaunch } from './present.ts';
import { readSchedule } from './store.ts';

export interface LedgerDeps {
  readonly db: Database;
  readonly uow: UnitOfWork;
  readonly clock: Clock;
}

interface HeldAction {
  readonly action: 'launch.released' | 'launch.declined';
  readonly decision: HeldDecision;
}

export type LedgerService = ReturnType<typeof createLedgerService>;

/** "Why didn't it run?" is answered from here. */
export function createLedgerService({ db, uow, clock }: LedgerDeps) {
  const list = async (actor: Actor, input: ListInput, scheduleId?: string): Promise<ListPage<Launch>> => {
    const request = unwrap({ filter: parseListFilter(input.query, LEDGER_TERMS), page: readPageRequest(input, LEDGER_SORTS) });
    const now = clock();
    const { views, nextCursor, total } = await listLaunches(db, { ...request, actor, now, scheduleId });
    return { items: views.map((view) => presentLaunch(view, now)), nextCursor, total };
  };
  const decide = (actor: Actor, launchIds: readonly string[] | undefined, { action, decision }: HeldAction): Promise<number> =>
    uow(async (work) => {
      const decided = await decideHeld(work.tx, launchIds, decision);
      for (const { id, scheduleId } of decided) {
        await work.audit({ actor, action, objectType: 'launch', objectId: id, after: { scheduleId } });
        work.announce('launches', id);
        work.announce('schedules', scheduleId);
      }
      return decided.length;
    });
  return {
    list: (actor: Actor, input: ListInput) => list(actor, input),

    /** The list as a file, whole. */
    export: async (actor: Actor, input: ExportInput): Promise<SentFile> => {
      const { columns, ...request } = unwrap({
        columns: chooseColumns(LAUNCH_CSV, input.columns),
        filter: parseListFilter(input.query, LEDGER_TERMS),
        page: readPageRequest({ ...input, limit: 1 }, LEDGER_SORTS),
      });
      const now = clock();
      return db.transaction(async (tx) => {
        const batches = presentedLaunches(eachLaunchView(tx, { ...request, actor, now }), now);
        return csvFile('launches', csvText(columns, batches));
      }, SNAPSHOT);
    },

    ofSchedule: async (actor: Actor, { id, ...input }: ListInput & { id: string }) => {
      requirePermission(actor, 'schedules.read', await readSchedule(db, id));
      return list(actor, input, id);
    },

    /** Lets held launches go: the launcher decides them in its next round. Without ids: all of them. */
    release: async (actor: Actor, launchIds: readonly string[] | undefined): Promise<{ released: number }> => {
      const decision = { reason: { code: 'released', by: actor.name } } as const;
      return { released: await decide(actor, launchIds, { action: 'launch.released', decision }) };
    },

    /** Lets held launches pass: they are missed, and the ledger says by whose decision. Without ids: all of them. */
    decline: async (actor: Actor, launchIds: readonly string[] | undefined): Promise<{ declined: number }> => {
      const reason = { code: 'not-released', by: actor.name } as const;
      const decision = { verdict: 'missed', reason, decidedAt: new Date(clock()) } as const;
      return { declined: await decide(actor, launchIds, { action: 'launch.declined', decision }) };
    },
  };
}

async function* presentedLaunches(batches: AsyncIterable<readonly LaunchView[]>, now: Instant): AsyncGenerator<Launch[]> {
  for await (const views of batches) yield views.map((view) => presentLaunch(view, now));
}
