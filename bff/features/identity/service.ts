import type { Me } from '../../contract/account.ts';
import { PERMISSIONS, scopeOf } from '../../domain/identity/can.ts';
import type { Actor, Role } from '../../domain/identity/role.ts';
import { refuse } from '../../domain/refusal.ts';
import type { Clock } from '../../domain/time/instant.ts';
import type { Database } from '../../storage/database.ts';
import type { UnitOfWork, Work } from '../../storage/unit-of-work.ts';
import type { Passwords } from './passwords.ts';
import { identityStore, type NewPerson, type Person } from './store.ts';

export interface IdentityDependencies {
  readonly db: Database;
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly passwords: Passwords;
  /** Whether times can be shown in this zone: any the runtime knows, for a browser may stand in a zone that schedules do not offer. */
  readonly isKnownTimeZone: (id: string) => boolean;
}

export interface PersonInput {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly businessUnitId?: string | undefined;
  /** Absent: they cannot sign in until they have set one. */
  readonly password?: string | undefined;
}

export type IdentityService = ReturnType<typeof createIdentityService>;

/** People, their roles and units. */
export function createIdentityService(deps: IdentityDependencies) {
  const { db, uow } = deps;
  const read = async (id: string): Promise<Person> => {
    const person = await identityStore.find(db, id);
    if (person === undefined) throw refuse.notFound('person');
    return person;
  };
  const me = async (actor: Actor): Promise<Me> => {
    const person = await read(actor.userId);
    const { businessUnitId } = person;
    return toMe(person, actor, businessUnitId === null ? undefined : await identityStore.unit(db, businessUnitId));
  };
  return {
    me,

    changeMe: async (actor: Actor, change: { name?: string | undefined; timeZone?: string | null | undefined }): Promise<Me> => {
      requireKnownZone(deps, change.timeZone);
      const before = await read(actor.userId);
      await uow(async (work) => {
        const name = change.name ?? before.name;
        const timeZone = change.timeZone === undefined ? before.timeZone : change.timeZone;
        await identityStore.change(work.tx, actor.userId, { name, timeZone, updatedAt: new Date(deps.clock()) });
        await audit(work, actor, 'person.changed', { before, after: { ...before, name, timeZone } });
      });
      return me(actor);
    },
  };
}

export interface PersonToCreate extends PersonInput {
  readonly primaryContact: boolean;
  readonly timeZone?: string | undefined;
}

/** Creates a person in a unit of work of its own, or in the given one. `actor` null: the service does it. */
export async function createPerson(deps: IdentityDependencies, actor: Actor | null, input: PersonToCreate, within?: Work): Promise<Person> {
  const insert = await preparePerson(deps, actor, input);
  return within === undefined ? deps.uow(insert) : insert(within);
}

/** All of it that takes long or is refused without a look at the database; what it gives inserts the person. */
export async function preparePerson(deps: IdentityDependencies, actor: Actor | null, input: PersonToCreate) {
  requireKnownZone(deps, input.timeZone);
  const passwordHash = input.password === undefined ? undefined : await deps.passwords.hash(input.password);
  return async (work: Work): Promise<Person> => {
    await requireUnit(work, input.businessUnitId);
    const { email, name, role, primaryContact, businessUnitId = null, timeZone = null } = input;
    const person: Person = { id: deps.newId(), email: email.toLowerCase(), name, role, primaryContact, businessUnitId, timeZone };
    const row: NewPerson = { ...person, passwordHash, createdAt: new Date(deps.clock()) };
    if ((await identityStore.insert(work.tx, row, deps.newId())) === 'taken') {
      throw refuse.invalid([{ path: ['email'], code: 'email-taken', message: 'Somebody signs in with this address already' }]);
    }
    await audit(work, actor ?? { userId: person.id, name: person.name }, 'person.created', { id: person.id, after: person });
    return person;
  };
}

/** Any zone that the runtime knows. */
export function requireKnownZone(deps: IdentityDependencies, timeZone: string | null | undefined): void {
  if (timeZone === undefined || timeZone === null || deps.isKnownTimeZone(timeZone)) return;
  const message = `"${timeZone}" is not a time zone: write it as Europe/Berlin`;
  throw refuse.invalid([{ path: ['timeZone'], code: 'time-zone-not-supported', message }]);
}

/** The unit stays until the end of the transaction. */
export async function requireUnit(work: Work, id: string | undefined): Promise<void> {
  if (id === undefined || (await identityStore.holdUnit(work.tx, id)) !== undefined) return;
  throw refuse.invalid([{ path: ['businessUnitId'], code: 'business-unit-not-found', message: 'There is no such business unit' }]);
}

async function audit(
  work: Work,
  actor: Pick<Actor, 'userId' | 'name'>,
  action: string,
  change: { id?: string; before?: Person; after: Person },
): Promise<void> {
  const objectId = change.after.id;
  await work.audit({ actor, action, objectType: 'person', objectId, before: change.before, after: change.after });
  work.announce('users', objectId);
}

function toMe(person: Person, actor: Actor, businessUnit: { id: string; name: string } | undefined): Me {
  const { id, name, email, role, primaryContact } = person;
  return {
    ...{ id, name, email, role, primaryContact },
    businessUnit,
    timeZone: person.timeZone ?? undefined,
    permissions: PERMISSIONS.filter((permission) => scopeOf(actor, permission) !== 'none'),
  };
}
