import { actorOf, type Implementer, type RequestContext } from '../../http/implement.ts';
import type { BulkService } from './bulk-service.ts';
import type { SchedulesFeature } from './feature.ts';
import type { LedgerService } from './ledger-service.ts';

export const schedulesRoutes = (i: Implementer, feature: SchedulesFeature) => {
  const { service, status, ledger } = feature;
  return i.schedules.router({
    list: i.schedules.list.handler(({ context, input }) => service.list(actorOf(context), input)),
    export: i.schedules.export.handler(({ context, input }) => service.export(actorOf(context), input)),
    get: i.schedules.get.handler(({ context, input }) => service.get(actorOf(context), input.id)),
    create: i.schedules.create.handler(({ context, input }) => service.create(actorOf(context), input)),
    replace: i.schedules.replace.handler(({ context, input }) => service.replace(actorOf(context), input)),
    remove: i.schedules.remove.handler(({ context, input }) => service.remove(actorOf(context), input.id)),
    activate: i.schedules.activate.handler(({ context, input }) => status.activate(actorOf(context), input)),
    deactivate: i.schedules.deactivate.handler(({ context, input }) => status.deactivate(actorOf(context), input)),
    launch: i.schedules.launch.handler(({ context, input }) => feature.launchByHand(actorOf(context), input.id)),
    preview: i.schedules.preview.handler(({ input }) => feature.preview(input)),
    diff: i.schedules.diff.handler(({ context, input }) => feature.diff(actorOf(context), input)),
    launches: i.schedules.launches.handler(({ context, input }) => ledger.ofSchedule(actorOf(context), input)),
  });
};

export const scheduleBulkRoutes = (i: Implementer, bulk: BulkService) =>
  i.scheduleBulk.router({
    preview: i.scheduleBulk.preview.handler(({ context, input }) => bulk.preview(actorOf(context), input)),
    carryOut: i.scheduleBulk.carryOut.handler(({ context, input }) => bulk.carryOut(actorOf(context), input)),
  });

export const launchesRoutes = (i: Implementer, ledger: LedgerService) =>
  i.launches.router({
    list: i.launches.list.handler(({ context, input }) => ledger.list(actorOf(context), input)),
    release: i.launches.release.handler(({ context, input }) => ledger.release(actorOf(context), input.launchIds)),
    decline: i.launches.decline.handler(({ context, input }) => ledger.decline(actorOf(context), input.launchIds)),
    export: i.launches.export.handler(({ context, input }) => ledger.export(actorOf(context), input)),
  });

/** For the pipeline: everything that is wrong with an input at once. */
export const scheduleChecks = ({ service, checkPreview }: SchedulesFeature) => {
  const check = (input: unknown, context: RequestContext) => service.check(actorOf(context), input);
  return {
    'schedules.create': check,
    'schedules.replace': check,
    'schedules.preview': async (input: unknown) => checkPreview(input),
  };
};
