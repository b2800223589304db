import type { Person } from '../../contract/users.ts';
import { mayManage } from '../../domain/identity/may-manage.ts';
import type { Actor } from '../../domain/identity/role.ts';
import { refuse } from '../../domain/refusal.ts';
import { instant, toIso } from '../../domain/time/instant.ts';
import type { Executor } from '../../storage/database.ts';
import { type PersonView, peopleStore } from './people-store.ts';

/** Whom a person may not see does not exist for them. */
export async function requireView(executor: Executor, actor: Actor, id: string): Promise<PersonView> {
  const view = await peopleStore.view(executor, actor, id);
  if (view === undefined) throw refuse.notFound('person');
  return view;
}

/** Somebody whom the actor may change and remove. */
export async function requireManaged(executor: Executor, actor: Actor, id: string): Promise<PersonView> {
  const view = await requireView(executor, actor, id);
  const { role, businessUnitId } = view.row;
  if (!mayManage(actor, { id, role, businessUnitId: businessUnitId ?? undefined })) throw refuse.notPermitted();
  return view;
}

const iso = (at: Date): string => toIso(instant(at.getTime()));

/** The person as the API answers them. */
export function presentPerson(view: PersonView): Person {
  const { id, name, email, role, primaryContact, businessUnitId, lastSignInAt, createdAt } = view.row;
  return {
    ...{ id, name, email, role, primaryContact, schedulesOwned: view.schedulesOwned, invited: !view.hasPassword },
    ...(businessUnitId === null ? {} : { businessUnitId }),
    ...(view.unitName === null ? {} : { businessUnitName: view.unitName }),
    ...(view.invitationExpiresAt === null ? {} : { invitationExpiresAt: iso(view.invitationExpiresAt) }),
    ...(view.invitationMail === null ? {} : { invitationMail: presentMail(view.invitationMail) }),
    ...(lastSignInAt === null ? {} : { lastSignInAt: iso(lastSignInAt) }),
    createdAt: iso(createdAt),
  };
}

const presentMail = ({ state, problem, response }: NonNullable<PersonView['invitationMail']>) => ({
  state,
  ...(problem === null ? {} : { problem }),
  ...(response === null ? {} : { response }),
});
