import { actorOf, type Implementer } from '../../http/implement.ts';
import type { Fleet } from './fleet.ts';
import type { ApplianceService } from './service.ts';

export const applianceRoutes = (api: Implementer, service: ApplianceService, fleet: Fleet) =>
  api.appliances.router({
    list: api.appliances.list.handler(({ input, context }) => service.list(actorOf(context), input)),
    summary: api.appliances.summary.handler(() => fleet.summary()),
    export: api.appliances.export.handler(({ input }) => fleet.export(input)),
    jobs: api.appliances.jobs.handler(({ input, context }) => fleet.jobs(actorOf(context), input.id)),
    updates: api.appliances.updates.handler(({ input }) => fleet.updates(input.id)),
    audit: api.appliances.audit.handler(({ input }) => fleet.audit(input.id)),
    get: api.appliances.get.handler(({ input, context }) => service.get(actorOf(context), input.id)),
    create: api.appliances.create.handler(({ input, context }) => service.create(actorOf(context), input)),
    change: api.appliances.change.handler(({ input, context }) => service.change(actorOf(context), input)),
    renewCode: api.appliances.renewCode.handler(({ input, context }) => service.renewCode(actorOf(context), input.id)),
    replace: api.appliances.replace.handler(({ input, context }) => service.replace(actorOf(context), input.id)),
    dependents: api.appliances.dependents.handler(({ input }) => service.dependents(input.id)),
    retire: api.appliances.retire.handler(({ input, context }) => service.retire(actorOf(context), input)),
  });
