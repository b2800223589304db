import { actorOf, type Implementer } from '../../http/implement.ts';
import type { SettingsService } from './service.ts';

export const setupRoutes = (i: Implementer, settings: SettingsService) =>
  i.setup.router({
    scheduledScans: i.setup.scheduledScans.handler(() => settings.scheduledScans()),
    changeScheduledScans: i.setup.changeScheduledScans.handler(({ context, input }) =>
      settings.changeScheduledScans(actorOf(context), input),
    ),
  });
