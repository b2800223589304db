import { actorOf, type Implementer } from '../../../http/implement.ts';
import type { Monitoring } from './monitoring.ts';

export const monitoringRoutes = (api: Implementer, { search, settings }: Monitoring) =>
  api.monitoring.router({
    log: api.monitoring.log.handler(({ input }) => search.list(input)),
    ofAppliance: api.monitoring.ofAppliance.handler(({ input: { id, ...input } }) => search.list(input, id)),
    export: api.monitoring.export.handler(({ input: { id, ...input } }) => search.export(input, id)),
    clock: api.monitoring.clock.handler(({ input }) => search.clock(input.id)),
    alerts: api.monitoring.alerts.handler(() => settings.read()),
    changeAlerts: api.monitoring.changeAlerts.handler(({ context, input }) => settings.change(actorOf(context), input)),
  });
