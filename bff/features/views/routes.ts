import { actorOf, type Implementer } from '../../http/implement.ts';
import type { ViewsService } from './service.ts';

export const viewsRoutes = (i: Implementer, views: ViewsService) =>
  i.views.router({
    list: i.views.list.handler(({ context, input }) => views.list(actorOf(context), input.list)),
    save: i.views.save.handler(({ context, input }) => views.save(actorOf(context), input)),
    remove: i.views.remove.handler(({ context, input }) => views.remove(actorOf(context), input.id)),
  });
