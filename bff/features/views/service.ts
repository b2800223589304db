import { type SavedView, VIEWS_LIMIT } from '../../contract/views.ts';
import type { Actor } from '../../domain/identity/role.ts';
import { refuse } from '../../domain/refusal.ts';
import type { Clock } from '../../domain/time/instant.ts';
import type { Database } from '../../storage/database.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import { countOthers, deleteView, listViews, saveView, type ViewRow } from './store.ts';

export interface ViewsDeps {
  readonly db: Database;
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly newId: () => string;
}

type NewView = Omit<SavedView, 'id'>;

export type ViewsService = ReturnType<typeof createViewsService>;

/** Views that a person keeps of a list. They are that person's alone, and change nothing for others: the audit log is not told. */
export function createViewsService({ db, uow, clock, newId }: ViewsDeps) {
  return {
    list: async (actor: Actor, list: string) => ({ items: (await listViews(db, actor.userId, list)).map(toView) }),

    save: (actor: Actor, view: NewView): Promise<SavedView> =>
      uow(async ({ tx }) => {
        const { userId } = actor;
        if ((await countOthers(tx, { ...view, userId })) >= VIEWS_LIMIT)
          throw refuse.conflict(`You keep ${VIEWS_LIMIT} views of this list, the most there can be: remove one first`);
        return toView(await saveView(tx, { ...view, id: newId(), userId, createdAt: new Date(clock()) }));
      }),

    remove: (actor: Actor, id: string): Promise<void> =>
      uow(async ({ tx }) => {
        if (!(await deleteView(tx, actor.userId, id))) throw refuse.notFound('view');
      }),
  };
}

const toView = ({ id, list, name, query, sort, columns }: ViewRow): SavedView => ({
  ...{ id, list, name, query },
  ...(sort === null ? {} : { sort }),
  ...(columns === null ? {} : { columns }),
});
