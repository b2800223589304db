import { actorOf, type Implementer } from '../../http/implement.ts';
import type { ConnectorsService } from './service.ts';

export const connectorsRoutes = (i: Implementer, connectors: ConnectorsService) =>
  i.connectors.router({
    list: i.connectors.list.handler(({ context }) => connectors.list(actorOf(context))),
    get: i.connectors.get.handler(({ context, input }) => connectors.get(actorOf(context), input.id)),
    create: i.connectors.create.handler(({ context, input }) => connectors.create(actorOf(context), input)),
    replace: i.connectors.replace.handler(({ context, input }) => connectors.replace(actorOf(context), input)),
    sync: i.connectors.sync.handler(({ context, input }) => connectors.sync(actorOf(context), input.id)),
    remove: i.connectors.remove.handler(({ context, input }) => connectors.remove(actorOf(context), input.id)),
  });
