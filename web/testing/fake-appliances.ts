import { implement, ORPCError } from '@orpc/server';
import type { ApplianceAuditNote, ApplianceJob, ApplianceUpdateNote } from '#contract/appliance-fleet';
import { contract } from '#contract/index';
import { APPLIANCE_STATES } from '#domain/appliances/appliance';
import { fakeCsv } from './fake-csv.ts';
import { fakePage } from './fake-list.ts';
import type { FakeState } from './fake-state.ts';
import { minutesFromNow, sceneId } from './scene/identity.ts';

const os = implement(contract);

const notFound = () => new ORPCError('not-found', { defined: true, status: 404, message: 'It is gone, or outside what you may see.' });

function byId<Item extends { readonly id: string }>(items: readonly Item[], id: string): Item {
  const item = items.find((one) => one.id === id);
  if (item === undefined) throw notFound();
  return item;
}

const changed = <Item extends { readonly id: string }>(items: readonly Item[], item: Item): readonly Item[] =>
  items.map((one) => (one.id === item.id ? item : one));

const dependentOn = (state: FakeState, applianceId: string) =>
  state.schedules
    .filter(({ active, scanners }) => active && scanners.kind === 'appliances' && scanners.ids.join() === applianceId)
    .map(({ id, title, owner }) => ({ id, title, owner }));

const summaryOf = (state: FakeState) => {
  const count = (wanted: string) => state.appliances.filter((one) => one.state === wanted).length;
  const capacities = state.appliances.flatMap(({ capacity }) => capacity ?? []);
  return {
    states: APPLIANCE_STATES.flatMap((one) => (count(one) === 0 ? [] : [{ state: one, count: count(one) }])),
    slots: { used: capacities.reduce((sum, { used }) => sum + used, 0), total: capacities.reduce((sum, { slots }) => sum + slots, 0) },
  };
};

const jobsOf = ({ runningSlices }: FakeState['appliances'][number]): ApplianceJob[] => [
  ...runningSlices.map(({ leaseExpiresAt: _, scanId = '', scanTitle = '', ...slice }) => ({
    ...{
      ...slice,
      scanId,
      scanTitle,
      attempt: 1,
      offeredAt: minutesFromNow(-4),
      acceptedAt: minutesFromNow(-4),
      startedAt: minutesFromNow(-3),
    },
  })),
  ...runningSlices.slice(0, 1).map(({ scanId = '', scanTitle = '', sliceId }) => ({
    ...{ sliceId, attempt: 2, scanId, scanTitle, index: 3, hostsDone: 0, hostsTotal: 16, offeredAt: minutesFromNow(-9) },
    ...{ endedAt: minutesFromNow(-9), outcome: 'declined' as const, reason: 'The load is 15.2 on 8 cores' },
  })),
];

const UPDATES: ApplianceUpdateNote[] = [
  { package: 'scand', at: minutesFromNow(-300), state: 'installed', fromVersion: '1.0.2', toVersion: '1.0.3' },
  {
    package: 'scand',
    at: minutesFromNow(-800),
    state: 'failed',
    fromVersion: '1.0.2',
    toVersion: '1.0.3',
    reason: 'The download was cut off',
  },
];

const AUDIT: ApplianceAuditNote[] = [
  {
    ...{ id: sceneId(45, 1), at: minutesFromNow(-90), by: 'Mara Okafor', action: 'appliance.command-sent' },
    changes: [{ field: 'kind', after: 'reboot' }],
  },
  {
    ...{ id: sceneId(45, 2), at: minutesFromNow(-2000), by: 'Jonas Keller', action: 'appliance.changed' },
    changes: [
      { field: 'location', before: 'Los Angeles, rack B3', after: 'Los Angeles, rack B4' },
      { field: 'promptDelivery', before: 'off', after: 'on' },
    ],
  },
];

/** The appliances of the scene, and what becomes of them. */
export const fakeAppliances = (state: FakeState) =>
  os.appliances.router({
    list: os.appliances.list.handler(({ input }) =>
      fakePage(state.appliances, input, {
        status: ({ state: one }, values) => values.includes(one),
        version: ({ outdated }, values) => values.includes(outdated.length > 0 ? 'outdated' : 'current'),
      }),
    ),
    export: os.appliances.export.handler(() => fakeCsv('appliances')),
    summary: os.appliances.summary.handler(() => summaryOf(state)),
    jobs: os.appliances.jobs.handler(({ input }) => ({ items: jobsOf(byId(state.appliances, input.id)) })),
    updates: os.appliances.updates.handler(({ input }) => ({
      items: byId(state.appliances, input.id).versions === undefined ? [] : UPDATES,
    })),
    audit: os.appliances.audit.handler(({ input }) => ({ items: byId(state.appliances, input.id).versions === undefined ? [] : AUDIT })),
    get: os.appliances.get.handler(({ input }) => byId(state.appliances, input.id)),
    create: os.appliances.create.handler(({ input: { name, assetGroupIds = [] } }) => {
      const id = sceneId(3, 99);
      state.assetGroups = state.assetGroups.map((one) =>
        assetGroupIds.includes(one.id) ? { ...one, applianceIds: [...one.applianceIds, id] } : one,
      );
      return { id, name, personalizationCode: '41278830195602', expiresAt: '2026-03-06T18:42:00Z' };
    }),
    change: os.appliances.change.handler(({ input }) => {
      const before = byId(state.appliances, input.id);
      const kept = {
        name: input.name ?? before.name,
        pollIntervalSeconds: input.pollIntervalSeconds ?? before.pollIntervalSeconds,
        promptDelivery: input.promptDelivery ?? before.promptDelivery,
      };
      const next = { ...before, ...kept, ...(input.location !== undefined && { location: input.location }), revision: input.revision + 1 };
      state.appliances = changed(state.appliances, next);
      return next;
    }),
    renewCode: os.appliances.renewCode.handler(({ input }) => ({
      id: input.id,
      name: byId(state.appliances, input.id).name,
      personalizationCode: '90125577341168',
      expiresAt: '2026-03-06T18:42:00Z',
    })),
    replace: os.appliances.replace.handler(({ input }) => ({
      id: input.id,
      name: byId(state.appliances, input.id).name,
      personalizationCode: '77120934581266',
      expiresAt: '2026-03-06T18:42:00Z',
    })),
    dependents: os.appliances.dependents.handler(({ input }) => ({ schedules: dependentOn(state, input.id) })),
    retire: os.appliances.retire.handler(({ input }) => {
      const dependent = dependentOn(state, input.id).map(({ id }) => id);
      if (dependent.some((id) => input.deactivates?.includes(id) !== true)) {
        throw new ORPCError('conflict', { defined: true, status: 409, message: 'Schedules scan with this appliance only.' });
      }
      state.schedules = state.schedules.map((one) => (dependent.includes(one.id) ? { ...one, active: false } : one));
      const next = { ...byId(state.appliances, input.id), state: 'retired' as const, stateReason: 'by Mara Okafor' };
      state.appliances = changed(state.appliances, next);
      return next;
    }),
  });
