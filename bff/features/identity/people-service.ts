import type { ListInput } from '../../contract/page.ts';
import type { Invitation, Person as PersonAnswer } from '../../contract/users.ts';
import { checkPlace } from '../../domain/identity/may-manage.ts';
import type { Actor, Role } from '../../domain/identity/role.ts';
import type { Issue } from '../../domain/issue.ts';
import { refuse } from '../../domain/refusal.ts';
import type { Result } from '../../domain/result.ts';
import { parseListFilter } from '../../domain/search/list-filter.ts';
import { readPageRequest } from '../../storage/keyset-page.ts';
import type { Work } from '../../storage/unit-of-work.ts';
import type { BelongingsKeeper, ScheduleKeeper } from './collaborators.ts';
import type { Invitations } from './invitations.ts';
import { PEOPLE_SORTS, PEOPLE_TERMS, peopleStore } from './people-store.ts';
import { type IdentityDependencies, type PersonInput, preparePerson, requireUnit } from './service.ts';
import { presentPerson, requireManaged, requireView } from './shown-person.ts';

export interface PeopleDeps extends IdentityDependencies {
  readonly schedules: ScheduleKeeper;
  /** All things that people own, the schedules among them. */
  readonly keepers: readonly BelongingsKeeper[];
  readonly invitations: Invitations;
}

export interface PersonChange {
  readonly id: string;
  readonly name?: string | undefined;
  readonly role?: Role | undefined;
  readonly businessUnitId?: string | null | undefined;
}

export type PeopleService = ReturnType<typeof createPeopleService>;

/** Who works here: looked at, appointed, moved. Everybody sees and counts only whom they may. */
export function createPeopleService(deps: PeopleDeps) {
  const { db, uow } = deps;
  return {
    list: async (actor: Actor, input: ListInput) => {
      const filter = valid(parseListFilter(input.query, PEOPLE_TERMS));
      const page = valid(readPageRequest(input, PEOPLE_SORTS));
      const { rows, nextCursor, count } = await peopleStore.list(db, { actor, filter, page });
      return { items: rows.map(presentPerson), nextCursor, total: { count, exact: true } };
    },

    get: async (actor: Actor, id: string): Promise<PersonAnswer> => presentPerson(await requireView(db, actor, id)),

    /** With a password they can sign in at once, without one they get an invitation. */
    create: async (actor: Actor, input: PersonInput): Promise<PersonAnswer & { invitation?: Invitation }> => {
      const businessUnitId = input.businessUnitId ?? (actor.role === 'unit-manager' ? actor.businessUnitId : undefined);
      requireNone(checkPlace(actor, { role: input.role, businessUnitId }));
      const insert = await preparePerson(deps, actor, { ...input, businessUnitId, primaryContact: false });
      return uow(async (work) => {
        const { id } = await insert(work);
        const invitation = input.password === undefined ? await deps.invitations.issue(work, actor, id) : undefined;
        const answer = presentPerson(await requireView(work.tx, actor, id));
        return invitation === undefined ? answer : { ...answer, invitation };
      });
    },

    change: (actor: Actor, change: PersonChange): Promise<PersonAnswer> =>
      uow(async (work) => {
        await peopleStore.lock(work.tx, change.id);
        const before = presentPerson(await requireManaged(work.tx, actor, change.id));
        const { name = before.name, role = before.role } = change;
        const businessUnitId = change.businessUnitId === undefined ? before.businessUnitId : (change.businessUnitId ?? undefined);
        requireNone([...checkPlace(actor, { role, businessUnitId }), ...keptRole(before, role)]);
        const moved = businessUnitId !== before.businessUnitId;
        if (moved) await moveBelongings(deps, work, before, businessUnitId);
        await peopleStore.change(work.tx, change.id, {
          ...{ name, role, businessUnitId: businessUnitId ?? null },
          updatedAt: new Date(deps.clock()),
        });
        const after = presentPerson(await requireView(work.tx, actor, change.id));
        await work.audit({ actor, action: 'person.changed', objectType: 'person', objectId: change.id, before, after });
        work.announce('users', change.id);
        return after;
      }),

    makePrimaryContact: (actor: Actor, id: string): Promise<PersonAnswer> => makePrimaryContact(deps, actor, id),

    /** A new link to set a password, after which older ones are worth nothing. The present password works until then. */
    invite: (actor: Actor, id: string): Promise<Invitation> =>
      uow(async (work) => {
        await peopleStore.lock(work.tx, id);
        const { row } = await requireManaged(work.tx, actor, id);
        // Whoever has the link has the account: no other manager may take it over this way.
        if (row.primaryContact && id !== actor.userId) throw refuse.conflict(linkOfPrimaryContact(row.name));
        return deps.invitations.issue(work, actor, id);
      }),
  };
}

