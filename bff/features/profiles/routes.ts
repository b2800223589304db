import type { TimeZone } from '../../contract/profiles.ts';
import { findZone } from '../../domain/time/find-zone.ts';
import { actorOf, type Implementer } from '../../http/implement.ts';
import type { ProfilesService } from './service.ts';

export const profilesRoutes = (i: Implementer, service: ProfilesService) =>
  i.profiles.router({
    list: i.profiles.list.handler(async () => ({ items: [...(await service.list())] })),
    get: i.profiles.get.handler(({ input, context }) => service.get(actorOf(context), input.id)),
    create: i.profiles.create.handler(({ input, context }) => service.create(actorOf(context), input)),
    replace: i.profiles.replace.handler(({ input, context }) => service.replace(actorOf(context), input)),
    remove: i.profiles.remove.handler(({ input, context }) => service.remove(actorOf(context), input.id)),
    makeDefault: i.profiles.makeDefault.handler(({ input, context }) => service.makeDefault(actorOf(context), input.id)),
  });

/** For the pipeline: everything that is wrong with an input at once. */
export const profileChecks = (service: ProfilesService) => ({
  'profiles.create': (input: unknown) => service.check(input),
  'profiles.replace': (input: unknown) => service.check(input),
});

export const timeZonesRoutes = (i: Implementer, timeZones: () => Promise<TimeZone[]>) =>
  i.timeZones.router({
    list: i.timeZones.list.handler(() => timeZones()),
    find: i.timeZones.find.handler(({ input }) => {
      const found = findZone(input.zone);
      return found.ok ? { supported: true, id: found.value } : { supported: false, id: found.error.nearest, message: found.error.message };
    }),
  });
