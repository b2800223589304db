import { actorOf, type Implementer } from '../../http/implement.ts';
import type { Departure } from './departure.ts';
import type { FirstRun } from './first-run.ts';
import type { Invitations } from './invitations.ts';
import type { PeopleService } from './people-service.ts';
import type { IdentityService } from './service.ts';
import type { UnitsService } from './units-service.ts';

export const accountRoutes = (i: Implementer, identity: IdentityService, firstRun: FirstRun, invitations: Invitations) =>
  i.account.router({
    me: i.account.me.handler(({ context }) => identity.me(actorOf(context))),
    changeMe: i.account.changeMe.handler(({ context, input }) => identity.changeMe(actorOf(context), input)),
    firstRun: i.account.firstRun.handler(({ context, input }) => firstRun.complete(input, context.clientAddress)),
    checkFirstRun: i.account.checkFirstRun.handler(async ({ context, input }) => ({
      valid: await firstRun.isValid(input.token, context.clientAddress),
    })),
    checkInvitation: i.account.checkInvitation.handler(({ context, input }) => invitations.check(input.token, context.clientAddress)),
    acceptInvitation: i.account.acceptInvitation.handler(({ context, input }) => invitations.accept(input, context.clientAddress)),
  });

export const usersRoutes = (i: Implementer, people: PeopleService, departure: Departure) =>
  i.users.router({
    list: i.users.list.handler(({ context, input }) => people.list(actorOf(context), input)),
    get: i.users.get.handler(({ context, input }) => people.get(actorOf(context), input.id)),
    create: i.users.create.handler(({ context, input }) => people.create(actorOf(context), input)),
    change: i.users.change.handler(({ context, input }) => people.change(actorOf(context), input)),
    belongings: i.users.belongings.handler(async ({ context, input }) => ({
      items: await departure.belongings(actorOf(context), input.id),
    })),
    remove: i.users.remove.handler(({ context, input }) => departure.remove(actorOf(context), input)),
    invite: i.users.invite.handler(({ context, input }) => people.invite(actorOf(context), input.id)),
    makePrimaryContact: i.users.makePrimaryContact.handler(({ context, input }) => people.makePrimaryContact(actorOf(context), input.id)),
  });

export const businessUnitRoutes = (i: Implementer, units: UnitsService) =>
  i.businessUnits.router({
    list: i.businessUnits.list.handler(async ({ context }) => ({ items: await units.list(actorOf(context)) })),
    create: i.businessUnits.create.handler(({ context, input }) => units.create(actorOf(context), input)),
    replace: i.businessUnits.replace.handler(({ context, input }) => units.replace(actorOf(context), input)),
    remove: i.businessUnits.remove.handler(({ context, input }) => units.remove(actorOf(context), input.id)),
  });

/** For the pipeline: everything that is wrong with an input at once. */
export const businessUnitChecks = (units: UnitsService) => ({
  'businessUnits.create': (input: unknown) => units.check(input),
  'businessUnits.replace': (input: unknown) => units.check(input),
});
