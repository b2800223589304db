import { actorOf, type Implementer } from '../../http/implement.ts';
import type { ProfilesService } from './service.ts';

export const createProfilesRoutes = (api: Implementer, service: ProfilesService) =>
  api.profiles.router({
    list: api.profiles.list.handler(async () => ({ items: [...(await service.list())] })),
    create: api.profiles.create.handler(({ input, context }) => service.create(actorOf(context), input)),
  });

/** For the pipeline: everything that is wrong with an input at once. */
export const profileChecks = (service: ProfilesService) => ({ 'profiles.create': (input: unknown) => service.check(input) });
