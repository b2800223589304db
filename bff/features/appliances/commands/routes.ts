import { actorOf, type Implementer } from '../../../http/implement.ts';
import type { CommandService } from './service.ts';

export const commandRoutes = (api: Implementer, service: CommandService) =>
  api.commands.router({
    list: api.commands.list.handler(({ input }) => service.list(input)),
    get: api.commands.get.handler(({ input }) => service.get(input.id, input.commandId)),
    network: api.commands.network.handler(({ input }) => service.network(input.id)),
    create: api.commands.create.handler(({ input: { id, ...order }, context }) => service.create(actorOf(context), id, order)),
    cancel: api.commands.cancel.handler(({ input, context }) => service.cancel(actorOf(context), input.id, input.commandId)),
    preview: api.commands.preview.handler(({ input }) => service.preview(input)),
    createMany: api.commands.createMany.handler(({ input, context }) => service.createMany(actorOf(context), input)),
  });
