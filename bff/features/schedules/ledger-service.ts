import type { Launch } from '../../contract/launches.ts';
import type { ListInput } from '../../contract/page.ts';
import type { Actor } from '../../domain/identity/role.ts';
import { parseListFilter } from '../../domain/search/list-filter.ts';
import type { Clock } from '../../domain/time/instant.ts';
import { unwrap } from '../../domain/unwrap.ts';
import type { Database } from '../../storage/database.ts';
import { readPageRequest } from '../../storage/keyset-page.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import { LEDGER_SORTS, LEDGER_TERMS, listLaunches, releaseHeld } from './ledger-store.ts';
import { requirePermission } from './permission.ts';
import { presentLaunch } from './present.ts';
import { readSchedule } from './store.ts';

export interface LedgerDeps {
  readonly db: Database;
  readonly uow: UnitOfWork;
  readonly clock: Clock;
}

export interface LedgerPage {
  readonly items: Launch[];
  readonly nextCursor: string | null;
  readonly total: { readonly count: number; readonly exact: boolean };
}

export type LedgerService = ReturnType<typeof createLedgerService>;

/** "Why didn't it run?" is answered from here. */
export function createLedgerService({ db, uow, clock }: LedgerDeps) {
  const list = async (actor: Actor, input: ListInput, scheduleId?: string): Promise<LedgerPage> => {
    const request = unwrap({ filter: parseListFilter(input.query, LEDGER_TERMS), page: readPageRequest(input, LEDGER_SORTS) });
    const now = clock();
    const { views, nextCursor, count } = await listLaunches(db, { ...request, actor, now, scheduleId });
    return { items: views.map((view) => presentLaunch(view, now)), nextCursor, total: { count, exact: true } };
  };
  return {
    list: (actor: Actor, input: ListInput) => list(actor, input),

    ofSchedule: async (actor: Actor, { id, ...input }: ListInput & { id: string }) => {
      requirePermission(actor, 'schedules.read', await readSchedule(db, id));
      return list(actor, input, id);
    },

    /** Lets held launches go: the launcher decides them in its next round. Without ids: all of them. */
    release: (actor: Actor, launchIds: readonly string[] | undefined): Promise<{ released: number }> =>
      uow(async (work) => {
        const released = await releaseHeld(work.tx, launchIds, actor.name);
        for (const { id, scheduleId } of released) {
          await work.audit({ actor, action: 'launch.released', objectType: 'launch', objectId: id, after: { scheduleId } });
          work.announce('launches', id);
        }
        return { released: released.length };
      }),
  };
}
