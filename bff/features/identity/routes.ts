import { actorOf, type Implementer } from '../../http/implement.ts';
import type { FirstRun } from './first-run.ts';
import type { IdentityService } from './service.ts';

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
    businessUnits: i.account.businessUnits.handler(async ({ context }) => ({ items: await identity.units(actorOf(context)) })),
    createBusinessUnit: i.account.createBusinessUnit.handler(({ context, input }) => identity.createUnit(actorOf(context), input.name)),
  });