const linkOfPrimaryContact = (name: string): string =>
  `${name} is the Manager primary contact, and nobody else can make a link that sets their password: ${name} can, signed in, under Users; and whoever runs the server, with "watchbill user reset-link".`;

/** By the present one alone; who takes over must be able to sign in. */
const makePrimaryContact = ({ uow, clock }: PeopleDeps, actor: Actor, id: string): Promise<PersonAnswer> =>
  uow(async (work) => {
    await peopleStore.lock(work.tx, actor.userId);
    await peopleStore.lock(work.tx, id);
    const present = presentPerson(await requireView(work.tx, actor, actor.userId));
    if (!present.primaryContact) throw refuse.notPermitted();
    const before = presentPerson(await requireView(work.tx, actor, id));
    if (before.role !== 'manager') throw refuse.conflict(`${before.name} is no manager: make them one first`);
    if (before.invited) throw refuse.conflict(`${before.name} has not accepted the invitation yet, and could not sign in`);
    await peopleStore.movePrimaryContact(work.tx, actor.userId, id, new Date(clock()));
    const after = presentPerson(await requireView(work.tx, actor, id));
    await work.audit({ actor, action: 'person.made-primary-contact', objectType: 'person', objectId: id, before, after });
    work.announce('users', id);
    work.announce('users', actor.userId);
    return after;
  });

function valid<T>(result: Result<T, readonly Issue[]>): T {
  if (!result.ok) throw refuse.invalid(result.error);
  return result.value;
}

function requireNone(issues: readonly Issue[]): void {
  if (issues.length > 0) throw refuse.invalid(issues);
}

function keptRole(before: PersonAnswer, role: Role): Issue[] {
  const path = ['role'];
  if (before.primaryContact && role !== 'manager') {
    const message = `${before.name} is the Manager primary contact, of whom there is always one: hand that over first.`;
    return [{ path, code: 'primary-contact', message }];
  }
  if (role !== 'reader' || before.schedulesOwned === 0) return [];
  const owned = `${before.schedulesOwned} ${before.schedulesOwned === 1 ? 'schedule' : 'schedules'}`;
  const message = `${before.name} owns ${owned}, and readers cannot own any: give them another owner first.`;
  return [{ path, code: 'owns-schedules', message }];
}

/** What a person owns belongs to their unit, so it moves along: if it may. */
async function moveBelongings(deps: PeopleDeps, work: Work, person: PersonAnswer, unitId: string | undefined): Promise<void> {
  await requireUnit(work, unitId);
  const unit = unitId === undefined ? undefined : await peopleStore.networksOf(work.tx, unitId);
  const outside = unit === undefined ? { count: 0, names: [] } : await deps.schedules.outside(work.tx, person.id, unit);
  if (outside.count > 0) {
    const message = `${person.name} owns schedules that aim outside the networks of ${unit?.name}: ${named(outside)}. Change their targets or owner first.`;
    throw refuse.invalid([{ path: ['businessUnitId'], code: 'outside-unit', message }]);
  }
  for (const keeper of deps.keepers) await keeper.ownerMoved(work, person.id, unitId);
}

/** The first few names, and how many more there are. */
export const named = ({ count, names }: { readonly count: number; readonly names: readonly string[] }): string =>
  count > names.length ? `${names.join(', ')} and ${count - names.length} more` : names.join(', ');
