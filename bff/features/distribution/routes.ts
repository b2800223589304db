import { actorOf, type Implementer } from '../../http/implement.ts';
import type { PackagesService } from './packages-service.ts';
import type { RolloutsService } from './rollouts-service.ts';

export const packagesRoutes = (i: Implementer, packages: PackagesService) =>
  i.packages.router({
    list: i.packages.list.handler(() => packages.list()),
    publish: i.packages.publish.handler(({ context, input }) => packages.publish(actorOf(context), Buffer.from(input.content, 'base64'))),
    withdraw: i.packages.withdraw.handler(({ context, input }) => packages.withdraw(actorOf(context), input.id)),
    repository: i.packages.repository.handler(() => packages.repository()),
  });

export const rolloutsRoutes = (i: Implementer, rollouts: RolloutsService) =>
  i.rollouts.router({
    list: i.rollouts.list.handler(() => rollouts.list()),
    get: i.rollouts.get.handler(({ input }) => rollouts.get(input.id)),
    start: i.rollouts.start.handler(({ context, input }) => rollouts.start(actorOf(context), input)),
    advance: i.rollouts.advance.handler(({ context, input }) => rollouts.advance(actorOf(context), input.id, input.revision)),
    pause: i.rollouts.pause.handler(({ context, input }) => rollouts.pause(actorOf(context), input.id, input.revision)),
    resume: i.rollouts.resume.handler(({ context, input }) => rollouts.resume(actorOf(context), input.id, input.revision)),
    abort: i.rollouts.abort.handler(({ context, input }) => rollouts.abort(actorOf(context), input.id, input.revision)),
  });
