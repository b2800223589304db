import { actorOf, type Implementer } from '../../http/implement.ts';
import type { FirstRun } from './first-run.ts';
import type { IdentityService } from './service.ts';
import type { UnitsService } from './units-service.ts';

export const accountRoutes = (i: Implementer, identity: IdentityService, firstRun: FirstRun) =>
  i.account.router({
    me: i.account.me.handler(({ context }) => identity.me(actorOf(context))),
    changeMe: i.account.changeMe.handler(({ context, input }) => identity.changeMe(actorOf(context), input)),
    firstRun: i.account.firstRun.handler(({ context, input }) => firstRun.complete(input, context.clientAddress)),
    checkFirstRun: i.account.checkFirstRun.handler(async ({ context, input }) => ({
      valid: await firstRun.isValid(input.token, context.clientAddress),
    })),
    users: i.account.users.handler(async ({ context }) => ({ items: await identity.people(actorOf(context)) })),
    createUser: i.account.createUser.handler(({ context, input }) => identity.create(actorOf(context), input)),
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
