import { implement, ORPCError } from '@orpc/server';
import { contract } from '#contract/index';
import type { Sensor } from '#contract/sensors';
import { fakePage } from './fake-list.ts';
import { fakeCsv } from './fake-views.ts';
import { minutesFromNow, sceneId } from './scene/identity.ts';

const os = implement(contract);

const notFound = () => new ORPCError('not-found', { defined: true, status: 404, message: 'It is gone, or outside what you may see.' });
const NOTHING = { items: [], nextCursor: null, total: { count: 0, exact: true } };

/** Images, containers and sensors as a fresh installation has them: none, until a sensor is created. */
export const fakeContainerRoutes = () => {
  let sensors: readonly Sensor[] = [];
  const sensor = (id: string): Sensor => {
    const found = sensors.find((one) => one.id === id);
    if (found === undefined) throw notFound();
    return found;
  };
  const replace = (next: Sensor) => {
    sensors = sensors.map((one) => (one.id === next.id ? next : one));
    return next;
  };
  const coded = ({ id, name }: Sensor) => ({ id, name, personalizationCode: '20260308123456', expiresAt: minutesFromNow(3 * 24 * 60) });
  return {
    images: os.images.router({
      list: os.images.list.handler(() => NOTHING),
      export: os.images.export.handler(() => fakeCsv('images')),
      report: os.images.report.handler(() => Promise.reject(notFound())),
      get: os.images.get.handler(() => Promise.reject(notFound())),
      findings: os.images.findings.handler(() => NOTHING),
      software: os.images.software.handler(() => NOTHING),
      layers: os.images.layers.handler(() => ({ items: [] })),
      hosts: os.images.hosts.handler(() => ({ items: [] })),
      triggers: os.images.triggers.handler(() => NOTHING),
      rescan: os.images.rescan.handler(() => Promise.reject(notFound())),
      remove: os.images.remove.handler(() => Promise.reject(notFound())),
    }),
    containers: os.containers.router({
      list: os.containers.list.handler(() => NOTHING),
      export: os.containers.export.handler(() => fakeCsv('containers')),
      get: os.containers.get.handler(() => Promise.reject(notFound())),
      findings: os.containers.findings.handler(() => NOTHING),
      triggers: os.containers.triggers.handler(() => NOTHING),
      rescan: os.containers.rescan.handler(() => Promise.reject(notFound())),
    }),
    sensors: os.sensors.router({
      list: os.sensors.list.handler(({ input }) => fakePage(sensors, input, {})),
      get: os.sensors.get.handler(({ input }) => sensor(input.id)),
      create: os.sensors.create.handler(({ input }) => {
        const made: Sensor = {
          ...{ id: sceneId(70, sensors.length), revision: 1, name: input.name, kind: input.kind, addresses: [] },
          ...{ state: 'never-connected', stateReason: 'Nobody has used its personalization code yet' },
          ...{ imagesCount: 0, containersCount: 0, createdAt: minutesFromNow(0) },
        };
        sensors = [...sensors, made];
        return coded(made);
      }),
      change: os.sensors.change.handler(({ input }) => {
        const before = sensor(input.id);
        return replace({ ...before, name: input.name ?? before.name, revision: before.revision + 1 });
      }),
      renewCode: os.sensors.renewCode.handler(({ input }) => coded(sensor(input.id))),
      retire: os.sensors.retire.handler(({ input }) => replace({ ...sensor(input.id), state: 'retired' })),
    }),
  };
};
