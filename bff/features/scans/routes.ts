import { actorOf, type Implementer, type RequestContext } from '../../http/implement.ts';
import type { ReportService } from './report/report-service.ts';
import type { ScansService } from './service.ts';

export const scansRoutes = (api: Implementer, scans: ScansService, reports: ReportService) =>
  api.scans.router({
    list: api.scans.list.handler(({ input, context }) => scans.list(actorOf(context), input)),
    export: api.scans.export.handler(({ input, context }) => scans.export(actorOf(context), input)),
    get: api.scans.get.handler(({ input, context }) => scans.get(actorOf(context), input.id)),
    create: api.scans.create.handler(({ input, context }) => scans.create(actorOf(context), input)),
    relaunch: api.scans.relaunch.handler(({ input, context }) => scans.relaunch(actorOf(context), input.id)),
    pause: api.scans.pause.handler(({ input, context }) => scans.pause(actorOf(context), input.id)),
    resume: api.scans.resume.handler(({ input, context }) => scans.resume(actorOf(context), input.id)),
    cancel: api.scans.cancel.handler(({ input, context }) => scans.cancel(actorOf(context), input.id)),
    waits: api.scans.waits.handler(({ input, context }) => scans.waits(actorOf(context), input.id)),
    slices: api.scans.slices.handler(({ input, context }) => scans.slices(actorOf(context), input.id)),
    results: api.scans.results.handler(({ input, context }) => scans.results(actorOf(context), input.id, input)),
    report: api.scans.report.handler(({ input, context }) => reports.report(actorOf(context), input)),
  });

/** For the pipeline: everything that is wrong with an input at once. */
export const scanChecks = (scans: ScansService) => ({
  'scans.create': (input: unknown, context: RequestContext) => scans.check(actorOf(context), input),
});
