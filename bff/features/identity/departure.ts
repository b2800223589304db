import type { Belonging, Person } from '../../contract/users.ts';
import { mayManage } from '../../domain/identity/may-manage.ts';
import type { Actor } from '../../domain/identity/role.ts';
import { type Refusal, refuse } from '../../domain/refusal.ts';
import type { Clock } from '../../domain/time/instant.ts';
import type { Database, Executor } from '../../storage/database.ts';
import type { UnitOfWork, Work } from '../../storage/unit-of-work.ts';
import type { BelongingsKeeper } from './collaborators.ts';
import type { Invitations } from './invitations.ts';
import { named } from './people-service.ts';
import { peopleStore } from './people-store.ts';
import { presentPerson, requireManaged } from './shown-person.ts';

export interface DepartureDeps {
  readonly db: Database;
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly keepers: readonly BelongingsKeeper[];
  readonly invitations: Pick<Invitations, 'withdraw'>;
}

export type Departure = ReturnType<typeof createDeparture>;

/** Somebody leaves: what they own is listed, handed over, and they are removed, all in one step. */
export function createDeparture({ db, uow, clock, keepers, invitations }: DepartureDeps) {
  const belongings = async (executor: Executor, id: string): Promise<Belonging[]> => {
    const found: Belonging[] = [];
    for (const keeper of keepers) {
      const { count, names } = await keeper.of(executor, id);
      found.push({ kind: keeper.kind, count, names: [...names] });
    }
    return found;
  };
  return {
    belongings: async (actor: Actor, id: string): Promise<Belonging[]> => {
      await requireManaged(db, actor, id);
      return belongings(db, id);
    },

    remove: (actor: Actor, { id, handOverTo }: { readonly id: string; readonly handOverTo?: string | undefined }): Promise<void> =>
      uow(async (work) => {
        // In the order of the ids, so that two removals at once do not wait for one another.
        for (const one of [id, ...(handOverTo === undefined ? [] : [handOverTo])].sort()) await peopleStore.lock(work.tx, one);
        const leaving = presentPerson(await requireManaged(work.tx, actor, id));
        requireRemovable(actor, leaving);
        const owned = (await belongings(work.tx, id)).filter(({ count }) => count > 0);
        if (handOverTo !== undefined) await handOver(work, { actor, leaving, heirId: handOverTo }, keepers);
        else if (owned.length > 0) throw refusedHeir('heir-missing', `${leaving.name} owns ${describe(owned)}: name who takes them over.`);
        await invitations.withdraw(work, id);
        await peopleStore.remove(work.tx, id, new Date(clock()));
        const after = { handOverTo, owned };
        await work.audit({ actor, action: 'person.removed', objectType: 'person', objectId: id, before: leaving, after });
        work.announce('users', id);
      }),
  };
}

function requireRemovable(actor: Actor, leaving: Person): void {
  if (leaving.id === actor.userId) throw refuse.conflict('Nobody removes themselves: another manager would do it');
  if (!leaving.primaryContact) return;
  throw refuse.conflict(`${leaving.name} is the Manager primary contact, of whom there is always one: hand that over first`);
}

const refusedHeir = (code: string, message: string): Refusal => refuse.invalid([{ path: ['handOverTo'], code, message }]);

interface HandOver {
  readonly actor: Actor;
  readonly leaving: Person;
  readonly heirId: string;
}

async function handOver(work: Work, { actor, leaving, heirId }: HandOver, keepers: readonly BelongingsKeeper[]): Promise<void> {
  if (heirId === leaving.id) throw refusedHeir('heir-leaves', `${leaving.name} is the one who leaves: choose somebody else.`);
  const view = await peopleStore.view(work.tx, actor, heirId);
  if (view === undefined) throw refusedHeir('heir-unknown', 'There is no such person: choose one from the list.');
  const heir = presentPerson(view);
  if (heir.role === 'reader') {
    throw refusedHeir('heir-is-reader', `${heir.name} is a reader and cannot own schedules: choose somebody who may launch scans.`);
  }
  // A unit manager hands over within the unit: to themselves, or to whom they manage.
  if (heir.id !== actor.userId && !mayManage(actor, heir)) {
    throw refusedHeir('heir-not-permitted', 'Unit managers hand over to themselves or to a scanner of their unit.');
  }
  const unit = heir.businessUnitId === undefined ? undefined : await peopleStore.networksOf(work.tx, heir.businessUnitId);
  for (const keeper of keepers) {
    const outside = unit === undefined ? { count: 0, names: [] } : await keeper.outside(work.tx, leaving.id, unit);
    if (outside.count > 0) {
      const what = `${WORDS[keeper.kind].many} that aim outside the networks of ${unit?.name}, the unit of ${heir.name}: ${named(outside)}`;
      throw refusedHeir('outside-unit', `${leaving.name} owns ${what}. Somebody else, or other targets, would do.`);
    }
  }
  for (const keeper of keepers) await keeper.handOver(work, leaving.id, heir);
}

const WORDS: Record<Belonging['kind'], { one: string; many: string }> = {
  schedules: { one: 'schedule', many: 'schedules' },
  scans: { one: 'scan that has not ended', many: 'scans that have not ended' },
  'distribution-groups': { one: 'distribution group', many: 'distribution groups' },
};

const describe = (owned: readonly Belonging[]): string =>
  owned.map(({ kind, count }) => `${count} ${count === 1 ? WORDS[kind].one : WORDS[kind].many}`).join(', ');
