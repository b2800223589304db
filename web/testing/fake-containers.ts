import { implement, ORPCError } from '@orpc/server';
import type { Rescan } from '#contract/container-parts';
import type { ContainerDetail } from '#contract/containers';
import type { ImageDetail } from '#contract/images';
import { contract } from '#contract/index';
import type { Sensor } from '#contract/sensors';
import { fakeCsv } from './fake-csv.ts';
import { fakePage } from './fake-list.ts';
import { SCENE_CONTAINERS, SCENE_IMAGES } from './scene/containers.ts';
import { SCENE_FINDINGS, SCENE_SOFTWARE, SCENE_TRIGGERS } from './scene/findings.ts';
import { minutesFromNow, SCENE_NOW, sceneId } from './scene/identity.ts';
import { SCENE_SENSORS } from './scene/sensors.ts';

/** What the sensors told, as far as the fake server knows it. */
export interface FakeContainers {
  images: readonly ImageDetail[];
  containers: readonly ContainerDetail[];
  sensors: readonly Sensor[];
}

export const fakeContainers = (): FakeContainers => ({ images: SCENE_IMAGES, containers: SCENE_CONTAINERS, sensors: SCENE_SENSORS });

const os = implement(contract);

function byId<Item extends { readonly id: string }>(items: readonly Item[], id: string): Item {
  const item = items.find((one) => one.id === id);
  if (item === undefined)
    throw new ORPCError('not-found', { defined: true, status: 404, message: 'It is gone, or outside what you may see.' });
  return item;
}

const ORDER: Rescan = {
  ...{ orderId: sceneId(24, 1), sensorId: sceneId(21, 0), sensorName: 'fra-docker-01', state: 'queued' },
  ...{ orderedBy: 'Mara Okafor', orderedAt: SCENE_NOW, expiresAt: minutesFromNow(60) },
};

/** Words of the query are looked for as they are: what a query means only the server knows. */
const words = (query: string | undefined) => query?.replaceAll(/\b[a-z.]+:/gi, '').replaceAll('`', '');

interface OfOne {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly severity?: number | undefined;
  readonly fixable?: 'yes' | 'no' | undefined;
  readonly search?: string | undefined;
}

const findings = (known: boolean, { severity, fixable, search, ...input }: OfOne) =>
  fakePage(
    SCENE_FINDINGS.filter(
      (one) =>
        known &&
        (severity === undefined || one.severity === severity) &&
        (fixable === undefined || (one.fixedVersion !== undefined) === (fixable === 'yes')),
    ),
    { ...input, query: search },
    {},
  );

export const fakeContainerRoutes = (state: FakeContainers) => ({
  images: os.images.router({
    list: os.images.list.handler(({ input }) => fakePage(state.images, { ...input, query: words(input.query) }, {})),
    export: os.images.export.handler(() => fakeCsv('images')),
    report: os.images.report.handler(() => ({ headers: {}, body: new File(['<h1>Report</h1>'], 'report.html', { type: 'text/html' }) })),
    get: os.images.get.handler(({ input }) => byId(state.images, input.id)),
    findings: os.images.findings.handler(({ input }) => findings(byId(state.images, input.id).vulnerabilities !== undefined, input)),
    software: os.images.software.handler(({ input }) => fakePage(SCENE_SOFTWARE, { ...input, query: input.search }, {})),
    layers: os.images.layers.handler(() => ({
      items: [
        {
          digest: SCENE_FINDINGS[0]!.layer!,
          size: 48_000_000,
          createdBy: 'ADD rootfs.tar.xz / # buildkit',
          softwareCount: 88,
          findingsCount: 14,
        },
        { digest: `sha256:${'ab'.repeat(32)}`, size: 1200, createdBy: 'RUN apt-get update', softwareCount: 24, findingsCount: 3 },
      ],
    })),
    hosts: os.images.hosts.handler(() => ({
      items: [
        {
          ...{ sensorId: sceneId(21, 0), sensorName: 'fra-docker-01', hostName: 'fra-docker-01.corp.example', containersCount: 3 },
          ...{ repoTags: ['registry.corp.example/pay/api:2.41.0'], firstSeenAt: minutesFromNow(-9000), lastSeenAt: minutesFromNow(-4) },
        },
      ],
    })),
    triggers: os.images.triggers.handler(({ input }) => fakePage(SCENE_TRIGGERS, input, {})),
    rescan: os.images.rescan.handler(({ input }) => {
      state.images = state.images.map((one) => (one.id === input.id ? { ...one, rescans: [ORDER] } : one));
      return ORDER;
    }),
    remove: os.images.remove.handler(({ input }) => {
      state.images = state.images.filter(({ id }) => id !== input.id);
    }),
  }),
  containers: os.containers.router({
    list: os.containers.list.handler(({ input }) => fakePage(state.containers, { ...input, query: words(input.query) }, {})),
    export: os.containers.export.handler(() => fakeCsv('containers')),
    get: os.containers.get.handler(({ input }) => byId(state.containers, input.id)),
    findings: os.containers.findings.handler(({ input }) =>
      findings(byId(state.containers, input.id).vulnerabilities !== undefined, input),
    ),
    triggers: os.containers.triggers.handler(({ input }) => fakePage(SCENE_TRIGGERS, input, {})),
    rescan: os.containers.rescan.handler(({ input }) => {
      state.containers = state.containers.map((one) => (one.id === input.id ? { ...one, rescans: [ORDER] } : one));
      return ORDER;
    }),
  }),
  sensors: os.sensors.router({
    list: os.sensors.list.handler(({ input }) =>
      fakePage(state.sensors, input, {
        kind: ({ kind }, values) => values.includes(kind),
        status: ({ state: one }, values) => values.includes(one),
      }),
    ),
    get: os.sensors.get.handler(({ input }) => byId(state.sensors, input.id)),
    create: os.sensors.create.handler(({ input }) => {
      const id = sceneId(21, state.sensors.length);
      const { hostName: _, ...unbound } = SCENE_SENSORS.at(-1)!;
      state.sensors = [...state.sensors, { ...unbound, id, name: input.name, kind: input.kind }];
      return { id, name: input.name, personalizationCode: '20481234567890', expiresAt: minutesFromNow(60 * 48) };
    }),
    change: os.sensors.change.handler(({ input }) => {
      const next = {
        ...byId(state.sensors, input.id),
        ...(input.name !== undefined && { name: input.name }),
        revision: input.revision + 1,
      };
      state.sensors = state.sensors.map((one) => (one.id === next.id ? next : one));
      return next;
    }),
    renewCode: os.sensors.renewCode.handler(({ input }) => ({
      ...{
        id: input.id,
        name: byId(state.sensors, input.id).name,
        personalizationCode: '20489876543210',
        expiresAt: minutesFromNow(60 * 48),
      },
    })),
    retire: os.sensors.retire.handler(({ input }) => {
      const next: Sensor = { ...byId(state.sensors, input.id), state: 'retired', stateReason: 'retired by Mara Okafor' };
      state.sensors = state.sensors.map((one) => (one.id === next.id ? next : one));
      return next;
    }),
  }),
});
