import { actorOf, type Implementer } from '../../http/implement.ts';
import type { LiveService } from './service.ts';

export const liveRoutes = (i: Implementer, live: LiveService) =>
  i.live.router({
    events: i.live.events.handler(({ signal }) => live.events(signal)),
  });

export const platformRoutes = (i: Implementer, live: LiveService) =>
  i.platform.router({
    status: i.platform.status.handler(({ context }) => live.status(actorOf(context))),
  });
