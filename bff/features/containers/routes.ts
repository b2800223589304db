import { actorOf, type Implementer } from '../../http/implement.ts';
import type { ContainerService } from './container-service.ts';
import type { ImageService } from './image-service.ts';
import type { createImageReport } from './report/report-service.ts';
import type { SensorService } from './sensor-service.ts';

export const imageRoutes = (api: Implementer, service: ImageService, report: ReturnType<typeof createImageReport>) =>
  api.images.router({
    list: api.images.list.handler(({ input, context }) => service.list(actorOf(context), input)),
    export: api.images.export.handler(({ input, context }) => service.export(actorOf(context), input)),
    report: api.images.report.handler(({ input, context }) => report(actorOf(context), input.id)),
    get: api.images.get.handler(({ input, context }) => service.get(actorOf(context), input.id)),
    findings: api.images.findings.handler(({ input, context }) => service.findings(actorOf(context), input)),
    software: api.images.software.handler(({ input, context }) => service.software(actorOf(context), input)),
    layers: api.images.layers.handler(({ input, context }) => service.layers(actorOf(context), input.id)),
    hosts: api.images.hosts.handler(({ input, context }) => service.hosts(actorOf(context), input.id)),
    triggers: api.images.triggers.handler(({ input, context }) => service.triggers(actorOf(context), input)),
    rescan: api.images.rescan.handler(({ input, context }) => service.rescan(actorOf(context), input.id)),
    remove: api.images.remove.handler(({ input, context }) => service.remove(actorOf(context), input.id)),
  });

export const containerRoutes = (api: Implementer, service: ContainerService) =>
  api.containers.router({
    list: api.containers.list.handler(({ input, context }) => service.list(actorOf(context), input)),
    export: api.containers.export.handler(({ input, context }) => service.export(actorOf(context), input)),
    get: api.containers.get.handler(({ input, context }) => service.get(actorOf(context), input.id)),
    findings: api.containers.findings.handler(({ input, context }) => service.findings(actorOf(context), input)),
    triggers: api.containers.triggers.handler(({ input, context }) => service.triggers(actorOf(context), input)),
    rescan: api.containers.rescan.handler(({ input, context }) => service.rescan(actorOf(context), input.id)),
  });

export const sensorRoutes = (api: Implementer, service: SensorService) =>
  api.sensors.router({
    list: api.sensors.list.handler(({ input, context }) => service.list(actorOf(context), input)),
    get: api.sensors.get.handler(({ input, context }) => service.get(actorOf(context), input.id)),
    create: api.sensors.create.handler(({ input, context }) => service.create(actorOf(context), input)),
    change: api.sensors.change.handler(({ input, context }) => service.change(actorOf(context), input)),
    renewCode: api.sensors.renewCode.handler(({ input, context }) => service.renewCode(actorOf(context), input.id)),
    retire: api.sensors.retire.handler(({ input, context }) => service.retire(actorOf(context), input.id)),
  });
